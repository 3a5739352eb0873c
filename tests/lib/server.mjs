// server.mjs -- the real binary in a folder of its own: started, stopped, killed and started again.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import './bound.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BUILD = process.env.DILEMMA_BUILD_DIR ?? join(ROOT, 'build');
export const CLIENTS = process.env.DILEMMA_CLIENTS_DIST ?? join(ROOT, 'clients', 'dist');
// The sanitizer build where there is one, so that every system test is also a memory test.
export const BINARY =
  process.env.DILEMMA_BINARY ??
  ['test', 'release'].map((name) => join(BUILD, name, 'server', 'dilemma')).find(existsSync);

/** How long anything may take before a test gives up, in ms: what is waited for is a condition, never a moment, so
 * this is only for what never comes. A machine that is busy with other things may be twenty times as slow. */
export const PATIENCE = 120_000;

/** Wait until `holds` says so; it is asked again and again. `what` names it when it never does. */
export async function until(holds, what) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A free TCP port on the loopback address. */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** How often threads of this process went to sleep; whoever wakes does so once more. */
const sleepsOf = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) =>
      /^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')),
    )
    .reduce((sum, found) => sum + Number(found[1]), 0);

export class Server {
  #process = null;
  log = '';
  /** The folder of the screens, for the next start. */
  clients = CLIENTS;

  constructor(folder, port, options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /** A server with an empty data folder. `options` are extra command line words. Where a test is given, the server is
   * gone after it, whatever came of it. */
  static async start(options = [], test = undefined) {
    assert.ok(BINARY, 'no dilemma binary: run ./dev build first');
    const server = new Server(mkdtempSync(join(tmpdir(), 'dilemma-')), await freePort(), options);
    test?.after(() => server.#gone());
    await server.up();
    return server;
  }

  get pid() {
    return this.#process.pid;
  }

  get isUp() {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Words before the command line, such as prlimit and its options. */
  limits = [];

  /** Start (again) on the same data, and wait until it says it is ready; or, with `full`, that its disk is full. */
  async up({ full = false } = {}) {
    assert.equal(this.#process, null);
    const [program, ...words] = [...this.limits, BINARY];
    const child = spawn(
      program,
      [
        ...words,
        'serve',
        '--data',
        join(this.folder, 'data'),
        '--scenarios',
        join(ROOT, 'scenarios'),
        '--clients',
        this.clients,
        '--address',
        '127.0.0.1',
        '--port',
        String(this.port),
        ...this.options,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } },
    );
    this.#process = child;
    const keep = (chunk) => {
      this.log += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`server ended with ${child.exitCode}\n${this.log}`);
        const ready = await fetch(`${this.origin}/readyz`).then(
          async (r) => r.ok || (full && /disk is full/.test(await r.text())),
          () => false,
        );
        return ready && /^Trainer/m.test(this.log); // Ready, and all it has to say is said.
      },
      () => `the server to be ready:\n${this.log}`,
    );
  }

  /** The trainer's key, from the link that the first start prints. */
  get trainerKey() {
    const key = /#key=([A-Za-z0-9_-]+)/.exec(this.log);
    assert.ok(key, `no trainer's link was printed:\n${this.log}`);
    return key[1];
  }

  #replay() {
    const said = execFileSync(
      BINARY,
      ['replay', join(this.folder, 'data', 'journal.db'), '--scenarios', join(ROOT, 'scenarios')],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    const hashes = (text) =>
      new Map([...text.matchAll(/session=(\w+) seq=(\d+) hash=(\w+)/g)].map((m) => [`${m[1]} ${m[2]}`, m[3]]));
    const logged = hashes(this.log);
    for (const [session, hash] of hashes(said))
      if (logged.has(session)) assert.equal(hash, logged.get(session), `the replay of session ${session}`);
    assert.match(said, /, 0 failed/);
  }

  /** Until no thread of it wakes any more. */
  async sleeps() {
    const pause_ms = 2500;
    let before = -1;
    await until(
      async () => {
        const now = sleepsOf(this.pid);
        if (now === before) return true;
        before = now;
        await new Promise((resolve) => setTimeout(resolve, pause_ms));
        return sleepsOf(this.pid) === before;
      },
      () => `${pause_ms} ms in which no thread of it woke`,
    );
  }

  async kill() {
    this.#process.kill('SIGKILL');
    await this.ended;
    this.#process = null;
  }

  /** It has ended by itself, or is about to: how. After this it can be started again. */
  async over() {
    const end = await this.ended;
    this.#process = null;
    return end;
  }

  async #gone() {
    if (this.#process !== null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Graceful stop. A sanitizer report or any other exit code fails the test. */
  async stop() {
    if (this.#process === null) return;
    this.#process.kill('SIGTERM');
    const { code, signal } = await this.ended;
    this.#process = null;
    assert.equal(code, 0, `server stopped with code ${code}, signal ${signal}\n${this.log.slice(-4000)}`);
  }

  /** The end of a test. What it journaled must replay to the state that the server had. */
  async close() {
    await this.stop();
    if (existsSync(join(this.folder, 'data', 'journal.db'))) this.#replay();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
