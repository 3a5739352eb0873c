// start.test.mjs -- what an operator meets: a taken port, a taken folder, a start that failed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, freePort } from '../lib/server.mjs';

/** Start the server where it cannot run; its exit code and what it said. */
const startInVain = (data, port, more = []) =>
  say([
    'serve',
    '--data',
    data,
    '--scenarios',
    join(ROOT, 'scenarios'),
    '--clients',
    join(ROOT, 'clients', 'dist'),
    '--address',
    '127.0.0.1',
    '--port',
    String(port),
    ...more,
  ]);

/** Run the program until it ends by itself. */
async function say(words) {
  const child = spawn(BINARY, words);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, said };
}

/** What a page of `origin` is answered when it opens its WebSocket. */
const upgrade = (server, origin) =>
  new Promise((resolve, reject) => {
    const asked = request(`${server.origin}/ws`, {
      headers: {
        origin,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'dilemmakamer.v1.msgpack',
      },
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode);
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });

test('a first start that fails does not lose the trainer’s link', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const port = await freePort();
  const other = createServer();
  await new Promise((resolve) => other.listen(port, '127.0.0.1', resolve));
  const { code, said } = await startInVain(join(folder, 'data'), port);
  assert.notEqual(code, 0);
  assert.match(said, new RegExp(`cannot listen on 127.0.0.1 port ${port}`));
  await new Promise((resolve) => other.close(resolve));
  const server = new Server(folder, port, []);
  await server.up();
  assert.match(server.trainerKey, /^[\w-]{22}$/);
  await server.close();
});

test('a second server on the same data is refused with a plain sentence', async (t) => {
  const server = await Server.start([], t);
  const { code, said } = await startInVain(join(server.folder, 'data'), await freePort());
  assert.notEqual(code, 0);
  assert.match(said, /another server uses the folder/);
  await server.close();
  rmSync(server.folder, { recursive: true, force: true });
});

test('data of a newer version is refused with a sentence that says so, and stays as it is', async (t) => {
  const server = await Server.start([], t);
  await server.stop();
  const path = join(server.folder, 'data', 'journal.db');
  const file = readFileSync(path);
  file.writeUInt32BE(99, 60); // SQLite's header: PRAGMA user_version.
  writeFileSync(path, file);
  const { code, said } = await startInVain(join(server.folder, 'data'), await freePort());
  assert.notEqual(code, 0);
  assert.match(said, /written by a newer version/);
  assert.match(said, /format 99, made by \d+\.\d+\.\d+/);
  assert.deepEqual(readFileSync(path), file);
  rmSync(server.folder, { recursive: true, force: true });
});

test('a setting that cannot be is refused with a plain sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const file = join(folder, 'file');
  writeFileSync(file, 'of somebody else');
  const port = await freePort();
  for (const [data, more, sentence] of [
    [folder, ['--public-origin', 'dilemma.example'], /--public-origin is 'dilemma.example', it must be like https:/],
    [folder, ['--public-origin', 'https://dilemma.example/zaal?a'], /it must be like https:.*example\.nl\/dilemma/],
    [folder, ['--address', '1.2.3'], /--address is '1\.2\.3', it must be an address such as 127\.0\.0\.1/],
    [folder, ['--address', 'localhost'], /--address is 'localhost', it must be an address/],
    [join(folder, 'data'), ['--address', '192.0.2.250'], /on 192\.0\.2\.250 .* no address of this machine/],
    [folder, ['--clients', join(folder, 'none')], /--clients is '.*none', there are no screens in it/],
    [folder, ['--trusted-proxy', 'proxy'], /--trusted-proxy is 'proxy', it must be an address/],
    [folder, ['--scenarios', join(folder, 'none')], /no scenario could be read from/],
    [file, [], /--data is '.*file', it cannot be used: Not a directory/],
    ['', [], /--data is '', it cannot be used/],
  ]) {
    const { code, said } = await startInVain(data, port, more);
    assert.notEqual(code, 0, said);
    assert.match(said, sentence);
  }
  for (const name of ['journal.db', 'trainer-key']) {
    const data = join(folder, name);
    mkdirSync(data);
    writeFileSync(join(data, name), 'not what it should be');
    const { code, said } = await startInVain(data, port);
    assert.notEqual(code, 0, said);
    assert.match(said, new RegExp(`^dilemma serve: '.*${name}' cannot be used`, 'm'));
  }
  rmSync(folder, { recursive: true, force: true });
});

test('the first lines say where things are, and which variable was misspelt', async (t) => {
  process.env.DILEMMA_SESSION_MAX = '3';
  const server = await Server.start();
  delete process.env.DILEMMA_SESSION_MAX;
  t.after(() => server.close());
  const lines = server.log.split('\n').filter((line) => line.startsWith('time='));
  assert.match(server.log, /event=variable_unknown variable=DILEMMA_SESSION_MAX did_you_mean=DILEMMA_SESSIONS_MAX/);
  assert.match(server.log, /event=opened folder=\S+scenarios count=\d+ left_out=0/);
  assert.match(server.log, /event=started address=127\.0\.0\.1 port=\d+ data=\S+data clients=\S+/);
  assert.ok(lines.length <= 8, `a start says ${lines.length} lines`);
  assert.doesNotMatch(server.log, /DILEMMA_BINARY/);
});

test('an origin with a slash at its end opens the doors all the same, and the data is the owner’s alone', async (t) => {
  const server = await Server.start(['--public-origin', 'https://Dilemma.Example/'], t);
  assert.match(server.log, /Participants: https:\/\/dilemma\.example\/\n/);
  for (const [origin, status] of [
    ['https://dilemma.example', 101],
    [server.origin, 101],
    ['https://evil.example', 403],
  ])
    assert.equal(await upgrade(server, origin), status, origin);
  const data = join(server.folder, 'data');
  for (const name of readdirSync(data))
    assert.equal(statSync(join(data, name)).mode & 0o077, 0, `${name} can be read by others`);
  await server.close();
});

test('a new key opens the next start, and its link leads to that server', async (t) => {
  const server = await Server.start([], t);
  const old = server.trainerKey;
  await server.stop();
  const data = join(server.folder, 'data');
  const { code, said } = await say(['key', '--data', data, '--port', String(server.port)]);
  assert.equal(code, 0);
  const [, origin, key] = /: (http:\S+)\/trainer\/#key=([\w-]{22})\n$/.exec(said);
  assert.equal(origin, server.origin);
  await server.up();
  const ask = (bearer) =>
    fetch(`${server.origin}/api/sessions`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    });
  assert.equal((await ask(old)).status, 403);
  assert.equal((await ask(key)).status, 400);
  const lost = await say(['key', '--data', join(server.folder, 'nowhere')]);
  assert.notEqual(lost.code, 0);
  assert.match(lost.said, /The key stays as it was/);
  await server.close();
});

/** Can this machine listen on IPv6 at all? */
const hasV6 = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(false));
    probe.listen(0, '::', () => probe.close(() => resolve(true)));
  });

test('a proxy is known by its address, on IPv6 too: one visitor’s wrong codes are not another’s', async (t) => {
  if (!(await hasV6())) {
    t.skip('no IPv6 here');
    return;
  }
  const server = await Server.start(['--address', '::', '--trusted-proxy', '127.0.0.1'], t);
  const ask = (visitor) =>
    fetch(`${server.origin}/api/join/QQQQQQ`, { headers: { 'x-forwarded-for': visitor } }).then((r) => r.status);
  let last = 0;
  for (let i = 0; i < 200 && last !== 429; i++) last = await ask('192.0.2.1');
  assert.equal(last, 429);
  assert.equal(await ask('192.0.2.2'), 404);
  await server.close();
});
