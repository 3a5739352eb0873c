// ends.test.mjs -- a file of tests that fails ends: what fails is told, and what it left open is not left running.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, until } from '../lib/server.mjs';

/** A file with these tests, run as `./dev test` runs one; with limits that let what is in order end. */
async function run(t, source, limits) {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'broken.test.mjs');
  const imports = ["'node:test'", "'node:child_process'"].map(
    (from, at) => `import { ${['test', 'spawn'][at]} } from ${from};`,
  );
  writeFileSync(file, `${imports.join('\n')}\nimport ${JSON.stringify(join(ROOT, 'tests/lib/bound.mjs'))};\n${source}`);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env: { ...env, ...limits } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, said };
}

const isThere = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a test that fails and leaves a program running is told, and the program is ended', async (t) => {
  const source = `test('is broken', () => {
    const left = spawn('sleep', ['7777'], { stdio: 'ignore' });
    console.log('left=' + left.pid);
    throw new Error('broken on purpose');
  });`;
  const { code, said } = await run(t, source, { DILEMMA_TEST_END_MS: '200' });
  assert.equal(code, 1, said);
  assert.match(said, /broken on purpose/);
  const pid = Number(/left=(\d+)/.exec(said)[1]);
  assert.match(said, new RegExp(`broken\\.test\\.mjs did not end .* after its tests.*sleep \\(${pid}\\)`));
  await until(
    () => !isThere(pid),
    () => 'the end of what was left',
  );
});

test('a loop without an end is ended, and told as a failure', async (t) => {
  const source = `test('turns', () => { for (;;); });`;
  const { code, said } = await run(t, source, { DILEMMA_TEST_FILE_MS: '2000' });
  assert.equal(code, 1, said);
  assert.match(said, /broken\.test\.mjs did not end within 2 s\./);
});

test('a file that is in order is not disturbed by being watched', async (t) => {
  const { code, said } = await run(t, `test('holds', () => {});`, {});
  assert.equal(code, 0, said);
  assert.match(said, /✔ holds/);
  assert.doesNotMatch(said, /did not end/);
});
