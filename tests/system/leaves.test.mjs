// leaves.test.mjs -- what leaves the room: JSON, CSV, OpenDocument and Office Open XML say the same, cell by cell; the
// JSON is what its schema says; the statements are what xAPI 1.0.3 asks; and nothing of one person is in any of them.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { call, playRound } from '../lib/people.mjs';
import { csvTables, odsTables, xlsxTables } from '../lib/sheets.mjs';

const Ajv = createRequire(join(ROOT, 'clients', 'package.json'))('ajv/dist/2020.js').default;
const SEPARATORS = { nl: ';', en: ',' };
const FILES = ['json', 'csv', 'ods', 'xlsx', 'xapi.json'];
// What a spreadsheet would calculate, what XML would read, and what Office Open XML would.
const EVERYWHERE = 254;
const TOLD = '=De trap is "stuk"; <tot> vrijdag';
const TITLE = `=1+1 "Groep" <3> & _x0041_`;

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const textsOf = (lang) => JSON.parse(readFileSync(join(ROOT, 'shared', 'texts', `${lang}.json`), 'utf8'));

async function fileOf(kind, token, lang = 'nl') {
  const response = await fetch(`${server.origin}/api/export.${kind}?lang=${lang}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 200, kind);
  const body = Buffer.from(await response.arrayBuffer());
  if (process.env.DILEMMA_FILES) writeFileSync(join(process.env.DILEMMA_FILES, `${lang}.${kind}`), body);
  return body;
}

async function ended(sizes, title = TITLE) {
  const votes = (i) => [(i + 1) % 3, i % 3].map((option) => ({ option, reason: `reden ${i}` }));
  const brings = async (trainer) => {
    const [{ pulse }] = trainer.sections.trainer.happenings;
    await trainer.say('happening_bring', { room: EVERYWHERE, pulse });
    await trainer.say('happening_write', { room: EVERYWHERE, pulse: 'piekdruk', text: TOLD });
  };
  const session = await playRound(server, sizes, votes, { title }, brings);
  await session.trainer.say('session_end');
  await Promise.all([session.trainer, ...session.people].map((link) => link.close()));
  return session;
}

/** What the tables should be, made here from the JSON alone. */
function tablesOf(json, lang) {
  const words = textsOf(lang);
  const t = (key) => words[`export.${key}`];
  const told = (count) => count ?? t('withheld');
  const each = (list, make) => list.flatMap((one, i) => make(one, i));
  const { rounds, teams } = json;
  const head = (round) => [round.room_name, round.round, round.title];
  const phase = (word) => (word === null ? t('vacant') : t(`phase_${word}`));
  const phases = ['unaware', 'selecting', 'acting', 'applying', 'continuous'];
  return {
    [t('table_session')]: [
      [t('what'), t('value')],
      [t('group'), json.session],
      [t('story'), json.title],
      [t('version'), json.scenario_version],
      [t('rooms'), json.rooms],
      [t('participants'), json.participants],
      [t('promise'), t('promise_what')],
    ],
    [t('table_votes')]: [
      ['room', 'round', 'dilemma', 'option', 'first', 'second', 'decision'].map(t),
      ...each(rounds, (round) =>
        round.options.map((title, i) => [
          ...head(round),
          title,
          told(round.first.counts?.[i]),
          told(round.second.counts?.[i]),
          round.decisions[i],
        ]),
      ),
    ],
    [t('table_sure')]: [
      ['room', 'round', 'dilemma', 'sure', 'people'].map(t),
      ...each(rounds, (round) =>
        [0, 1, 2, 3].map((i) => [...head(round), t(`sure_${i}`), told(round.confidence.counts?.[i])]),
      ),
    ],
    [t('table_shifts')]: [
      ['room', 'round', 'dilemma', 'from', 'to', 'people'].map(t),
      ...each(rounds, (round) =>
        each(round.options, (from, i) =>
          round.options.map((to, k) => [...head(round), from, to, told(round.shifts?.[i][k])]),
        ),
      ),
    ],
    [t('table_team')]: [
      ['room', 'round', 'dilemma', 'who', 'before', 'after'].map(t),
      ...each(rounds, (round) =>
        round.members.map((one) => [...head(round), one.name, phase(one.phase_before), phase(one.phase)]),
      ),
    ],
    [t('table_happenings')]: [
      ['room', 'round', 'dilemma', 'happening', 'words'].map(t),
      ...each(rounds, (round) => round.happenings.map((one) => [...head(round), one.name, one.words])),
    ],
    [t('table_outcomes')]: [
      ['room', 'what', 'start', 'now'].map(t),
      ...each(teams, (team) =>
        ['learning', 'wellbeing', 'work'].map((what) => [team.room_name, t(what), team.start[what], team.now[what]]),
      ),
    ],
    [t('table_matrix')]: [
      ['room', 'layer', 'phase', 'actions', 'stood'].map(t),
      ...each(teams, (team) =>
        each(team.matrix, (row) =>
          phases.map((word, i) => [
            team.room_name,
            t(`layer_${row.layer}`),
            t(`phase_${word}`),
            row.actions[i],
            row.stood[i],
          ]),
        ),
      ),
    ],
  };
}

for (const lang of ['nl', 'en'])
  test(`JSON, CSV, OpenDocument and Office Open XML say the same, cell by cell (${lang})`, async () => {
    const { token } = await ended([7, 5, 3]);
    const json = JSON.parse(await fileOf('json', token, lang));
    assert.ok(json.rounds.some((one) => one.shifts !== null) && json.rounds.some((one) => one.shifts === null));
    assert.ok(json.teams.length === 3 && json.teams.every((team) => team.matrix.length === 7 && team.now !== null));
    assert.ok(json.rounds[0].members.some((one) => one.phase_before !== null));
    const brought = json.rounds.filter((one) => one.room !== null).map(({ happenings }) => happenings);
    assert.ok(brought.every(([one, own]) => one.words === '' && own.happening === 'piekdruk' && own.words === TOLD));
    const expected = tablesOf(json, lang);
    const csv = (await fileOf('csv', token, lang)).toString();
    assert.deepEqual(csvTables(csv, SEPARATORS[lang]), expected, 'CSV');
    assert.deepEqual(odsTables(await fileOf('ods', token, lang)), expected, 'OpenDocument');
    assert.deepEqual(xlsxTables(await fileOf('xlsx', token, lang)), expected, 'Office Open XML');
    assert.ok(csv.includes(`"'=1+1 ""Groep""`), 'what a spreadsheet would calculate has a sign in front of it');
  });

test('the JSON is what its schema says, and says of which format it is', async () => {
  const { token } = await ended([5, 3]);
  const json = JSON.parse(await fileOf('json', token));
  const schema = (await call(server, 'GET', json.schema)).body;
  assert.deepEqual(schema, JSON.parse(readFileSync(join(ROOT, 'server', 'api', 'export.schema.json'), 'utf8')));
  assert.equal(json.format, 2);
  for (const one of Object.values(schema.$defs)) one.additionalProperties = false;
  const ajv = new Ajv({ strict: true, allErrors: true });
  for (const word of ['x-bytes-max', 'x-chars-max']) ajv.addKeyword(word);
  const valid = ajv.compile(schema);
  assert.ok(valid(json), ajv.errorsText(valid.errors));
  assert.ok(!valid({ ...json, rounds: [{ ...json.rounds[0], decision: 'A' }] }), 'and it refuses what is wrong');
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isIri = (text) => /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/.test(text) && new URL(text).href !== '';
const isWords = (map) => Object.entries(map).every(([tag, text]) => /^(?:nl|en)$/.test(tag) && text !== '');

/** As the part about data of xAPI 1.0.3 says it; a field that it does not know is refused. */
function holdStatement(one, kinds) {
  const only = (object, ...names) =>
    assert.deepEqual(
      Object.keys(object).filter((name) => !names.includes(name)),
      [],
      JSON.stringify(object),
    );
  only(one, 'id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp');
  assert.match(one.id, UUID);
  only(one.actor, 'objectType', 'account'); // A group that is identified in one way, without members or a name.
  assert.equal(one.actor.objectType, 'Group');
  only(one.actor.account, 'homePage', 'name');
  assert.ok(isIri(one.actor.account.homePage));
  assert.match(one.actor.account.name, UUID);
  only(one.verb, 'id', 'display');
  assert.ok(isIri(one.verb.id) && isWords(one.verb.display));
  only(one.object, 'objectType', 'id', 'definition');
  assert.equal(one.object.objectType, 'Activity');
  const { definition } = one.object;
  assert.ok(isIri(one.object.id) && isIri(definition.type) && isWords(definition.name));
  if (definition.interactionType !== undefined) {
    assert.equal(definition.interactionType, 'choice');
    const ids = definition.choices.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(
      ids.every((id) => !/\s|\[,\]/.test(id)) && definition.choices.every((choice) => isWords(choice.description)),
    );
    assert.ok(ids.includes(one.result.response));
  }
  only(one.result, 'response', 'completion', 'extensions');
  assert.ok(Object.keys(one.result.extensions).every(isIri));
  only(one.context, 'registration', 'platform', 'revision', 'language', 'contextActivities');
  assert.match(one.context.registration, UUID);
  for (const parent of one.context.contextActivities?.parent ?? []) assert.ok(isIri(parent.id));
  assert.match(one.timestamp, TIME);
  assert.ok(Math.abs(Date.parse(one.timestamp) - Date.now()) < 3_600_000, 'when it was, not when it was asked for');
  kinds.add(one.verb.id.split('/').pop());
}

test('the statements are valid by xAPI 1.0.3, name nobody, and are the same when asked for again', async () => {
  const { token } = await ended([6, 3]);
  const statements = JSON.parse(await fileOf('xapi.json', token));
  const kinds = new Set();
  for (const one of statements) holdStatement(one, kinds);
  assert.deepEqual([...kinds].sort(), ['completed', 'responded']);
  assert.equal(statements.length, 4, 'of each room its decision and its end');
  assert.equal(new Set(statements.map((one) => one.id)).size, 4);
  const rooms = new Set(statements.map((one) => one.actor.account.name));
  assert.equal(rooms.size, 2);
  assert.deepEqual(JSON.parse(await fileOf('xapi.json', token)), statements);
  const counted = statements
    .flatMap((one) => Object.entries(one.result.extensions))
    .filter(([iri]) => iri.endsWith('-votes'))
    .map(([, votes]) => [votes.people, votes.counts !== undefined]);
  assert.deepEqual(counted, [
    [6, true],
    [6, true],
    [3, false],
    [3, false],
  ]);
  const other = JSON.parse(await fileOf('xapi.json', (await ended([6])).token));
  assert.ok(
    other.every((one) => !rooms.has(one.actor.account.name)),
    'another session has other numbers',
  );
});

test('no file names anybody, and none says anything about fewer than five people', async () => {
  const { token } = await ended([7, 3]);
  for (const kind of FILES) {
    const file = await fileOf(kind, token);
    const text = kind === 'ods' || kind === 'xlsx' ? file.toString('latin1') : file.toString();
    assert.doesNotMatch(text, /Gast|reden \d|Ellen/, kind);
  }
  const words = textsOf('nl');
  const tables = odsTables(await fileOf('ods', token));
  for (const name of ['votes', 'sure', 'shifts'].map((one) => words[`export.table_${one}`]))
    for (const row of tables[name].slice(1))
      if (row[0] !== 'Keuken') assert.ok(row.includes(words['export.withheld']), `${name}: ${row.join(' | ')}`);
});

test('when a session is over every file is there, and when nothing was played too', async () => {
  const session = await ended([5, 5, 5]);
  const empty = await playRound(server, [1], () => []);
  for (const { token } of [session, empty])
    for (const kind of FILES) assert.ok((await fileOf(kind, token)).length > 1, kind);
  await Promise.all([empty.trainer, ...empty.people].map((link) => link.close()));
});
