// log.test.mjs -- the server never waits for whoever reads its log, and writes it nowhere else.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advance, call, createSession, Link } from '../lib/people.mjs';
import { BINARY, CLIENTS, ROOT, Server, freePort, until } from '../lib/server.mjs';

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

/** A server that tells all it can, in JSON, and believes the proxy on this machine: one for all tests. */
let teller;
async function talkative() {
  if (teller === undefined) {
    const options = ['--log-format', 'json', '--log-level', 'debug', '--trusted-proxy', '127.0.0.1'];
    teller = new Server(mkdtempSync(join(tmpdir(), 'dilemma- "')), await freePort(), options);
    await teller.up();
  }
  return teller;
}
after(async () => {
  await teller?.close();
});

/** The whole lines of its log, without what it prints for the trainer. */
const linesOf = (server) => server.log.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));

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
  const server = await talkative();
  const answer = await fetch(`${server.origin}/api/join/ABCDEF`);
  const read = () => linesOf(server).map((line) => JSON.parse(line));
  const about = () => read().find((line) => line.request === answer.headers.get('x-request-id'));
  await until(
    () => about() !== undefined,
    () => `a line about the request:\n${server.log}`,
  );
  const asked = about();
  assert.deepEqual(
    { method: asked.method, route: asked.route, status: asked.status },
    { method: 'GET', route: '/api/join/{code}', status: answer.status },
  );
  assert.ok(!server.log.includes('ABCDEF'));
  assert.equal(read().find((line) => line.event === 'started').data, join(server.folder, 'data'));
});

test('no line of a log tells of a person: no name, word, code, key or address', async () => {
  const server = await talkative();
  const PHONE = { 'x-forwarded-for': '203.0.113.77' };
  const { code, trainer, token } = await createSession(server, { title: 'Onzetitel', trainer_name: 'Onzetrainer' });
  const { body: seat } = await call(server, 'POST', '/api/join', {
    headers: PHONE,
    body: { code, name: 'Onzenaam', lang: 'nl' },
  });
  await call(server, 'POST', '/api/join', { headers: PHONE, body: { code: 'QQQQQQ', name: 'Onzenaam', lang: 'nl' } });
  const person = await Link.open(server, seat.token, { headers: PHONE });
  await trainer.say('session_start');
  await advance(trainer, 'choice');
  await person.until((l) => l.step === 'choice', 'the choice');
  await person.say('vote_cast', { round: 0, option: 0, confidence: 1, reason: 'Onzereden' });
  assert.equal(
    (await person.ask('vote_cast', { round: 9, option: 0, confidence: 1, reason: 'Onzereden' })).t,
    'rejected',
  );
  await trainer.say('message_send', { room: 0, text: 'Onsbericht' });
  await Promise.all([person.close(), trainer.close()]);
  const key = server.trainerKey;
  await server.stop();
  const log = linesOf(server).join('\n');
  for (const wanted of ['link_in', 'session_stopped']) assert.ok(log.includes(wanted), `the log tells of ${wanted}`);
  const files = readdirSync(join(server.folder, 'data'), { recursive: true })
    .map((name) => join(server.folder, 'data', name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
  assert.ok(
    files.some((bytes) => bytes.includes('Onzenaam')),
    'the journal is among them',
  );
  for (const word of ['Onzetitel', 'Onzetrainer', 'Onzenaam', 'Onzereden', 'Onsbericht', code, key, token, seat.token])
    assert.ok(!log.includes(word), `the log says ${word}:\n${log}`);
  for (const address of ['203.0.113.77', '203.0.113']) {
    assert.ok(!log.includes(address), `the log says ${address}:\n${log}`);
    assert.ok(!files.some((bytes) => bytes.includes(address)), `a file says ${address}`);
  }
});
