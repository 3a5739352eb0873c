// alone.mjs MODULE.wasm -- every story, played alone from its beginning to the debrief by the module and read back
// from its journal, as a page's worker does. Exit 0 with figures, or 1.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { loadModule, msgpack } from './letters.mjs';
import { commandLine } from '../lib/tool.mjs';

const MEMORY_BYTES_MAX = 8 << 20;
const COMMANDS_MAX = 400;
const phases = ['unaware', 'selecting', 'acting', 'applying', 'continuous'];
const scenarios = join(fileURLToPath(new URL('../..', import.meta.url)), 'scenarios');
const { module } = commandLine('node tests/wasm/alone.mjs MODULE', { operands: { module: undefined } });
const wasm = readFileSync(module);
const { openCore } = await loadModule();

function filesIn(folder, prefix) {
  const files = {};
  for (const name of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, name.name);
    if (name.isDirectory()) Object.assign(files, filesIn(path, `${prefix}${name.name}/`));
    else if (name.name.endsWith('.json')) files[prefix + name.name] = readFileSync(path, 'utf8');
  }
  return files;
}
const everything = filesIn(join(scenarios, 'catalogue'), 'catalogue/');
// As clients/build/alone.mjs has them; what the compilers do not ask for does no harm.
const wanted = (name) => !/\/(?:effects|factors|happenings|pulses_reference|context|report|sources)\.json$/.test(name);
const catalogue = Object.fromEntries(
  Object.entries(everything).filter(([name]) => wanted(name) || name === 'catalogue/sources.json'),
);

/* What somebody alone does in this step. */
function asked({ round, me }, turn) {
  const at = { round: round.round };
  const second = { type: 'second_cast', ...at, option: turn % round.dilemma.options.length };
  const next = { type: 'ready_set', ...at, step: round.step, ready: true };
  if (round.step === 'choice')
    return {
      type: 'vote_cast',
      ...at,
      option: turn % round.dilemma.options.length,
      confidence: 2,
      reason: 'Omdat hét kan.',
    };
  if (round.step === 'decision') return second;
  if (round.step === 'diagnosis')
    return {
      type: 'guess_cast',
      ...at,
      member: round.dilemma.diagnose[turn % round.dilemma.diagnose.length],
      phase: phases[turn % phases.length],
    };
  return me === undefined ? null : next;
}

/* Answers of a scan (shared/scenario/own_team.h): all alike, and people who stand in these phases. */
const scanOf = (answer, people, stand) =>
  `1${String(answer).repeat(15)}${[people, ...stand].map((n) => String.fromCharCode(97 + n)).join('')}`;
const own = [scanOf(1, 4, [2, 2, 0, 0, 0]), scanOf(3, 9, [2, 3, 2, 1, 0]), scanOf(5, 12, [0, 0, 3, 5, 4])];

/* Three answers are three teams, to be seen at the start. */
function castApart(story, core) {
  const teams = own.map((answers) => core.ownTeam(answers, 11, 0)).map((bytes) => bytes && msgpack.decode(bytes));
  if (teams.includes(null)) return false;
  assert.equal(new Set(teams.map(({ members }) => JSON.stringify(members))).size, own.length, story);
  assert.equal(new Set(teams.map(({ levels }) => JSON.stringify(levels))).size, own.length, story);
  for (const [i, { members }] of teams.entries())
    assert.equal(members.filter(({ from }) => from !== 'story').length, [4, 9, 12][i], story);
  assert.equal(core.ownTeam(`2${own[0].slice(1)}`, 11, 0), null, 'answers of another version are none');
  return true;
}

/* As a build before own teams and the sixth team model had them: without texts that the core of today needs. */
function earlierCatalogue() {
  const without = (name, ...keys) => {
    const parsed = JSON.parse(catalogue[name]);
    for (const key of keys) assert.ok(delete parsed[key] && name in catalogue, key);
    return { [name]: JSON.stringify(parsed) };
  };
  const { 'catalogue/words.json': _, ...rest } = catalogue;
  return {
    ...rest,
    ...without('catalogue/nl/story.json', 'own', 'most'),
    ...without('catalogue/en/story.json', 'own', 'most'),
    ...without('catalogue/nl/causes.json', 'conflict', 'at_work'),
    ...without('catalogue/en/causes.json', 'conflict', 'at_work'),
  };
}
const todays = Object.fromEntries(Object.entries(catalogue).map(([name, text]) => [`today/${name}`, text]));

async function play(story, answers, words = [catalogue]) {
  const files = [...words, filesIn(join(scenarios, story), `${story}/`)];
  const began = performance.now();
  const core = await openCore(wasm, files, story);
  const journal = [];
  let sections = {};
  let id = 0;
  let now_ms = 1_700_000_000_000;
  const take = ({ keep, say }) => {
    journal.push(...keep);
    return say
      .map((bytes) => msgpack.decode(bytes))
      .map((message) => {
        if (message.t === 'view') sections = { ...sections, ...message.sections };
        return message;
      });
  };
  const hear = (message) => {
    now_ms += 1000;
    return take(core.hear(msgpack.encode(message), now_ms));
  };
  const fits = castApart(story, core);
  take(core.begin(new Uint8Array(32).fill(7), 'Jij', 0, 11, now_ms, answers));
  const hello = hear({ t: 'hello', token: 'x', version: 1, lang: 'nl', client: 5 });
  const start_ms = performance.now() - began;
  assert.deepEqual(
    hello.map(({ t }) => t),
    ['welcome', 'view'],
  );
  while (sections.round.step !== 'debrief') {
    assert.ok(++id < COMMANDS_MAX, `${story} never came to the debrief, but to ${sections.round.step}`);
    const command = { t: 'command', id, ...asked(sections, id) };
    const said = hear(command);
    assert.ok(['ack', 'rejected'].includes(said[0].t), JSON.stringify(said[0]));
    assert.equal(said[0].id, id);
    assert.equal(hear(command)[0].t, said[0].t, 'the same again has the same answer, and no other effect');
  }
  const again = await openCore(wasm, files, story);
  for (const event of journal) again.apply(event);
  assert.equal(again.seq(), core.seq());
  assert.deepEqual(
    take(again.hear(msgpack.encode({ t: 'hello', token: 'x', version: 1, lang: 'nl', client: 5 }), now_ms))[1].sections,
    take(core.hear(msgpack.encode({ t: 'hello', token: 'x', version: 1, lang: 'nl', client: 5 }), now_ms))[1].sections,
  );
  const other = twoWays(story, again, journal, sections.debrief.rooms[0].decisions);
  assert.ok(core.memoryBytes() <= MEMORY_BYTES_MAX, `${story} takes ${core.memoryBytes()} bytes`);
  const team = sections.session.scenario.members.length;
  return {
    events: journal.length,
    bytes: Math.max(core.memoryBytes(), again.memoryBytes()),
    start_ms,
    ...other,
    fits,
    team,
  };
}

/* Every other option of every dilemma: the way as it was is the session itself, by its hash; the other one differs in
 * what was decided, and has come to the same week. */
function twoWays(story, core, journal, decisions) {
  const hash = core.hash();
  let ways_ms = 0;
  let parted = 0;
  for (const { round, option: decided, options } of decisions)
    for (const { option } of options) {
      const at = performance.now();
      const ways = core.ways(journal, { room: 0, round, option });
      ways_ms = Math.max(ways_ms, performance.now() - at);
      const moments = ways.moments.map(({ was, other }) => [was, other].map((bytes) => msgpack.decode(bytes)));
      const where = `${story}, dilemma ${round + 1}, option ${option}`;
      assert.ok(moments.length > 0, where);
      if (ways.parted === null) assert.equal(ways.asItWas, hash, where);
      else parted++;
      moments.forEach(([was, other], i) => {
        assert.equal(was.consequence.round, round + i, where);
        assert.equal(was.dilemma, other.dilemma, where);
        assert.equal(was.weeks, other.weeks, where);
        assert.equal(was.consequence.option, decisions[round + i].option, where);
        assert.equal(other.consequence.option, i === 0 ? option : decisions[round + i].option, where);
      });
      if (option === decided)
        assert.deepEqual(
          moments.map(([was]) => was),
          moments.map(([, other]) => other),
          where,
        );
      else assert.notDeepEqual(moments[0][0], moments[0][1], where);
    }
  assert.equal(core.hash(), hash, 'looking at another way changes nothing of the session');
  assert.equal(core.ways(journal, { room: 0, round: decisions.length, option: 0 }), null);
  return { ways_ms, parted };
}

const stories = readdirSync(scenarios).filter((name) => existsSync(join(scenarios, name, 'scenario.json')));
let most = { events: 0, bytes: 0, start_ms: 0, ways_ms: 0, parted: 0 };
const count = (one) => {
  most = Object.fromEntries(Object.entries(most).map(([name, value]) => [name, Math.max(value, one[name])]));
  return one;
};
let cast = 0;
for (const story of stories) {
  if (!count(await play(story)).fits) continue;
  const answers = own[cast++ % own.length];
  const { team } = count(await play(story, answers));
  assert.ok(team >= answers.charCodeAt(16) - 97, `${story} with an own team has ${team} people`);
}
assert.ok(cast > 0, 'there are stories for an own team');
const earlier = earlierCatalogue();
await assert.rejects(() => play(stories[0], undefined, [earlier]), /text_missing|file_missing/);
count(await play(stories[0], undefined, [earlier, todays]));
const versionOf = async (...words) =>
  (await openCore(wasm, [...words, filesIn(join(scenarios, stories[0]), `${stories[0]}/`)], stories[0])).version();
assert.equal(await versionOf(catalogue, todays), await versionOf(catalogue), 'nothing of today is in the version');
console.log(
  `${stories.length} stories played alone to the debrief and read back, ${cast} of them with an own team as well, ` +
    'and one with the catalogue of an earlier build; ' +
    `at most ${most.events} events, ` +
    `${(most.bytes / (1 << 20)).toFixed(1)} MB, ${Math.round(most.start_ms)} ms to the first view, ` +
    `${Math.round(most.ways_ms)} ms for another way (${most.parted} of a story part)`,
);
