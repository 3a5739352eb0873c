// contract.test.mjs -- openapi.json says what the server does: every answer of a running server has the
// described status, type, shape, limits and code; every described request field has the described limits.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { Link, call, createSession, playRound } from '../lib/people.mjs';

const Ajv = createRequire(join(ROOT, 'clients', 'package.json'))('ajv/dist/2020.js').default;
const committed = readFileSync(join(ROOT, 'server', 'api', 'openapi.json'), 'utf8');
const SHIPPED = 'kort-de-sleutel';

let server, api, ajv;
const succeeded = new Set(); // Operations that were seen to succeed.

/** The same schemas, but what is not described may not be there. */
function strict(value) {
  if (Array.isArray(value)) return value.map(strict);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strict(inner)]));
  return copy.type === 'object' && copy.properties ? { ...copy, additionalProperties: false } : copy;
}

before(async () => {
  server = await Server.start();
  const answer = await call(server, 'GET', '/api/openapi.json');
  api = answer.body;
  assert.deepEqual(api, JSON.parse(committed));
  ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addKeyword({
    keyword: 'x-bytes-max',
    type: 'string',
    validate: (max, text) => Buffer.byteLength(text) <= max,
  });
  ajv.addKeyword({
    keyword: 'x-chars-max',
    type: 'string',
    validate: (max, text) => [...new Intl.Segmenter().segment(text)].length <= max,
  });
  ajv.addSchema(strict({ components: api.components }), 'api');
});
after(async () => {
  await server?.close();
});

const operationOf = (method, pattern) => {
  const operation = api.paths[pattern]?.[method.toLowerCase()];
  assert.ok(operation, `${method} ${pattern} is not described`);
  return operation;
};

/** Schemas refer to '#/components/...', which is where the strict copy has them, too. */
const validatorOf = (schema, document = 'api') =>
  ajv.compile(JSON.parse(JSON.stringify(strict(schema)).replaceAll('"#/components/', `"${document}#/components/`)));

/** Ask, and hold the answer against the description. Parts of the pattern come from `parts`. */
async function ask(method, pattern, { parts = {}, query = '', ...how } = {}) {
  const operation = operationOf(method, pattern);
  const path = pattern.replace(/\{(\w+)\}/, (_, name) => encodeURIComponent(parts[name]));
  const answer = await call(server, method, path + query, how);
  const where = `${method} ${pattern} ${answer.status}`;
  const response = operation.responses[answer.status];
  assert.ok(response, `${where} is not described: ${JSON.stringify(answer.body)}`);
  const type = answer.headers.get('content-type')?.split(';')[0];
  const content = Object.entries(response.content).find(([described]) => described.split(';')[0] === type);
  assert.ok(content, `${where}: ${type} is not described`);
  const valid = validatorOf(content[1].schema);
  assert.ok(
    valid(answer.body),
    `${where}: ${ajv.errorsText(valid.errors)} in ${JSON.stringify(answer.body).slice(0, 600)}`,
  );
  if (response['x-codes'])
    assert.ok(response['x-codes'].includes(answer.body.error.code), `${where}: ${answer.body.error.code}`);
  assert.equal(answer.headers.has('retry-after'), 'headers' in response, `${where}: Retry-After`);
  if (answer.status < 400) succeeded.add(operation.operationId);
  return answer;
}

const good = async (...asked) => {
  const answer = await ask(...asked);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};
const key = () => ({ token: server.trainerKey });
const draftOf = (id, as, version = '1.0.0') => {
  const read = (file) => JSON.parse(readFileSync(join(ROOT, 'scenarios', id, `${file}.json`), 'utf8'));
  return { id: as, scenario: { ...read('scenario'), id: as, version }, nl: read('nl'), en: read('en') };
};

const oneVote = (i) => [{ option: i % 3, reason: '' }];

/** Every message that a link got is one of asyncapi.json, field by field. */
async function heardAsDescribed(links) {
  const live = await good('GET', '/api/asyncapi.json');
  await good('GET', '/api/export.schema.json');
  if (!ajv.getSchema('live')) ajv.addSchema(strict({ components: live.components }), 'live');
  const validators = Object.fromEntries(
    Object.entries(live.components.messages)
      .filter(([name]) => !name.startsWith('command_'))
      .map(([name, { payload }]) => [name, validatorOf(payload, 'live')]),
  );
  const heard = new Set();
  for (const link of links)
    for (const message of link.messages) {
      const valid = validators[message.t];
      heard.add(message.t);
      assert.ok(
        valid(message),
        `${message.t}: ${ajv.errorsText(valid.errors)} in ${JSON.stringify(message).slice(0, 600)}`,
      );
    }
  return heard;
}

test('what can be played is told as it is described, in both languages', async () => {
  for (const query of ['?lang=nl', '?lang=en', '']) {
    const { scenarios } = await good('GET', '/api/scenarios', { query });
    assert.ok(scenarios.length > 5);
    for (const { id } of scenarios) {
      const preview = await good('GET', '/api/scenarios/{id}', { parts: { id }, query, ...key() });
      assert.ok(preview.dilemmas.length > 0 && preview.aims.length > 0, id);
    }
  }
  await ask('GET', '/api/scenarios/{id}', { parts: { id: 'bestaat-niet' }, ...key() });
  await ask('GET', '/api/scenarios/{id}', { parts: { id: SHIPPED } });
});

test('keys of trainers answer as they are described, those that cannot be made or taken back too', async () => {
  await good('GET', '/api/key', key());
  const made = await good('POST', '/api/keys', { body: { name: 'Anna' }, ...key() });
  assert.equal((await good('POST', '/api/keys', { body: { name: 'anna' }, ...key() })).reason, 'taken');
  await good('GET', '/api/key', { token: made.key });
  await good('GET', '/api/keys', key());
  assert.equal((await ask('GET', '/api/keys', { token: made.key })).status, 403);
  assert.equal((await ask('GET', '/api/keys')).status, 403);
  await good('POST', '/api/keys/{id}/revoke', { parts: { id: made.id }, ...key() });
  assert.equal((await ask('POST', '/api/keys/{id}/revoke', { parts: { id: made.id }, ...key() })).status, 404);
});

test('a session from its making to its end answers as it is described', async () => {
  const lobby = await good('POST', '/api/sessions', { body: { scenario: SHIPPED }, ...key() });
  assert.equal((await ask('POST', '/api/join', { body: { code: lobby.code, name: 'Anna' } })).status, 409);
  const session = await playRound(server, [6, 2], oneVote);
  const { people, token, code } = session;
  const doors = await good('GET', '/api/join/{code}', { parts: { code } });
  assert.deepEqual(
    doors.rooms.map((room) => room.taken),
    [6, 2],
  );
  assert.equal((await ask('GET', '/api/join/{code}', { parts: { code: 'ZZZZZZ' } })).status, 404);
  const seat = await good('POST', '/api/join', { body: { code, name: 'Zoë', room: 1, lang: 'en' } });
  assert.equal((await ask('POST', '/api/join', { body: { code, name: 'Zoë' } })).status, 409);
  await good('POST', '/api/seats/{seat}/link', { parts: { seat: seat.seat }, token: seat.token });
  for (const other of [0, 639, 640, 'x'])
    await ask('POST', '/api/seats/{seat}/link', { parts: { seat: other }, token: seat.token });
  const { sessions } = await good('GET', '/api/sessions', { token: server.trainerKey });
  const [listed] = sessions.filter((one) => one.code === code);
  assert.ok(listed.made_ms <= Date.now() && listed.delete_at_ms > Date.now(), JSON.stringify(listed));
  assert.equal((await ask('GET', '/api/sessions', { token })).status, 403);
  await good('POST', '/api/sessions/{code}/link', { parts: { code }, token: server.trainerKey });
  assert.equal((await ask('POST', '/api/sessions/{code}/link', { parts: { code }, token })).status, 403);
  for (const unknown of ['ZZZZZZ', 'x'])
    await ask('POST', '/api/sessions/{code}/link', { parts: { code: unknown }, token: server.trainerKey });
  for (const role of ['observer', 'cotrainer', 'projector'])
    await good('POST', '/api/links', { body: { role }, token });
  assert.equal((await ask('POST', '/api/links', { body: { role: 'observer' }, token: seat.token })).status, 403);
  const exported = await good('GET', '/api/export.json', { token, query: '?lang=en' });
  assert.deepEqual(
    exported.rounds.map((round) => [round.room, round.first.people, round.first.counts === null]),
    [
      [1, 6, false],
      [2, 2, true],
      [null, 8, true],
    ],
  );
  assert.ok(exported.rounds[0].members.length > 0 && exported.rounds[0].decided_by !== null);
  for (const kind of ['csv', 'ods', 'xlsx', 'xapi.json']) await good('GET', `/api/export.${kind}`, { token });
  const retold = (room, as) => ask('GET', '/api/ways/{room}', { parts: { room }, token: as });
  assert.equal((await retold(0, token)).status, 404, 'before the debrief a team’s luck is not told');
  await session.trainer.say('session_end');
  for (const [room, as] of [
    [0, token],
    [1, session.projector_token],
  ]) {
    const { status, body } = await retold(room, as);
    assert.equal(status, 200);
    assert.ok(/^[0-9a-f]{16}$/.test(body.hash) && body.events.length > 5);
    const text = Buffer.from(body.events.join(''), 'hex').toString('latin1');
    assert.ok(!/Gast|Zoë/.test(text), 'nobody is in what is told');
  }
  for (const room of [2, 63, 64, 'x']) assert.equal((await retold(room, token)).status, 404);
  assert.equal((await retold(0, seat.token)).status, 403);
  for (const path of ['json', 'csv', 'ods', 'xlsx', 'xapi.json'].map((kind) => `/api/export.${kind}`)) {
    assert.equal((await ask('GET', path, { token: seat.token })).status, 403);
    assert.equal((await ask('GET', path)).status, 401);
    assert.equal((await ask('GET', path, { token: 'A'.repeat(22) })).status, 401);
  }
  await Promise.all([session.trainer, ...people].map((link) => link.close()));
  assert.equal((await ask('POST', '/api/delete', { token: seat.token })).status, 403);
  await good('POST', '/api/delete', { token });
  assert.equal((await ask('POST', '/api/delete', { token })).status, 401);
  const solo = await good('POST', '/api/solo', { body: { scenario: SHIPPED, lang: 'en', name: 'Ana' } });
  await good('POST', '/api/delete', { token: solo.token });
  const scan = await good('POST', '/api/scans', { body: { scenario: 'open-kaart', lang: 'en' } });
  await good('POST', '/api/delete', { token: scan.token });
});

test('what a link hears is in asyncapi.json, and so is what it may not', async () => {
  const { trainer, people } = await playRound(server, [3], oneVote);
  for (const [type, fields, code] of [
    ['vote_cast', { round: 0, option: 1, confidence: 1, reason: '' }, 'round_over'],
    ['vote_cast', { round: 0, option: 9, confidence: 1, reason: '' }, 'field_wrong'],
    ['doors_open', {}, 'not_allowed'],
    ['geen_idee', {}, 'type_unknown'],
  ]) {
    const id = people[0].nextId();
    people[0].send({ t: 'command', id, type, ...fields });
    const answer = await people[0].until((l) => l.messages.find((m) => m.id === id), type);
    assert.equal(answer.code, code, type);
  }
  people[0].send({ t: 'ping' });
  await people[0].until((l) => l.messages.some((m) => m.t === 'pong'), 'the pong');
  await trainer.say('seat_remove', { target: people[1].welcome.seat, removed: true });
  await people[1].until((l) => l.messages.some((m) => m.t === 'bye'), 'the bye');
  const { 'x-limits': limits } = await good('GET', '/api/asyncapi.json');
  assert.equal(await people[1].closed, limits.LIVE_CLOSE_CODE);
  const heard = await heardAsDescribed([trainer, ...people]);
  assert.deepEqual([...heard].sort(), ['ack', 'bye', 'error', 'pong', 'rejected', 'view', 'welcome']);
  await Promise.all([trainer, ...people].map((link) => link.close()));
});

test('the other road answers as it is described', async () => {
  const { code, trainer } = await createSession(server);
  const { token } = await good('POST', '/api/join', { body: { code, name: 'Fatima' } });
  const [events, command] = [operationOf('GET', '/live/events'), operationOf('POST', '/live/command')];
  for (const [pattern, method] of [
    ['/live/events', 'GET'],
    ['/live/command', 'POST'],
  ])
    assert.equal((await ask(method, pattern, { body: method === 'POST' ? {} : undefined })).status, 401);
  assert.equal((await ask('POST', '/live/command', { body: { t: 'ping' }, token })).status, 409);
  const large = {
    raw: ' '.repeat(command.requestBody['x-bytes-max'] + 1),
    headers: { 'content-type': 'application/json' },
  };
  assert.equal((await ask('POST', '/live/command', { token, ...large })).status, 413);
  const headers = { authorization: `Bearer ${token}` };
  const leave = new AbortController();
  const stream = await fetch(`${server.origin}/live/events`, { headers, signal: leave.signal });
  assert.ok(events.responses[stream.status].content[stream.headers.get('content-type')]);
  const json = { ...headers, 'content-type': 'application/json' };
  const taken = await fetch(`${server.origin}/live/command`, { method: 'POST', headers: json, body: '{"t":"ping"}' });
  assert.ok(command.responses[taken.status] && taken.status === 202);
  assert.equal(await taken.text(), '');
  leave.abort();
  await trainer.close();
});

test('the author’s page is answered as it is described', { timeout: 300_000 }, async () => {
  for (const query of ['?lang=nl', '?lang=en']) await good('GET', '/api/author/catalogue', { query, ...key() });
  await good('GET', '/api/author/scenarios', key());
  await good('GET', '/api/author/scenarios/{id}', { parts: { id: SHIPPED }, ...key() });
  await ask('GET', '/api/author/scenarios/{id}', { parts: { id: 'bestaat-niet' }, ...key() });
  const draft = draftOf(SHIPPED, 'mijn-sleutel');
  const checked = await good('POST', '/api/author/check', { body: { ...draft, show: 0, lang: 'en' }, ...key() });
  assert.ok(checked.preview.options[0].consequences.length > 0 && checked.endings.length > 0);
  const broken = structuredClone(draft);
  broken.scenario.dilemmas[0].options[0].id = 'A b';
  delete broken.en.title;
  const wrong = await good('POST', '/api/author/check', { body: broken, ...key() });
  assert.ok(wrong.errors > 0 && wrong.preview === null);
  for (const field of api.components.schemas.Draft.required) {
    const { [field]: _, ...rest } = draft;
    const answer = await ask('POST', '/api/author/check', { body: rest, ...key() });
    assert.deepEqual([answer.status, answer.body.error.field], [400, field]);
  }
  const empty = { id: 'leeg', scenario: {}, nl: {}, en: {}, show: 3 };
  assert.ok((await good('POST', '/api/author/check', { body: empty, ...key() })).errors > 0);
  const loads = [
    [broken, 'errors'],
    [draft, undefined],
    [draft, 'version'],
    [draftOf(SHIPPED, SHIPPED, '9.0.0'), 'shipped'],
  ];
  for (const [body, reason] of loads)
    assert.equal((await good('POST', '/api/author/load', { body, ...key() })).reason, reason);
  let { number } = await good('POST', '/api/author/playtest', { body: draft, ...key() });
  assert.equal((await ask('POST', '/api/author/playtest', { body: draft, ...key() })).status, 503);
  let state = 'running',
    report;
  while (state === 'running') {
    ({ state, report } = await good('GET', '/api/author/playtest/{number}', { parts: { number }, ...key() }));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(state, 'done');
  assert.ok(report.dilemmas.length > 0 && report.endings.length > 0);
  ({ number } = await good('POST', '/api/author/playtest', { body: draft, ...key() }));
  await good('POST', '/api/author/playtest/{number}/cancel', { parts: { number }, ...key() });
  await ask('GET', '/api/author/playtest/{number}', { parts: { number: number + 1 }, ...key() });
  const withdraw = '/api/author/scenarios/{id}/withdraw';
  assert.deepEqual(await good('POST', withdraw, { parts: { id: 'mijn-sleutel' }, ...key() }), { withdrawn: true });
  assert.equal((await good('POST', withdraw, { parts: { id: SHIPPED }, ...key() })).reason, 'shipped');
});

test('the rest answers as it is described', async () => {
  for (const path of ['/api/openapi.json', '/api/asyncapi.json', '/healthz', '/readyz', '/metrics'])
    await good('GET', path);
  await ask('GET', '/metrics', { headers: { 'x-forwarded-for': '198.51.100.7' } });
  await good('GET', '/api/qr.svg', { query: `?text=${encodeURIComponent(`${server.origin}/?c=ABC`)}` });
  await ask('GET', '/api/qr.svg', { query: '?text=http%3A%2F%2Felders%2F' });
  await ask('GET', '/api/qr.svg');
  assert.deepEqual(await good('GET', '/api/addresses'), { origins: [] });
});

// ---- requests ------------------------------------------------------------------------------------

/** A value that the field may have, as large as it may be. */
function largest(schema) {
  if (schema.enum) return schema.enum.at(-1);
  if (schema.pattern) return 'A'.repeat(22);
  if (schema.type === 'integer') return schema.maximum;
  if (schema.type === 'boolean') return true;
  return 'x-chars-max' in schema ? MARKED.repeat(schema['x-chars-max']) : 'a'.repeat(schema['x-bytes-max']);
}

const MARKED = 'q\u0303'; // One letter for people: two code points, three bytes, and no code point has both.

/** Values that it may not have. */
function wrongs(schema) {
  const other = schema.type === 'string' ? [7, null, ['x']] : ['7', null, {}];
  if (schema.enum) return [...other, 'anders', ''];
  if (schema.pattern) return [...other, 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}+`];
  if (schema.type === 'integer') return [...other, schema.minimum - 1, schema.maximum + 1, schema.minimum + 0.5];
  if (schema.type === 'boolean') return [...other, 1];
  if ('x-chars-max' in schema)
    return [...other, ...['a', MARKED, '\u20ac'].map((letter) => letter.repeat(schema['x-chars-max'] + 1))];
  return [...other, 'a'.repeat(schema['x-bytes-max'] + 1), `${'é'.repeat(schema['x-bytes-max'] / 2)}a`, '\u0007'];
}

test('every field of every request has the limits that are described, and the error names the field', async () => {
  const session = await createSession(server);
  const requests = {
    '/api/sessions': [{ scenario: SHIPPED }, server.trainerKey],
    '/api/solo': [{ scenario: SHIPPED }],
    '/api/scans': [{ scenario: SHIPPED }],
    '/api/join': [{ code: session.code, name: 'Jo' }],
    '/api/links': [{ role: 'observer' }, session.token],
    '/api/keys': [{ name: 'Jo' }, server.trainerKey],
  };
  let looked = 0;
  for (const [path, [body, token]] of Object.entries(requests)) {
    const name = operationOf('POST', path).requestBody.content['application/json'].schema.$ref.split('/').at(-1);
    const { properties, required } = api.components.schemas[name];
    const fails = async (asked, code, field) => {
      const answer = await ask('POST', path, { body: asked, token });
      assert.deepEqual(
        [answer.status, answer.body.error?.code, answer.body.error?.field],
        [400, code, field],
        JSON.stringify(asked),
      );
      looked++;
    };
    for (const [field, schema] of Object.entries(properties)) {
      for (const value of wrongs(schema)) await fails({ ...body, [field]: value }, 'field_wrong', field);
      const answer = await ask('POST', path, { body: { ...body, [field]: largest(schema) }, token });
      assert.notEqual(answer.body.error?.code, 'field_wrong', `${path} ${field}`);
    }
    for (const field of required) {
      const { [field]: _, ...rest } = body;
      await fails(rest, 'field_missing', field);
    }
    for (const raw of ['', '{', '[]', '{"a":1,"a":1}', '{}x']) {
      const answer = await ask('POST', path, { raw, headers: { 'content-type': 'application/json' }, token });
      assert.deepEqual([answer.status, answer.body.error.code], [400, 'malformed'], raw);
    }
    const { 'x-bytes-max': most } = operationOf('POST', path).requestBody;
    const padded = (bytes) => JSON.stringify(body).padEnd(bytes, ' ');
    const headers = { 'content-type': 'application/json' };
    assert.notEqual((await ask('POST', path, { raw: padded(most), headers, token })).status, 413);
    assert.equal((await ask('POST', path, { raw: padded(most + 1), headers, token })).status, 413);
  }
  assert.ok(looked > 150, `${looked} wrong fields`);
  await session.trainer.close();
});

test('a field that is left out counts as its default', async () => {
  const { properties } = api.components.schemas.SessionSettings;
  const asked = Object.fromEntries(
    Object.entries(properties).flatMap(([field, { default: standard }]) =>
      standard === undefined ? [] : [[field, standard]],
    ),
  );
  const seen = [];
  for (const body of [{ scenario: SHIPPED }, { scenario: SHIPPED, ...asked }]) {
    const { token } = await good('POST', '/api/sessions', { body, ...key() });
    const session = await Link.open(server, token);
    const { code: _, delete_at_ms: __, ...rest } = session.sections.session;
    seen.push(rest);
    await session.close();
  }
  assert.deepEqual(seen[0], seen[1]);
  assert.ok(Object.keys(asked).length > 8);
});

test('without the key or token nothing is told, on any route that asks for one', async () => {
  for (const [pattern, item] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(item)) {
      if (operation.security.length === 0 || pattern.startsWith('/live/')) continue;
      const parts = { id: SHIPPED, seat: 0, number: 1, code: 'ABCDEF', room: 0 };
      for (const token of [undefined, 'A'.repeat(22)]) {
        const body = method === 'post' ? {} : undefined;
        const { status } = await ask(method.toUpperCase(), pattern, { parts, token, body });
        assert.ok('trainerKey' in operation.security[0] ? status === 403 : [400, 401].includes(status), pattern);
      }
    }
});

// That references lead somewhere and names stand once is for tests/tidy/documents.mjs.
test('every schema of the document can be held against an answer, and every operation is told in words', () => {
  for (const name of Object.keys(api.components.schemas)) validatorOf({ $ref: `#/components/schemas/${name}` });
  for (const { summary, description } of Object.values(api.paths).flatMap((item) => Object.values(item)))
    assert.ok(summary && description);
});

test('every described operation was seen to succeed', () => {
  const described = Object.entries(api.paths)
    .filter(([pattern]) => !pattern.startsWith('/live/')) // live_test.c and promises.test.mjs look at those.
    .flatMap(([, item]) => Object.values(item).map((operation) => operation.operationId));
  assert.deepEqual(
    described.filter((name) => !succeeded.has(name)),
    [],
  );
});

test('tries run out as described', async () => {
  const { burst, code } = api['x-budgets'].codes_of_browser;
  let last;
  for (let i = 0; i < 3 * burst; i++) {
    last = await ask('GET', '/api/join/{code}', { parts: { code: 'QQQQQQ' } });
    if (last.status === 429) break;
  }
  assert.deepEqual([last.status, last.body.error.code], [429, code]);
});
