// limits.test.mjs -- what anybody can make grow, up to its bound on the real server and one past it. The numbers are
// those of the source (tests/limits/limits.mjs); where each limit is tested stands in server/LIMITS.md.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server, until } from '../lib/server.mjs';
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
  // So many at once, again and again, until more of them are under way than may.
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
