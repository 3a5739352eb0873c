// check.mjs -- is the catalogue whole? Ids, references, ranges and texts of the files beside it.
//
// Prints what is wrong, a line each (file: place: what), and exits 1; or the counts, and exits 0.
// That pulses.json agrees with its sources is checked by derive.mjs --check; effects.json in check_effects.mjs;
// cards, evidence and theory have their own checker.
//
//   node check.mjs

import { existsSync, readFileSync } from 'node:fs';
import { checkEffects } from './check_effects.mjs';
import { FACTORS, PHASES, PRECONDITIONS, PUSHES, derivePulses, readSources } from './derive.mjs';

const LANGUAGES = ['nl', 'en'];
const LEVELS = ['employee', 'task', 'team', 'organisation', 'environment', 'outcome'];
const DIRECTIONS = ['more_is_better', 'less_is_better', 'balanced', 'context_only'];
const CHARACTERS = ['moment', 'programme', 'routine', 'norm', 'structure', 'system'];
const CONDITIONS = ['weten', 'willen', 'kunnen', 'durven', 'mogen', 'strain'];
const RULES = ['same', 'part', 'blend', 'balance', 'condition', 'trait', 'precondition', 'outcome', 'pulse', 'context'];
// What a factor can be in the model besides a factor or a push: scenarios/catalogue/README.md, "Factors in the model".
const READ_ONLY = [
  'trait:t_eng',
  'trait:t_str',
  'trait:t_load',
  'trait:t_ctl',
  'trait:t_tru',
  'trait:t_sn',
  'trait:t_open',
  'trait:t_dare',
  'member:tenure',
  'member:skill',
  'precondition:0',
  'precondition:1',
  'precondition:2',
  'precondition:3',
  'start:quality',
  'context',
  ...[
    'phase',
    'regie',
    'conditions',
    'learning_climate',
    'innovative_climate',
    'wellbeing',
    'performance',
    'develop',
    'retention',
    'engagement',
    'strain',
    'trust',
    'control',
    'load',
    'opp',
    'involvement',
  ].map((name) => `outcome:${name}`),
];
const PULSE_PROPERTIES = ['pulse:hours', 'pulse:drop_ppm', 'pulse:disrupt', 'pulse:change', 'pulse:fade'];
const LEVERS = [...FACTORS, ...PUSHES, ...PULSE_PROPERTIES];
const AMPLITUDE_MAX = 1000;
const RANGES = {
  // As sim_pulse_check (shared/sim/sim_pulse.c).
  delay: [0, 260],
  ramp: [1, 260],
  hold: [0, 260],
  fade: [1, 260],
  lead: [0, 52],
  change: [0, 1000],
  embed: [0, 100],
  hours: [-40, 40],
  load: [-1000, 1000],
  money: [0, 1000],
  drop_ppm: [0, 1000000],
  disrupt: [0, 1000],
};
const LIFTS_MAX = 8; // SIM_PULSE_LIFTS_MAX
const NAME_MAX = 60;
const TEXT_MAX = 260;
const VARIANTS = 3;
const BEHAVIOURS_PER_PHASE = 8;

const problems = [];
const say = (where, what) => problems.push(`${where}: ${what}`);
const expect = (holds, where, what) => {
  if (!holds) say(where, what);
};
const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const isWhole = (x, [low, high]) => Number.isInteger(x) && x >= low && x <= high;

/** The ids of a list; one that occurs twice is reported. */
function ids(list, file, key = 'id') {
  const seen = new Set();
  for (const item of list) {
    expect(!seen.has(item[key]), file, `${item[key]} occurs twice`);
    expect(/^[a-z0-9_]+$/.test(item[key]), file, `${item[key]} is not an id`);
    seen.add(item[key]);
  }
  return seen;
}

function checkFactor(factor, file) {
  const where = `${file}: ${factor.id}`;
  expect(LEVELS.includes(factor.level), where, `level ${factor.level}`);
  expect(DIRECTIONS.includes(factor.direction), where, `direction ${factor.direction}`);
  expect(RULES.includes(factor.maps_why), where, `maps_why ${factor.maps_why}`);
  expect(factor.maps_to.length > 0, where, 'maps to nothing');
  expect(factor.source.length > 0, where, 'no source');
  const lists = { maps_to: [...LEVERS, ...READ_ONLY], levers: LEVERS };
  for (const [name, allowed] of Object.entries(lists)) {
    for (const entry of factor[name] ?? []) {
      expect(allowed.includes(entry.model), where, `${name}: ${entry.model} is not in the model`);
      expect(isWhole(entry.weight, [1, 1000]), where, `${name}: weight ${entry.weight}`);
      expect(['+', '-'].includes(entry.sign), where, `${name}: sign ${entry.sign}`);
    }
  }
  const settable = factor.maps_to.every((entry) => LEVERS.includes(entry.model));
  expect(settable || factor.levers, where, 'what cannot be set in the model needs levers');
}

function checkIntervention(item, { factors, layers, pulses }) {
  const where = `interventions.json: ${item.id}`;
  const union = new Set(item.layer_entries.flatMap((e) => e.phases));
  expect(
    item.phases.every((p) => union.has(p)) && union.size === item.phases.length,
    where,
    'phases are not those of its layers together',
  );
  for (const entry of item.layer_entries) {
    expect(layers.has(entry.layer), where, `layer ${entry.layer}`);
    expect(
      entry.phases.length > 0 && entry.phases.every((p) => PHASES.includes(p)),
      where,
      `phases of layer ${entry.layer}`,
    );
  }
  expect(item.effects.length > 0, where, 'no effects');
  for (const effect of item.effects) {
    expect(factors.has(effect.target), where, `effect on ${effect.target}, which is no factor`);
    expect(isWhole(effect.strength, [1, 3]), where, `strength ${effect.strength}`);
    expect(['+', '-'].includes(effect.sign), where, `sign ${effect.sign}`);
  }
  for (const name of ['time', 'money', 'leader_attention']) {
    expect(isWhole(item.cost[name], [0, 3]), where, `cost ${name}`);
  }
  expect(
    item.needs_preconditions.every((p) => PRECONDITIONS.includes(p)),
    where,
    'preconditions',
  );
  expect(CHARACTERS.includes(item.character), where, `character ${item.character}`);
  expect(isWhole(item.start.up, [0, 1000]), where, `start.up ${item.start.up}`);
  expect(pulses.has(item.pulse), where, `pulse ${item.pulse} does not exist`);
}

function checkPulse(pulse, { interventions, layers }) {
  const where = `pulses.json: ${pulse.key}`;
  const happening = pulse.layer === 'happening';
  expect(layers.has(pulse.layer), where, `layer ${pulse.layer}`);
  expect(
    happening ? pulse.intervention === null : interventions.has(pulse.intervention),
    where,
    `intervention ${pulse.intervention}`,
  );
  expect(pulse.lifts.length <= LIFTS_MAX, where, `more than ${LIFTS_MAX} lifts`);
  expect(pulse.lifts.length + pulse.push.length > 0 || pulse.hours < 0, where, 'does nothing');
  for (const [list, names] of [
    [pulse.lifts, FACTORS],
    [pulse.push, PUSHES],
  ]) {
    expect(new Set(list.map(([name]) => name)).size === list.length, where, 'one name twice');
    for (const [name, amplitude] of list) {
      expect(names.includes(name), where, `${name} is not in the model`);
      expect(isWhole(amplitude, [-AMPLITUDE_MAX, AMPLITUDE_MAX]), where, `${name} ${amplitude}`);
      expect(name !== 'coping' || amplitude >= 0, where, 'coping may not be negative');
    }
  }
  expect(pulse.fit.length === 5 && pulse.fit.every((x) => isWhole(x, [0, 1000])), where, 'fit');
  expect(pulse.need.length === 4 && pulse.need.every((x) => isWhole(x, [0, 1000])), where, 'need');
  for (const [name, range] of Object.entries(RANGES)) {
    expect(isWhole(pulse[name], range), where, `${name} ${pulse[name]}`);
  }
  expect(typeof pulse.personal === 'boolean', where, 'personal');
  expect(pulse.origin === 'reference' || pulse.why?.length > 0, where, 'derived, but no why');
}

function checkModel(model) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  expect(same(model.factors, FACTORS) && same(model.pushes, PUSHES), 'model.json', 'names');
  for (const [name, values] of Object.entries(model.profiles)) {
    expect(
      values.length === FACTORS.length && values.every((x) => isWhole(x, [0, 1000])),
      'model.json',
      `profile ${name}`,
    );
  }
  const most = PHASES.map(() => 0);
  for (const b of model.behaviours) {
    const where = `model.json: ${b.id}`;
    expect(
      b.weights.length === 5 && b.weights.every((x) => isWhole(x, [1, 1000])),
      where,
      'a weight of 0 would make a reader certain',
    );
    expect(CONDITIONS.includes(b.condition) && ['+', '-'].includes(b.sign), where, 'condition');
    const top = Math.max(...b.weights);
    if (b.weights.filter((w) => w === top).length === 1) most[b.weights.indexOf(top)] += 1;
  }
  most.forEach((n, i) =>
    expect(
      n >= BEHAVIOURS_PER_PHASE,
      'model.json',
      `${n} behaviours are characteristic of ${PHASES[i]}, at least ${BEHAVIOURS_PER_PHASE} needed`,
    ),
  );
}

function checkSentence(text, where, max) {
  expect(typeof text === 'string' && text.trim() === text && text !== '', where, 'empty or padded');
  expect(text.length <= max, where, `${text.length} characters, at most ${max}`);
  expect(!/[!\n]| {2}/.test(text), where, 'exclamation mark, line break or double space');
}

/** Every string in a text, so that a new kind of text is checked without being named here. */
function checkTexts(value, where, key = '') {
  if (typeof value === 'string') checkSentence(value, where, key === 'name' ? NAME_MAX : TEXT_MAX);
  else for (const [k, v] of Object.entries(value)) checkTexts(v, `${where}/${k}`, k);
}

const shape = (value) =>
  typeof value === 'string'
    ? ''
    : Object.keys(value)
        .sort()
        .map((k) => `${k}{${shape(value[k])}}`)
        .join();

function checkLanguageFile(name, wanted, fields) {
  const shapes = [];
  for (const language of LANGUAGES) {
    const file = `${language}/${name}.json`;
    const texts = read(file);
    for (const id of wanted) expect(id in texts, file, `${id} has no text`);
    for (const [id, entry] of Object.entries(texts)) {
      expect(wanted.has(id), file, `${id} is the text of nothing`);
      for (const field of fields) expect(field in entry, file, `${id} has no ${field}`);
    }
    checkTexts(texts, file);
    shapes.push(shape(texts));
  }
  expect(shapes[0] === shapes[1], `nl and en/${name}.json`, 'are not built the same');
}

function checkPhases(file) {
  expect(JSON.stringify(file.phases.map((p) => p.id)) === JSON.stringify(PHASES), 'phases.json', 'ids or their order');
  for (const phase of file.phases) {
    const to = [...phase.transitions, ...(phase.relapse ? [phase.relapse.to] : [])];
    expect(
      to.every((id) => PHASES.includes(id)),
      `phases.json: ${phase.id}`,
      'goes nowhere',
    );
    for (const language of LANGUAGES) {
      const text = read(`${language}/phases.json`)[phase.id];
      for (const list of ['needs', 'signals']) {
        expect(
          phase[list].every((id) => id in text[list]),
          `${language}/phases.json`,
          `${phase.id}: a text of ${list} is missing`,
        );
      }
    }
  }
}

function checkSources(lists) {
  if (!existsSync(new URL('sources.json', import.meta.url))) return;
  const known = new Set(read('sources.json').documents.map((d) => d.id));
  for (const [file, list] of Object.entries(lists)) {
    for (const item of list) {
      for (const s of item.source) expect(known.has(s.id), file, `${item.id}: source ${s.id}`);
    }
  }
}

/** Clauses that follow a name. Two behaviours never have the same one, so that whoever hears it twice knows. */
function checkVariants(file) {
  const said = new Map();
  for (const [id, { variants }] of Object.entries(read(file))) {
    expect(variants.length === VARIANTS, file, `${id} has not ${VARIANTS} variants`);
    for (const text of variants) {
      expect(!said.has(text), file, `${id} says the same as ${said.get(text)}`);
      expect(!text.endsWith('.'), file, `${id}: a clause has no full stop`);
      said.set(text, id);
    }
  }
}

const sources = readSources();
const { factors, outcomes } = read('factors.json');
const model = read('model.json');
const phases = read('phases.json');
const pulses = read('pulses.json').pulses;
const known = {
  factors: ids([...factors, ...outcomes], 'factors.json'),
  interventions: ids(sources.interventions, 'interventions.json'),
  pulses: ids(pulses, 'pulses.json', 'key'),
  layers: ids(read('layers.json').layers, 'layers.json'),
  behaviours: ids(model.behaviours, 'model.json'),
};
for (const f of factors) checkFactor(f, 'factors.json');
for (const f of outcomes) checkFactor(f, 'factors.json');
for (const i of sources.interventions) checkIntervention(i, known);
for (const p of pulses) checkPulse(p, known);
const { effects } = read('effects.json');
known.effects = ids(effects, 'effects.json');
checkEffects(effects, known.pulses, expect);
checkModel(model);
checkPhases(phases);
checkSources({
  'factors.json': [...factors, ...outcomes],
  'phases.json': phases.phases,
  'interventions.json': sources.interventions,
});
expect(derivePulses(sources).length === pulses.length, 'pulses.json', 'stale');

// A pulse that is an intervention is named by it; the others have a text of their own.
const named = new Set(sources.interventions.map((i) => i.pulse));
checkLanguageFile('factors', known.factors, ['name', 'text']);
checkLanguageFile('interventions', known.interventions, ['name', 'text']);
checkLanguageFile('layers', known.layers, ['name', 'text']);
checkLanguageFile('behaviours', known.behaviours, ['variants']);
checkLanguageFile('effects', known.effects, ['claim']);
for (const { id, contested } of effects)
  expect('contested' in read('nl/effects.json')[id] === Boolean(contested), 'nl/effects.json', `${id}: why contested`);
const unnamed = [...known.pulses].filter((key) => !named.has(key));
checkLanguageFile('pulses', new Set(unnamed), ['name', 'text']);
checkLanguageFile('phases', new Set([...phases.phases, ...phases.rules].map((p) => p.id)), ['name', 'text']);
for (const language of LANGUAGES) checkVariants(`${language}/behaviours.json`);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else {
  console.log(
    Object.entries(known)
      .map(([name, set]) => `${set.size} ${name}`)
      .join(', '),
  );
}
