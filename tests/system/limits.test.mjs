// limits.test.mjs -- what anybody can make grow, up to its bound on the real server and one past it. The numbers are
// those of the source (tests/limits/limits.mjs); where each limit is tested stands in server/LIMITS.md.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, freePort, until } from '../lib/server.mjs';
import { Link, advance, call, createSession, join_ } from '../lib/people.mjs';
import { limitOf } from '../limits/limits.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const make = (settings) =>
  call(server, 'POST', '/api/sessions', {
    token: server.trainerKey,
    body: { scenario: 'kort-de-sleutel', lang: 'nl', ...settings },
  });

/** The status of the answer to a path, as it was sent. */
const statusOf = (path) =>
  new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1');
    let said = '';
    socket.on('connect', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0)));
  });

test('a session has as many seats as it may, and who comes then is told that it is full', async () => {
  const most = limitOf('SEATS_MAX');
  const session = await createSession(server, {
    scenario: 'kort-de-sleutel',
    rooms_count: limitOf('ROOMS_MAX'),
    room_seats_max: 10,
  });
  let taken = session.trainer.sections.people.seats.length + 1; // The wall has one too, and is nobody by name.
  const join = (name) => call(server, 'POST', '/api/join', { body: { code: session.code, name, lang: 'nl' } });
  for (let i = 0; taken < most; i += 16) {
    const answers = await Promise.all(Array.from({ length: Math.min(16, most - taken) }, (_, k) => join(`P${i + k}`)));
    for (const { status, body } of answers) assert.equal(status, 201, JSON.stringify(body));
    taken += answers.length;
  }
  const { status, body } = await join('Een te veel');
  assert.equal(status, 409);
  assert.equal(body.error.code, 'seats_full');
  const back = await Link.open(server, session.token);
  assert.equal(back.sections.people.seats.length + 1, most);
  await Promise.all([back.close(), session.trainer.close()]);
});

test('the list of sessions ends at its bound', async () => {
  const most = limitOf('SESSIONS_LISTED_MAX');
  for (let i = 0; i <= most; i += 20)
    for (const { status } of await Promise.all(Array.from({ length: 20 }, () => make({})))) assert.equal(status, 201);
  const { body } = await call(server, 'GET', '/api/sessions', { token: server.trainerKey });
  assert.equal(body.sessions.length, most);
});

test('as many rehearsals run as may, and one more is told to wait', async () => {
  const most = limitOf('REHEARSALS_MAX');
  const inRoom = limitOf('REHEARSED_IN_ROOM_MAX');
  const rooms = Math.floor(limitOf('REHEARSED_MAX') / inRoom);
  const rehearse = (rooms_count, people) =>
    make({ rooms_count, room_seats_max: inRoom, mode: 'rooms', rehearse: people });
  assert.equal((await rehearse(rooms + 1, inRoom)).status, 503, 'more people than may');
  assert.equal((await rehearse(rooms, inRoom)).status, 201, 'as many people as may');
  for (let i = 1; i < most; i++) assert.equal((await rehearse(1, 1)).status, 201);
  assert.equal((await rehearse(1, 1)).status, 503);
});

test('a path and its arguments that are longer than they may be are answered, and do no harm', async () => {
  const path = limitOf('HTTP_PATH_BYTES_MAX');
  const query = limitOf('HTTP_QUERY_BYTES_MAX');
  for (const bytes of [path - 1, path, path + 1, 4 * path])
    assert.ok([404, 414].includes(await statusOf(`/${'a'.repeat(bytes - 1)}`)), `a path of ${bytes} bytes`);
  for (const bytes of [query - 1, query, query + 1, 4 * query])
    assert.equal(await statusOf(`/healthz?lang=${'a'.repeat(bytes - 5)}`), 200, `arguments of ${bytes} bytes`);
  const headers = limitOf('REQUEST_HEADERS_BYTES_MAX');
  assert.notEqual(await statusOf(`/healthz?${'b'.repeat(headers)}`), 200, 'more than all headers may have');
  assert.equal(await statusOf('/healthz'), 200);
});

test('as many happenings befall a team in a round as may, and one more is refused', async () => {
  const session = await createSession(server, { scenario: 'de-lijn-draait', rooms_count: 1, mode: 'one_room' });
  const { token } = await join_(server, session.code, 'Anna');
  const anna = await Link.open(server, token);
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice', 0);
  const pulses = session.trainer.sections.trainer.happenings.map(({ pulse }) => pulse);
  const most = limitOf('HAPPENINGS_BROUGHT_MAX');
  assert.ok(pulses.length > most, `${pulses.length} happenings to choose from`);
  for (const pulse of pulses.slice(0, most)) await session.trainer.say('happening_bring', { room: 0, pulse });
  const said = await session.trainer.ask('happening_bring', { room: 0, pulse: pulses[most] });
  assert.deepEqual([said.t, said.code], ['rejected', 'too_many']);
  await Promise.all([anna.close(), session.trainer.close()]);
});

test('as many drafts are looked at as may, and one more is told to wait', async () => {
  const read = (file) => JSON.parse(readFileSync(join(ROOT, 'scenarios', 'kort-de-sleutel', `${file}.json`), 'utf8'));
  const draft = { id: 'kort-de-sleutel', scenario: read('scenario'), nl: read('nl'), en: read('en') };
  const check = () => call(server, 'POST', '/api/author/check?lang=nl', { token: server.trainerKey, body: draft });
  // So many at once, again and again, until more of them are under way than may: AUTHOR_JOBS_MAX.
  let refused = 0;
  await until(
    async () => {
      for (const { status } of await Promise.all(Array.from({ length: 64 }, check))) {
        assert.ok(status === 200 || status === 503, `${status}`);
        refused += status === 503 ? 1 : 0;
      }
      return refused > 0;
    },
    () => 'a draft that is told to wait',
  );
  assert.equal((await check()).status, 200);
});

test('as many files of sessions are made at once as may, beside the loop, and one more is told to wait', async () => {
  const session = await createSession(server, { rooms_count: 64, room_seats_max: 10 });
  const file = () =>
    fetch(`${server.origin}/api/export.ods`, { headers: { authorization: `Bearer ${session.token}` } });
  // So many at once, again and again, until more of them are being made than may: EXPORTS_MAX. If the loop made them,
  // each would be answered before the next is begun, and none would ever wait.
  let refused = 0;
  await until(
    async () => {
      for (const { status } of await Promise.all(Array.from({ length: 32 }, file))) {
        assert.ok(status === 200 || status === 503, `${status}`);
        refused += status === 503 ? 1 : 0;
      }
      return refused > 0;
    },
    () => 'a file that is told to wait',
  );
  assert.equal((await file()).status, 200);
  await session.trainer.close();
});

test('the body of a request has as many bytes as it may, and not one more', async () => {
  const most = limitOf('HTTP_BODY_BYTES_MAX');
  const send = (bytes) =>
    call(server, 'POST', '/api/join', {
      raw: '{"code":"QQQQQQ","name":"Anna","lang":"nl"}'.padEnd(bytes, ' '),
      headers: { 'content-type': 'application/json' },
    }).then(({ status, body }) => [status, body.error.code]);
  assert.deepEqual(await send(most), [404, 'code_unknown']);
  assert.deepEqual(await send(most + 1), [413, 'too_large']);
});

test('a draft has as many bytes as it may, and not one more', async () => {
  const most = limitOf('AUTHOR_DRAFT_BYTES_MAX');
  const send = (bytes) =>
    call(server, 'POST', '/api/author/check?lang=nl', {
      token: server.trainerKey,
      raw: '{"id":"a","scenario":{},"nl":{},"en":{}}'.padEnd(bytes, ' '),
      headers: { 'content-type': 'application/json' },
    }).then(
      ({ status }) => status,
      () => 413, // The connection is closed before all was sent.
    );
  assert.equal(await send(most), 200);
  assert.equal(await send(most + 1), 413);
});

test('one address makes as many sessions at once as may, and is then told to wait', async () => {
  const own = await Server.start();
  const most = limitOf('LIMIT_CREATIONS.burst');
  const solo = () => call(own, 'POST', '/api/solo', { body: { scenario: 'kort-de-sleutel', lang: 'nl' } });
  let made = 0;
  let last = { status: 201 };
  while (last.status === 201) {
    last = await solo();
    made += last.status === 201 ? 1 : 0;
  }
  assert.deepEqual([last.status, last.body.error.code], [429, 'too_fast']);
  assert.ok(made >= most, `${made} of ${most}`); // And what the time gave meanwhile.
  await own.close();
});

/** A folder whose path has so many bytes; no part of it is longer than a name may be. */
function longPath(t, bytes) {
  const base = mkdtempSync(join(tmpdir(), 'dilemma-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  return join(base, 'a'.repeat(150), 'b'.repeat(bytes - base.length - 152));
}

test('a folder may have a path as long as it may be, and all that is done with it goes', async (t) => {
  const data = longPath(t, limitOf('SETTING_PATH_BYTES_MAX'));
  mkdirSync(data, { recursive: true });
  const own = await Server.start(['--data', data], t);
  const session = await createSession(own, { scenario: 'kort-de-sleutel', rooms_count: 1 });
  const { token } = await join_(own, session.code, 'Anna');
  const file = join(longPath(t, 200), '..', 'copy.backup');
  mkdirSync(join(file, '..'), { recursive: true });
  const made = spawnSync(BINARY, ['backup', file, '--data', data], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  await session.trainer.close();
  await own.stop();
  const empty = longPath(t, limitOf('SETTING_PATH_BYTES_MAX'));
  const filled = spawnSync(BINARY, ['restore', file, '--data', empty], { encoding: 'utf8' });
  assert.equal(filled.status, 0, filled.stderr);
  const again = await Server.start(['--data', empty], t);
  const anna = await Link.open(again, token);
  assert.equal(anna.sections.me.name, 'Anna');
  await anna.close();
  await again.stop();
});

test('what is longer than a setting may be is refused at the start, with its flag', async (t) => {
  const path = limitOf('SETTING_PATH_BYTES_MAX');
  const contact = limitOf('CONTACT_BYTES_MAX');
  const nowhere = ['--clients', '/nowhere']; // What is looked at last: nothing else was wrong.
  const port = String(await freePort());
  const said = (...words) =>
    spawnSync(BINARY, ['serve', '--port', port, ...words], { encoding: 'utf8', timeout: 60_000 }).stderr;
  for (const flag of ['data', 'scenarios', 'style']) {
    assert.match(said(`--${flag}`, longPath(t, path), ...nowhere), /--clients is '\/nowhere'/, `${flag}: as much`);
    assert.match(
      said(`--${flag}`, longPath(t, path + 1), ...nowhere),
      new RegExp(`--${flag} is '.*', it may have at most ${path} bytes`),
      `${flag}: one more`,
    );
  }
  assert.match(said('--clients', longPath(t, path)), /there are no screens in it/);
  assert.match(said('--clients', longPath(t, path + 1)), new RegExp(`--clients is '.*', it may have at most ${path}`));
  const mail = (bytes) => 'mailto:'.padEnd(bytes, 'a');
  assert.match(said('--security-contact', mail(contact), ...nowhere), /--clients is '\/nowhere'/);
  assert.match(
    said('--security-contact', mail(contact + 1), ...nowhere),
    new RegExp(`--security-contact is .* at most ${contact} bytes`),
  );
  for (const command of [
    ['backup', join(tmpdir(), 'none')],
    ['restore', join(tmpdir(), 'none')],
  ]) {
    const words = [...command, '--data', longPath(t, path + 1)];
    const { status, stderr } = spawnSync(BINARY, words, { encoding: 'utf8' });
    assert.deepEqual([status !== 0, /it may have at most \d+ bytes/.test(stderr)], [true, true], stderr);
  }
});

/** A connection to the socket of commands: what is said on it, and its end. */
function commanding(own) {
  const socket = net.connect(join(own.folder, 'data', 'control'));
  const link = { socket, said: '', closed: false };
  socket.on('data', (chunk) => {
    link.said += chunk;
  });
  socket.on('error', () => {});
  link.over = new Promise((resolve) => socket.on('close', resolve)).then(() => {
    link.closed = true;
  });
  return link;
}

test('as many commands reach a server as may at once; one more, and too long a line, is hung up on', async (t) => {
  const own = await Server.start([], t);
  const line = limitOf('CONTROL_LINE_BYTES_MAX');
  for (const words of [`${'a'.repeat(line - 1)}\n`, 'a'.repeat(line)]) {
    const link = commanding(own);
    link.socket.write(words);
    await link.over;
    assert.equal(link.said, '', 'it is not understood');
  }
  const links = Array.from({ length: limitOf('CLIENTS_MAX') }, () => commanding(own));
  await Promise.all(links.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
  const late = commanding(own);
  await late.over;
  assert.deepEqual([late.said, links.filter(({ closed }) => closed).length], ['', 0]);
  links[0].socket.write('copy\n');
  await until(
    () => links[0].said !== '',
    () => 'a copy',
  );
  assert.match(links[0].said, /^OK 0 0\n/);
  for (const link of links) link.socket.destroy();
  await own.close();
});
