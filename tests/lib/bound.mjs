// bound.mjs -- a file of tests ends, whatever fails in it. A browser or a server that a failed test left open keeps its
// process alive, and a loop that never returns is not interrupted by a timer in its own thread: so a second thread
// watches. A file that is too late is named and ended with all that it started; the run says that the file failed.
import { after } from 'node:test';
import { readFileSync, readdirSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** How long a file may take, and how long what comes after its last test. The slowest takes four minutes on a machine
 * that does nothing else. */
const LIMITS = {
  file_ms: Number(process.env.DILEMMA_TEST_FILE_MS ?? 30 * 60_000),
  end_ms: Number(process.env.DILEMMA_TEST_END_MS ?? 3 * 60_000),
};

/** The processes of this machine: whose child each is, and what it is called. */
function processes() {
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      found.push({ pid: Number(pid), name, parent: Number(rest.split(' ')[1]) });
    } catch {
      // It ended just now.
    }
  }
  return found;
}

/** All that descends from this process. */
function descendants(all, of = process.pid) {
  return all.filter((one) => one.parent === of).flatMap((one) => [one, ...descendants(all, one.pid)]);
}

function end(why) {
  const left = descendants(processes());
  const names = left.map((one) => `${one.name} (${one.pid})`).join(', ');
  writeSync(2, `${workerData.file} did not end ${why}. It had started and left: ${names || 'no process'}.\n`);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended just now.
    }
  }
  process.kill(process.pid, 'SIGKILL');
}

function watch() {
  setTimeout(() => end(`within ${LIMITS.file_ms / 1000} s`), LIMITS.file_ms);
  parentPort.once('message', () => setTimeout(() => end(`${LIMITS.end_ms / 1000} s after its tests`), LIMITS.end_ms));
}

/** In a file that `node --test` runs; a tool that uses the same library is none. */
function watched() {
  const watcher = new Worker(fileURLToPath(import.meta.url), { workerData: { file: process.argv[1] } });
  watcher.unref();
  after(() => watcher.postMessage('over'));
}

if (!isMainThread) watch();
else if (process.env.NODE_TEST_CONTEXT !== undefined) watched();
