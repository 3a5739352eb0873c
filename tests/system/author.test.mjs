// author.test.mjs -- what the author's page asks of the server: drafts are checked, shown, played and
// loaded, but not without the key, and nothing that an author sends disturbs running sessions.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server, until } from '../lib/server.mjs';
import { Link, call, createSession, participant } from '../lib/people.mjs';

const read = (id, file) => JSON.parse(readFileSync(join(ROOT, 'scenarios', id, `${file}.json`), 'utf8'));
const SHIPPED = 'kort-de-sleutel';

/** A copy of a shipped scenario under an id of its own. */
function copyOf(id, as, version = '1.0.0') {
  const scenario = { ...read(id, 'scenario'), id: as, version };
  return { id: as, scenario, nl: read(id, 'nl'), en: read(id, 'en') };
}

const post = (server, path, body, more = {}) =>
  call(server, 'POST', `/api/author/${path}?lang=nl`, { token: server.trainerKey, body, ...more });
const get = (server, path) =>
  call(server, 'GET', `/api/author/${path}${path.includes('?') ? '' : '?lang=nl'}`, { token: server.trainerKey });
const codes = (answer) => answer.body.problems.map((problem) => problem.code);

async function withServer(t, options = []) {
  const server = await Server.start(options);
  t.after(() => server.close());
  return server;
}

/** Refused before it was read: an answer that says so, or a connection that is closed. */
const tooLarge = async (answer) => {
  const status = await answer.then(
    (one) => one.status,
    (error) => {
      assert.equal(error.message, 'fetch failed');
      return 413;
    },
  );
  assert.equal(status, 413);
};

/** Until the playtest with this number has ended. */
async function played(server, number) {
  let last;
  await until(
    async () => {
      last = (await get(server, `playtest/${number}`)).body;
      return last.state !== 'running';
    },
    () => `playtest ${number} to end`,
  );
  return last;
}

test('an author has the trainer’s key; without it nothing is told and nothing large is taken', async (t) => {
  const server = await withServer(t);
  const draft = copyOf(SHIPPED, 'mijn-sleutel');
  for (const token of [undefined, 'AAAAAAAAAAAAAAAAAAAAAA']) {
    for (const path of ['catalogue', 'scenarios', `scenarios/${SHIPPED}`, 'playtest/1'])
      assert.equal((await call(server, 'GET', `/api/author/${path}`, { token })).status, 403, path);
    for (const path of ['check', 'load', 'playtest']) {
      assert.equal((await call(server, 'POST', `/api/author/${path}`, { token, body: {} })).status, 403, path);
      await tooLarge(call(server, 'POST', `/api/author/${path}`, { token, body: draft }));
    }
  }
  assert.equal((await post(server, 'check', draft)).status, 200);
  await tooLarge(post(server, 'check', { ...draft, pad: 'x'.repeat(600 * 1024) }));
  // Large bodies are for drafts only.
  await tooLarge(
    call(server, 'POST', '/api/sessions', { token: server.trainerKey, body: { scenario: 'x'.repeat(20_000) } }),
  );
});

test('an author gets the files of a scenario back as they are', async (t) => {
  const server = await withServer(t);
  const { status, body } = await get(server, `scenarios/${SHIPPED}`);
  assert.equal(status, 200);
  assert.equal(body.own, false);
  for (const file of ['scenario', 'nl', 'en']) assert.deepEqual(body[file], read(SHIPPED, file));
  assert.equal((await get(server, 'scenarios/bestaat-niet')).status, 404);
  assert.equal((await get(server, 'scenarios/..%2f..%2fjournal')).status, 404);
  const list = await get(server, 'scenarios');
  assert.ok(list.body.scenarios.some((one) => one.id === SHIPPED && !one.own));
  const words = await get(server, 'catalogue');
  const english = await call(server, 'GET', '/api/author/catalogue?lang=en', { token: server.trainerKey });
  const found = words.body.interventions.find((one) => one.id === 'buddy_mentoring');
  assert.ok(found.name && found.layers.length > 0 && found.phases.length > 0);
  assert.notEqual(english.body.interventions.find((one) => one.id === 'buddy_mentoring').name, found.name);
  for (const key of ['pulses', 'cards', 'references', 'outcomes', 'factors', 'portraits', 'expressions'])
    assert.ok(words.body[key].length > 5, key);
});

test('every shipped scenario is in order on the author’s page, too', async (t) => {
  const server = await withServer(t);
  const {
    body: { scenarios },
  } = await get(server, 'scenarios');
  for (const { id } of scenarios) {
    const draft = { id, scenario: read(id, 'scenario'), nl: read(id, 'nl'), en: read(id, 'en'), show: 0, lang: 'nl' };
    const { status, body } = await post(server, 'check', draft);
    assert.equal(status, 200, id);
    assert.equal(body.errors, 0, `${id}: ${JSON.stringify(body.problems)}`);
    assert.ok(body.measures.minutes_most >= body.measures.minutes_least && body.measures.nl.words > 0);
    assert.ok(body.preview.situation.length > 0 && body.preview.options.length >= 2, id);
  }
});

test('what is wrong with a draft is told in the person’s language, with the place and what was meant', async (t) => {
  const server = await withServer(t);
  const draft = copyOf(SHIPPED, 'mijn-sleutel');
  const first = draft.scenario.dilemmas[0];
  delete draft.en.dilemmas[first.id].options[first.options[1].id].text;
  first.options[0].start[0] = { intervention: 'buddy_mentorin' };
  const dutch = await post(server, 'check', { ...draft, show: 0, lang: 'nl' });
  const missing = dutch.body.problems.find((one) => one.code === 'text_missing');
  assert.equal(missing.level, 'error');
  assert.equal(missing.file, 'en');
  assert.equal(missing.path, `dilemmas.${first.id}.options.${first.options[1].id}.text`);
  const unknown = dutch.body.problems.find((one) => one.code === 'intervention_unknown');
  assert.equal(unknown.meant, 'buddy_mentoring');
  assert.equal(unknown.file, 'scenario');
  assert.equal(unknown.path, 'dilemmas[0].options[0].start[0].intervention');
  const english = await call(server, 'POST', '/api/author/check?lang=en', { token: server.trainerKey, body: draft });
  assert.notEqual(english.body.problems[0].message, dutch.body.problems[0].message);
  // A draft with mistakes is shown all the same, as its author goes on writing.
  assert.equal(dutch.body.preview.title, draft.nl.dilemmas[first.id].title);
});

test('the preview is what the compiler makes of a text: who speaks, with which face', async (t) => {
  const server = await withServer(t);
  const draft = copyOf(SHIPPED, 'mijn-sleutel');
  const name = draft.nl.members[draft.scenario.team.members[0].id].name;
  draft.nl.dilemmas[draft.scenario.dilemmas[0].id].situation = ['Het regent.', `${name} (moe): Ik ga naar huis.`];
  const { body } = await post(server, 'check', { ...draft, show: 0, lang: 'nl' });
  assert.deepEqual(
    body.preview.situation.map(({ kind, name: who, face, text }) => ({ kind, who, face, text })),
    [
      { kind: 'paragraph', who: '', face: '', text: 'Het regent.' },
      { kind: 'speech', who: name, face: 'moe', text: 'Ik ga naar huis.' },
    ],
  );
  assert.equal((await post(server, 'check', { ...draft, show: 99 })).body.preview, null);
  assert.equal(body.endings.length, draft.scenario.endings.length);
  assert.equal(body.endings[body.endings.length - 1].conditional, false);
  assert.ok(body.endings.every((ending) => ending.story.length > 0));
});

test('hostile drafts are refused or told, and the server goes on meanwhile', async (t) => {
  const server = await withServer(t);
  const good = copyOf(SHIPPED, 'mijn-sleutel');
  const raw = (text) =>
    post(server, 'check', undefined, { raw: text, headers: { 'content-type': 'application/json' } });
  const nested = (depth) => `{"id":"a","scenario":{"x":${'['.repeat(depth)}${']'.repeat(depth)}},"nl":{},"en":{}}`;
  for (const text of [
    '',
    '{',
    '[]',
    '"x"',
    '{"id":"a"',
    '{"id":1,}',
    '{"scenario":}',
    'nul',
    '{"a":1}}',
    '\u0000',
    '{"id":"a\\',
    '{"id":"\\u12',
    '{"id":"a","scenario":[],"nl":{},"en":{}}',
    '{"id":"../../etc","scenario":{},"nl":{},"en":{}}',
    nested(2000),
    nested(100_000),
    `{"id":"a","scenario":{${Array.from({ length: 5000 }, (_, i) => `"k${i}":1`).join()}},"nl":{},"en":{}}`,
    `{"id":"a","scenario":{"dilemmas":[${'{},'.repeat(3000)}{}]},"nl":{},"en":{}}`,
  ]) {
    const { status } = await raw(text);
    assert.ok(status >= 400 && status < 500, `${status} for ${text.slice(0, 60)}`);
  }
  assert.equal((await raw(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).status, 400);

  // Well formed and senseless: it is told what is wrong.
  const strange = [
    { id: 'a', scenario: {}, nl: {}, en: {} },
    { ...good, scenario: { ...good.scenario, dilemmas: Array.from({ length: 24 }, () => ({ id: 'x' })) } },
    { ...good, scenario: { ...good.scenario, team: { ...good.scenario.team, members: [] } } },
    { ...good, scenario: { ...good.scenario, acts: [{ id: 'a', rounds: ['bestaat-niet'] }], endings: [] } },
    {
      ...good,
      scenario: {
        ...good.scenario,
        dilemmas: [{ ...good.scenario.dilemmas[0], about: ['nobody'], signals: [{ id: 's', member: 'nobody' }] }],
      },
    },
    { ...good, nl: [] },
    { ...good, nl: { title: 1, dilemmas: 'x' } },
    { ...good, id: 'anders' },
  ];
  for (const draft of strange) {
    const { status, body } = await post(server, 'check', { ...draft, show: 0 });
    assert.ok(
      status === 400 || (status === 200 && body.errors > 0),
      `${status}: ${JSON.stringify(draft).slice(0, 80)}`,
    );
  }
  // As much as the limits allow, all of it unknown names for which the nearest must be found.
  const many = (n, make) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`${'k'.repeat(55)}${i}`, make(i)]));
  const worst = {
    ...good,
    nl: many(75, () => many(75, () => 'x')),
    en: {},
    scenario: { ...good.scenario, team: { ...good.scenario.team, base: many(75, () => 1) } },
  };
  let answered = false;
  // Six at once: each would have to be very quick for nobody to be answered while they are at work.
  const asked = Promise.all(Array.from({ length: 6 }, () => post(server, 'check', worst))).then((answers) => {
    answered = true;
    return answers;
  });
  // The loop goes on meanwhile: others are answered, however long it takes.
  let others = 0;
  while (!answered) {
    assert.equal((await call(server, 'GET', '/healthz')).status, 200);
    others++;
  }
  for (const { status } of await asked) assert.equal(status, 200);
  assert.ok(others > 2, `${others} others were answered`);
  assert.equal((await post(server, 'check', good)).body.errors, 0);
});

test('every cut and every changed byte of a draft is answered', async (t) => {
  const server = await withServer(t);
  const text = JSON.stringify({ ...copyOf(SHIPPED, 'mijn-sleutel'), show: 0 });
  let seed = 20261121;
  const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
  for (let i = 0; i < 150; i++) {
    const bytes = Buffer.from(text);
    const at = random(bytes.length);
    const changed = i % 3 === 0 ? bytes.subarray(0, at) : bytes;
    if (i % 3 === 1) changed[at] = '{}[],:"\\0\n'.charCodeAt(random(10));
    if (i % 3 === 2) changed.copy(changed, at, random(bytes.length), bytes.length);
    const { status } = await post(server, 'check', undefined, {
      raw: changed,
      headers: { 'content-type': 'application/json' },
    });
    assert.ok([200, 400, 413].includes(status), `${status} at ${at}`);
  }
  assert.equal((await post(server, 'check', copyOf(SHIPPED, 'mijn-sleutel'))).status, 200);
});

test('a loaded scenario can be played at once, and after a restart', async (t) => {
  const server = await withServer(t);
  const draft = copyOf(SHIPPED, 'mijn-sleutel');
  draft.nl.title = 'Mijn eigen sleutel';
  const { status, body } = await post(server, 'load', draft);
  assert.equal(status, 200);
  assert.deepEqual([body.loaded, body.reason, body.id], [true, undefined, 'mijn-sleutel']);

  const listed = async () =>
    (await call(server, 'GET', '/api/scenarios?lang=nl')).body.scenarios.find((one) => one.id === 'mijn-sleutel');
  assert.equal((await listed()).title, 'Mijn eigen sleutel');
  const session = await createSession(server, { scenario: 'mijn-sleutel', rooms_count: 1 });
  assert.equal(session.trainer.sections.session.scenario.title, 'Mijn eigen sleutel');
  const person = await participant(server, session.code, 'Noor', 0);
  await session.trainer.say('session_start');
  await person.until((l) => l.sections.round?.step === 'situation', 'the situation');
  const opened = await get(server, 'scenarios/mijn-sleutel');
  assert.equal(opened.body.own, true);
  assert.deepEqual(opened.body.nl, draft.nl);

  await server.kill();
  await server.up();
  assert.equal((await listed()).title, 'Mijn eigen sleutel');
  const again = await Link.open(server, person.token);
  assert.equal(again.sections.round.step, 'situation');
});

test('running sessions keep the version they began with', async (t) => {
  const server = await withServer(t);
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'mijn-sleutel'))).body.loaded);
  const before = await createSession(server, { scenario: 'mijn-sleutel', rooms_count: 1 });
  const title = before.trainer.sections.session.scenario.title;

  const next = copyOf(SHIPPED, 'mijn-sleutel', '1.1.0');
  next.nl.title = 'De tweede druk';
  assert.ok((await post(server, 'load', next)).body.loaded);
  const after = await createSession(server, { scenario: 'mijn-sleutel', rooms_count: 1 });
  assert.equal(after.trainer.sections.session.scenario.title, 'De tweede druk');
  const person = await participant(server, before.code, 'Noor', 0);
  assert.equal(person.sections.session.scenario.title, title);

  await server.stop();
  await server.up();
  for (const [session, expected] of [
    [before, title],
    [after, 'De tweede druk'],
  ]) {
    const link = await Link.open(server, session.token);
    assert.equal(link.sections.session.scenario.title, expected);
  }
});

test('what is shipped is never replaced, an own one only by a higher version, a broken one by nothing', async (t) => {
  const server = await withServer(t);
  const load = async (draft) => (await post(server, 'load', draft)).body;
  const shipped = {
    id: SHIPPED,
    scenario: { ...read(SHIPPED, 'scenario'), version: '99.0.0' },
    nl: read(SHIPPED, 'nl'),
    en: read(SHIPPED, 'en'),
  };
  assert.deepEqual([(await load(shipped)).loaded, (await load(shipped)).reason], [false, 'shipped']);
  assert.ok((await load(copyOf(SHIPPED, 'mijn-sleutel', '1.9.0'))).loaded);
  for (const version of ['1.9.0', '1.8.9', '1.9', '0.99'])
    assert.equal((await load(copyOf(SHIPPED, 'mijn-sleutel', version))).reason, 'version', version);
  assert.ok((await load(copyOf(SHIPPED, 'mijn-sleutel', '1.10.0'))).loaded);
  const broken = copyOf(SHIPPED, 'mijn-sleutel', '2.0.0');
  delete broken.en.title;
  const answer = await post(server, 'load', broken);
  assert.equal(answer.body.reason, 'errors');
  assert.ok(codes(answer).includes('text_missing'));
  const kept = (await get(server, 'scenarios')).body.scenarios.find((one) => one.id === 'mijn-sleutel');
  assert.match(kept.version, /^1\.10\.0-/);
  // On disk: one file, in the data folder; the shipped folder has nothing new.
  assert.deepEqual(readdirSync(join(server.folder, 'data', 'scenarios')), ['mijn-sleutel.json']);
  assert.ok(!existsSync(join(ROOT, 'scenarios', 'mijn-sleutel')));
});

test('an own scenario is withdrawn, a shipped one stays; those who play it go on', async (t) => {
  const server = await withServer(t);
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'mijn-sleutel'))).body.loaded);
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'tweede-sleutel'))).body.loaded);
  const session = await createSession(server, { scenario: 'mijn-sleutel', rooms_count: 1 });
  assert.deepEqual((await post(server, `scenarios/${SHIPPED}/withdraw`, {})).body, {
    withdrawn: false,
    reason: 'shipped',
  });
  assert.equal((await post(server, 'scenarios/bestaat-niet/withdraw', {})).status, 404);
  assert.equal((await call(server, 'POST', '/api/author/scenarios/mijn-sleutel/withdraw', { body: {} })).status, 403);
  assert.deepEqual((await post(server, 'scenarios/mijn-sleutel/withdraw', {})).body, { withdrawn: true });
  const ids = async () => (await call(server, 'GET', '/api/scenarios')).body.scenarios.map((one) => one.id);
  assert.ok(
    !(await ids()).includes('mijn-sleutel') &&
      (await ids()).includes('tweede-sleutel') &&
      (await ids()).includes(SHIPPED),
  );
  assert.equal((await post(server, 'scenarios/mijn-sleutel/withdraw', {})).status, 404);
  await participant(server, session.code, 'Noor', 0);
  await server.kill();
  await server.up();
  assert.ok(!(await ids()).includes('mijn-sleutel') && (await ids()).includes('tweede-sleutel'));
  await participant(server, session.code, 'Sam', 0);
});

test('a damaged file of an own scenario is left out, and the server starts', async (t) => {
  const server = await withServer(t);
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'mijn-sleutel'))).body.loaded);
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'tweede-sleutel'))).body.loaded);
  await server.stop();
  writeFileSync(join(server.folder, 'data', 'scenarios', 'mijn-sleutel.json'), '{"id": "mijn-sleutel", "scen');
  await server.up();
  const ids = (await get(server, 'scenarios')).body.scenarios.map((one) => one.id);
  assert.ok(ids.includes('tweede-sleutel') && !ids.includes('mijn-sleutel'));
});

test('an own scenario that does not load any more is in the log with the reason, the file and the place', async (t) => {
  const server = await withServer(t);
  const file = (id) => join(server.folder, 'data', 'scenarios', `${id}.json`);
  const breaks = {
    'geen-json': [(text) => text.slice(0, 300), /result=\S+ reason=no_json/],
    'geen-engels': [(text) => text.replace('"en": {', '"fr": {'), /result=\S+ reason=en/],
    'andere-naam': [(text) => text.replace('"id": "andere-naam"', '"id": "nog-een"'), /result=\S+ reason=another_id/],
    'te-groot': [(text) => text + ' '.repeat(1024 * 1024), /result=\S+ reason=too_large/],
    'geen-actie': [(text) => text.replace('buddy_mentoring', 'buddy_mentorin'), /errors=\d+/],
  };
  for (const id of Object.keys(breaks)) assert.ok((await post(server, 'load', copyOf(SHIPPED, id))).body.loaded, id);
  await server.stop();
  for (const [id, [change]] of Object.entries(breaks)) {
    const text = readFileSync(file(id), 'utf8');
    assert.notEqual(change(text), text, id);
    writeFileSync(file(id), change(text));
  }
  const from = server.log.length;
  await server.up();
  const said = server.log.slice(from);
  for (const [id, [, reason]] of Object.entries(breaks)) {
    const line = said.split('\n').find((one) => one.includes('event=own_left_out') && one.includes(`scenario=${id} `));
    assert.match(line ?? said, reason, id);
  }
  assert.match(said, /event=problem file=geen-actie\/scenario.json path=\S+ reason="[^"]*buddy_mentorin[^"]*"/);
  const { scenarios, refused } = (await get(server, 'scenarios')).body;
  assert.equal(scenarios.filter((one) => one.own).length, 0);

  // The author's page says it, too; what can be opened is mended, and loaded once more.
  const why = Object.fromEntries(refused.map(({ id, reason, errors }) => [id, [reason, errors > 0]]));
  assert.deepEqual(why, {
    'geen-json': ['disk', false],
    'geen-engels': ['disk', false],
    'andere-naam': ['disk', false],
    'te-groot': ['disk', false],
    'geen-actie': ['errors', true],
  });
  const opened = (await get(server, 'scenarios/geen-actie')).body;
  assert.ok(opened.own && JSON.stringify(opened.scenario).includes('buddy_mentorin'));
  assert.equal((await get(server, 'scenarios/geen-json')).status, 500, 'there is nothing to open');
  assert.ok((await post(server, 'load', copyOf(SHIPPED, 'geen-actie'))).body.loaded);
  assert.deepEqual((await post(server, 'scenarios/geen-json/withdraw', {})).body, { withdrawn: true });
  const left = (await get(server, 'scenarios')).body.refused.map(({ id }) => id);
  assert.deepEqual(left.sort(), ['andere-naam', 'geen-engels', 'te-groot']);
});

test('a draft is played thousands of times, with a report; one at a time, and it can be stopped', async (t) => {
  const server = await withServer(t);
  const draft = copyOf(SHIPPED, 'mijn-sleutel');
  const begun = await post(server, 'playtest', draft);
  assert.deepEqual([begun.status, begun.body.state], [200, 'running']);
  const { state, report } = await played(server, begun.body.number);
  assert.equal(state, 'done');
  assert.equal(report.dilemmas.length, draft.scenario.dilemmas.length);
  for (const dilemma of report.dilemmas) {
    assert.ok(dilemma.states >= 100 && dilemma.verdict.length > 0 && dilemma.decides.length > 0);
    const sum = dilemma.options.reduce((all, option) => all + option.best, 0);
    assert.ok(Math.abs(sum - 1000) <= 4, `${sum}`);
  }
  assert.ok(Math.abs(report.endings.reduce((all, ending) => all + ending.share, 0) - 1000) <= 8);

  // A transition that is forced on everybody never wins, and the report says so.
  const unfair = copyOf(SHIPPED, 'mijn-dwang');
  unfair.scenario.dilemmas[0].options[3].start = [{ intervention: 'forced_transition', up: 0, forced: true }];
  const judged = await played(server, (await post(server, 'playtest', unfair)).body.number);
  assert.notEqual(judged.report.dilemmas[0].options[3].fault, '');
  assert.ok(!judged.report.dilemmas[0].holds && judged.report.holding < judged.report.dilemmas.length);

  const long = await post(server, 'playtest', copyOf('de-nieuwe-vrijheid', 'mijn-vrijheid'));
  assert.equal((await post(server, 'playtest', draft)).status, 503);
  assert.equal((await get(server, `playtest/${begun.body.number}`)).status, 404); // Of an earlier one.
  const stopped = await post(server, `playtest/${long.body.number}/cancel`, {});
  assert.equal(stopped.status, 200);
  assert.equal((await played(server, long.body.number)).state, 'cancelled');

  const broken = copyOf(SHIPPED, 'mijn-sleutel');
  delete broken.nl.title;
  const failing = await post(server, 'playtest', broken);
  assert.equal((await played(server, failing.body.number)).state, 'failed');
  assert.equal((await get(server, 'playtest/0')).status, 404);
  assert.equal((await get(server, 'playtest/99999999999')).status, 404);
});

test('the server stops while an author waits', async (t) => {
  const server = await withServer(t);
  const draft = copyOf('de-nieuwe-vrijheid', 'mijn-vrijheid');
  await post(server, 'playtest', draft);
  for (let i = 0; i < 6; i++) void post(server, 'check', draft).catch(() => {});
  await server.stop();
});
