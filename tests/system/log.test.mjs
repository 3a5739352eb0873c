// log.test.mjs -- the server never waits for who reads its log, and writes it nowhere else.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, CLIENTS, ROOT, freePort, until } from '../lib/server.mjs';

const words = (data, port) => [
  ...['serve', '--data', data, '--scenarios', join(ROOT, 'scenarios'), '--clients', CLIENTS],
  ...['--address', '127.0.0.1', '--port', String(port)],
];

const ready = (port) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (r) => r.ok,
    () => false,
  );

/** Starts it like this, waits until it can be used, and ends it: with 0, or the test fails. */
async function startAndEnd(port, program, args, stdio) {
  const child = spawn(program, args, { stdio });
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  await until(
    () => ready(port),
    () => 'the server to be ready',
  );
  const made = await fetch(`http://127.0.0.1:${port}/api/solo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario: 'kort-de-sleutel', name: 'Aad', lang: 'nl' }),
  });
  assert.equal(made.status, 201);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 0, signal: null });
}

test('a log and a screen that nobody reads hold nobody up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const port = await freePort();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  // Filled to the brim through another opening, so that the server's own one waits at its first byte.
  const brim = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(brim, Buffer.alloc(512, 'x'));
  } catch (e) {
    assert.equal(e.code, 'EAGAIN');
  }
  const full = openSync(pipe, 'w');
  await startAndEnd(port, BINARY, words(join(folder, 'data'), port), ['ignore', full, full]);
  closeSync(full);
  closeSync(brim);
  rmSync(folder, { recursive: true, force: true });
});

test('started without a log and a screen it writes into no other file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const port = await freePort();
  const data = join(folder, 'data');
  await startAndEnd(port, 'sh', ['-c', 'exec "$@" <&- >&- 2>&-', 'sh', BINARY, ...words(data, port)], 'ignore');
  assert.equal(readFileSync(join(data, 'journal.db')).subarray(0, 15).toString(), 'SQLite format 3');
  assert.match(
    execFileSync(BINARY, ['replay', join(data, 'journal.db'), '--scenarios', join(ROOT, 'scenarios')], {
      encoding: 'utf8',
    }),
    /, 0 failed/,
  );
  rmSync(folder, { recursive: true, force: true });
});

test('every line of a log in JSON can be read back, and a request is followed by its id', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma- "'));
  const port = await freePort();
  const child = spawn(BINARY, [...words(join(folder, 'data'), port), '--log-format', 'json', '--log-level', 'debug'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (piece) => (log += piece));
  const ended = new Promise((resolve) => child.on('close', resolve));
  await until(
    () => ready(port),
    () => 'the server to be ready',
  );
  const answer = await fetch(`http://127.0.0.1:${port}/api/join/ABCDEF`);
  child.kill('SIGTERM');
  await ended;
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const asked = lines.find((line) => line.request === answer.headers.get('x-request-id'));
  assert.deepEqual(
    { method: asked.method, route: asked.route, status: asked.status },
    { method: 'GET', route: '/api/join/{code}', status: answer.status },
  );
  assert.ok(!log.includes('ABCDEF'));
  assert.equal(lines.find((line) => line.event === 'started').data, join(folder, 'data'));
  rmSync(folder, { recursive: true, force: true });
});
