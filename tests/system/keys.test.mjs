// keys.test.mjs -- several trainers on one server, each with a key of their own: what a key opens, what it never
// opens, and what becomes of it when it is taken back. The commands are those that an administrator types.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, CLIENTS, ROOT, Server, until } from '../lib/server.mjs';
import { Link, call, createSession, participant } from '../lib/people.mjs';

const dataOf = (server) => join(server.folder, 'data');

/** `dilemma key ...`: what it says, and its exit code. */
function key(server, ...words) {
  const { status, stdout, stderr } = spawnSync(
    BINARY,
    ['key', ...words, '--data', dataOf(server), '--port', String(server.port)],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

/** A key for this trainer, made by the command. */
function keyFor(server, name) {
  const { status, stdout, stderr } = key(server, 'add', name);
  assert.equal(status, 0, stderr);
  return /#key=([\w-]{22})\n$/.exec(stdout)[1];
}

/** A session of this key, with its desk open. */
async function sessionOf(server, token) {
  const { status, body } = await call(server, 'POST', '/api/sessions', {
    token,
    body: { scenario: 'kort-de-sleutel', lang: 'nl' },
  });
  assert.equal(status, 201, JSON.stringify(body));
  const desk = await Link.open(server, body.token);
  await desk.say('doors_open');
  return { ...body, desk };
}

const codesSeen = async (server, token) =>
  (await call(server, 'GET', '/api/sessions', { token })).body.sessions.map(({ code }) => code).sort();
const reach = (server, token, code) => call(server, 'POST', `/api/sessions/${code}/link`, { token });

/* What each route does with another trainer's key. A route that is not here fails the test: say whose it is. */
const OWN = 'only of the sessions that the key made';
const SHARED = 'the same for whoever has a key';
const WHOSE = {
  'GET /api/key': OWN,
  'GET /api/sessions': OWN,
  'POST /api/sessions': OWN,
  'POST /api/sessions/{code}/link': OWN,
  'GET /api/scenarios/{id}': SHARED,
  'GET /api/author/catalogue': SHARED,
  'GET /api/author/scenarios': SHARED,
  'GET /api/author/scenarios/{id}': SHARED,
  'POST /api/author/scenarios/{id}/withdraw': SHARED,
  'POST /api/author/check': SHARED,
  'POST /api/author/load': SHARED,
  'POST /api/author/playtest': SHARED,
  'GET /api/author/playtest/{number}': SHARED,
  'POST /api/author/playtest/{number}/cancel': SHARED,
};

/** Every operation of the description, with all that a path can name of this session filled in. */
async function routes(server, session) {
  const { paths } = (await call(server, 'GET', '/api/openapi.json')).body;
  const parts = { code: session.code, seat: session.seat, room: 0, id: 'kort-de-sleutel', number: 1 };
  return Object.entries(paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${pattern}`,
      method: method.toUpperCase(),
      path: pattern.replace(/\{(\w+)\}/, (_, part) => encodeURIComponent(parts[part])),
      who: operation['x-who'],
      reads: operation.requestBody !== undefined,
    })),
  );
}

const askRoute = (server, { method, path, reads }, token) =>
  call(server, method, path, { token, ...(reads ? { body: { role: 'observer', name: 'Wie' } } : {}) });

test('no route lets one trainer into the session of another, whatever a request names of it', async (t) => {
  const server = await Server.start([], t);
  const [anna, bram] = ['Anna', 'Bram'].map((name) => keyFor(server, name));
  const session = await sessionOf(server, bram);
  const asked = new Set();
  for (const route of await routes(server, session)) {
    if (!['key', 'first_key', 'seat', 'trainer'].includes(route.who) || route.path.startsWith('/live/')) continue;
    const { status, body } = await askRoute(server, route, anna);
    const said = `${route.name}: ${status} ${JSON.stringify(body).slice(0, 200)}`;
    asked.add(route.name);
    if (route.who === 'first_key') assert.deepEqual([status, body.error.code], [403, 'forbidden'], said);
    else if (route.who !== 'key') assert.equal(body.error.code, 'token_unknown', said);
    else assert.ok(route.name in WHOSE, `${route.name}: whose is what it tells and does?`);
    if (route.who === 'key') assert.notEqual(status, 403, said);
    if (WHOSE[route.name] === OWN) assert.ok(!JSON.stringify(body).includes(session.code), said);
  }
  for (const name of Object.keys(WHOSE)) assert.ok(asked.has(name), `there is no ${name}`);
  assert.deepEqual((await reach(server, anna, session.code)).body.error.code, 'code_unknown');
  assert.deepEqual(
    (await reach(server, anna, session.code)).body.error,
    (await reach(server, anna, 'ZZZZZZ')).body.error,
    'as if there were no such session',
  );
  const link = await Link.open(server, anna, { silent: true });
  await link.until((l) => l.messages.some((m) => m.code === 'token_unknown'), 'a refusal over WebSocket');
  for (const road of ['events', 'poll']) {
    const { body } = await call(server, 'GET', `/live/${road}?client=1&link=1`, { token: anna });
    assert.match(JSON.stringify(body), /token_unknown|hello_first/, road);
  }
  await session.desk.say('session_lock', { locked: true }); // It is all as it was.
  await session.desk.close();
  await server.close();
});

test('each trainer sees and takes over the own sessions, and the first key those of all', async (t) => {
  const server = await Server.start([], t);
  const first = server.trainerKey;
  const before = await createSession(server); // Made when there was one key.
  const [anna, bram] = ['Anna', 'Bram'].map((name) => keyFor(server, name));
  const ofAnna = await sessionOf(server, anna);
  const ofBram = await sessionOf(server, bram);
  const check = async () => {
    assert.deepEqual(await codesSeen(server, anna), [ofAnna.code]);
    assert.deepEqual(await codesSeen(server, bram), [ofBram.code]);
    assert.deepEqual(await codesSeen(server, first), [before.code, ofAnna.code, ofBram.code].sort());
  };
  await check();
  for (const desk of [before.trainer, ofAnna.desk, ofBram.desk]) await desk.close();
  await server.stop();
  await server.up(); // Whose they are is kept with them.
  await check();
  const again = await reach(server, anna, ofAnna.code);
  assert.equal(again.status, 201);
  const desk = await Link.open(server, again.body.token);
  await desk.say('session_lock', { locked: true });
  await desk.close();
  assert.equal((await reach(server, anna, ofBram.code)).status, 404);
  assert.equal((await reach(server, anna, before.code)).status, 404);
  for (const { code } of [before, ofAnna, ofBram]) assert.equal((await reach(server, first, code)).status, 201);
  assert.deepEqual((await call(server, 'GET', '/api/key', { token: anna })).body, { is_first: false, name: 'Anna' });
  assert.deepEqual((await call(server, 'GET', '/api/key', { token: first })).body, { is_first: true });
  await server.close();
});

test('a revoked key opens nothing at once; its open desk plays on until the first key takes it over', async (t) => {
  const server = await Server.start([], t);
  const anna = keyFor(server, 'Anna');
  const session = await sessionOf(server, anna);
  const person = await participant(server, session.code, 'Fatima');
  const { stdout, status } = key(server, 'revoke', 'anna');
  assert.equal(status, 0);
  assert.match(stdout, /^The key of Anna opens nothing any more/);
  for (const route of await routes(server, session)) {
    if (!['key', 'first_key'].includes(route.who)) continue;
    const { body } = await askRoute(server, route, anna);
    assert.ok(['forbidden', 'too_many_tries'].includes(body.error.code), `${route.name}: ${JSON.stringify(body)}`);
  }
  await session.desk.say('session_start'); // People sit in a room: it does not stop under their hands.
  const taken = await reach(server, server.trainerKey, session.code);
  assert.equal(taken.status, 201);
  const desk = await Link.open(server, taken.body.token);
  await session.desk.until((l) => l.messages.some((m) => m.t === 'bye' && m.code === 'moved_device'), 'its end');
  await desk.say('session_end');
  assert.notEqual(keyFor(server, 'Anna'), anna);
  for (const link of [desk, person, session.desk]) await link.close();
  await server.close();
});

test('what a command does to the keys counts at once while the server runs, and when it starts', async (t) => {
  const server = await Server.start([], t);
  const sees = async (token) => (await call(server, 'GET', '/api/key', { token })).status;
  const old = server.trainerKey;
  const anna = keyFor(server, 'Anna');
  assert.equal(await sees(anna), 200);
  const [, renewed] = /#key=([\w-]{22})\n$/.exec(key(server).stdout);
  assert.deepEqual([await sees(old), await sees(renewed), await sees(anna)], [403, 200, 200]);
  await server.stop();
  const bram = keyFor(server, 'Bram');
  assert.equal(key(server, 'revoke', 'Anna').status, 0);
  await server.up();
  assert.deepEqual([await sees(renewed), await sees(anna), await sees(bram)], [200, 403, 200]);
  await until(
    () => /^Bram {2}made \d{4}-\d\d-\d\d {2}last used \d{4}-\d\d-\d\d\n$/.test(key(server, 'list').stdout),
    () => `the day on which it was used:\n${key(server, 'list').stdout}`,
  );
  await server.close();
});

test('what cannot be done to the keys says why, and changes nothing', async (t) => {
  const server = await Server.start([], t);
  const file = join(dataOf(server), 'trainer-keys');
  const anna = keyFor(server, 'Anna');
  const before = readFileSync(file, 'utf8');
  for (const [words, says, code] of [
    [['add', 'ANNA'], /there is a key for 'ANNA' already/, 1],
    [['revoke', 'Bram'], /there is no key for 'Bram'/, 1],
    [['add'], /'add' needs the name of a trainer/, 2],
    [['add', ' '], /a name has 1 to 48 characters/, 2],
    [['give', 'Bram'], /'give' is none of add, list and revoke/, 2],
    [['list', 'Bram'], /'list' takes no name/, 2],
  ]) {
    const { status, stderr } = key(server, ...words);
    assert.equal(status, code, stderr);
    assert.match(stderr, says);
  }
  assert.equal(readFileSync(file, 'utf8'), before);
  assert.ok(!before.includes(anna));
  writeFileSync(file, 'trainer-keys 1\nbroken\n');
  assert.match(key(server, 'add', 'Bram').stderr, /it is not what was written; all keys stay as they were/);
  assert.equal((await call(server, 'GET', '/api/key', { token: anna })).status, 200, 'a list that is read again badly');
  await server.stop();
  const checked = () => spawnSync(BINARY, ['check-data', '--data', dataOf(server)], { encoding: 'utf8' });
  assert.equal(checked().status, 1);
  assert.match(checked().stderr, /the keys in '.*' cannot be read/);
  const words = ['--data', dataOf(server), '--scenarios', join(ROOT, 'scenarios'), '--clients', CLIENTS];
  const started = spawnSync(BINARY, ['serve', ...words, '--port', String(server.port)], { encoding: 'utf8' });
  assert.equal(started.status, 1);
  assert.match(started.stderr, /trainer-keys' cannot be used\. Put back a copy of it/);
  writeFileSync(file, before);
  assert.equal(checked().status, 0, checked().stderr);
  await server.close();
});

test('over HTTP only the first key gives keys and takes them back, and each is told once', async (t) => {
  const server = await Server.start([], t);
  const token = server.trainerKey;
  const make = (name, by = token) => call(server, 'POST', '/api/keys', { token: by, body: { name } });
  const made = (await make('  Anna  de Vries')).body;
  assert.equal(made.made, true);
  assert.equal((await make('Bram', made.key)).status, 403);
  assert.deepEqual((await make('ANNA de Vries')).body, { made: false, reason: 'taken' });
  assert.equal((await make('')).body.error.code, 'field_wrong');
  const listed = async () => (await call(server, 'GET', '/api/keys', { token })).body;
  await until(
    async () => (await listed()).keys[0].used_day !== undefined,
    () => 'the day on which it was used',
  );
  const { keys } = await listed();
  assert.deepEqual([keys.length, keys[0].id, keys[0].name], [1, made.id, 'Anna de Vries']);
  assert.ok(!JSON.stringify(keys).includes(made.key));
  assert.ok(!server.log.includes(made.key) && !server.log.includes('Anna'), 'the log names nobody and no key');
  const revoke = (id, by = token) => call(server, 'POST', `/api/keys/${id}/revoke`, { token: by });
  assert.equal((await revoke(made.id, made.key)).status, 403);
  for (const wrong of ['0000000000000000', made.id.slice(1), `${made.id}0`, 'x'])
    assert.equal((await revoke(wrong)).status, 404, wrong);
  assert.deepEqual((await revoke(made.id)).body, { revoked: true });
  assert.equal((await revoke(made.id)).status, 404);
  assert.equal((await call(server, 'GET', '/api/sessions', { token: made.key })).status, 403);
  assert.deepEqual(await listed(), { keys: [] });
  await server.close();
});

test('a backup takes the keys along, and whose the sessions are', async (t) => {
  const server = await Server.start([], t);
  const [anna, bram] = ['Anna', 'Bram'].map((name) => keyFor(server, name));
  const [ofAnna, ofBram] = [await sessionOf(server, anna), await sessionOf(server, bram)];
  const file = join(server.folder, 'backup.db');
  const run = (...words) => {
    const { status, stderr } = spawnSync(BINARY, words, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };
  run('backup', file, '--data', dataOf(server));
  for (const { desk } of [ofAnna, ofBram]) await desk.close();
  assert.equal(key(server, 'revoke', 'Anna').status, 0); // After that, so the backup has it still.
  await server.stop();
  rmSync(dataOf(server), { recursive: true });
  run('restore', file, '--data', dataOf(server));
  await server.up();
  assert.deepEqual(await codesSeen(server, anna), [ofAnna.code]);
  assert.deepEqual(await codesSeen(server, bram), [ofBram.code]);
  assert.equal((await reach(server, bram, ofAnna.code)).status, 404);
  await server.close();
});

test('a wrong key is counted as before, and the right one of a trainer passes after any number of them', async (t) => {
  const server = await Server.start([], t);
  const anna = keyFor(server, 'Anna');
  const tries = [];
  for (let i = 0; i < 200 && !tries.includes(429); i++)
    tries.push((await call(server, 'GET', '/api/key', { token: `${String(i).padStart(22, 'x')}` })).status);
  assert.ok(tries.includes(429) && new Set(tries).size === 2, tries.join(' '));
  assert.equal((await call(server, 'GET', '/api/key', { token: anna })).status, 200);
  await server.close();
});
