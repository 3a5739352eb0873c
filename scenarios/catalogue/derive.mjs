// derive.mjs -- every intervention of the catalogue as a pulse of the simulation.
//
//   factors.json          what a factor is in the model, and which levers move it
//   interventions.json    what an intervention does, costs and needs            -> pulses.json
//   pulses_reference.json the calibrated pulses of the model: copied as they are
//   happenings.json       further happenings, written by hand: copied as they are
//
// A pulse that is derived says in `why` which rule gave which number; the rules are named and
// explained in scenarios/catalogue/README.md, "From intervention to pulse". Whole numbers only, so
// that every machine writes the same file.
//
//   node derive.mjs             write pulses.json
//   node derive.mjs --check     compare pulses.json with its sources; exit 1 if it is stale

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../../tests/lib/tool.mjs';

const here = (name) => new URL(name, import.meta.url);
const read = (name) => JSON.parse(readFileSync(here(name), 'utf8'));

export const FACTORS = [
  'VAR',
  'CHA',
  'CMP',
  'AUT',
  'REF',
  'DEM',
  'SAF',
  'COL',
  'FBK',
  'INT',
  'DIV',
  'ROL',
  'LEA',
  'PAR',
  'RIC',
  'VIS',
  'TRA',
  'TRN',
  'TEC',
  'EXT',
  'MOB',
];
export const PUSHES = ['weten', 'willen', 'kunnen', 'durven', 'mogen', 'ready', 'coping', 'control', 'rich'];
export const PHASES = ['unaware', 'selecting', 'acting', 'applying', 'continuous'];
export const PRECONDITIONS = ['involvement', 'vision', 'readiness', 'safety_workload'];

// The numbers of the rules. Each was set by comparing the reference pulses with the same
// interventions derived (compare.mjs); none comes out of a source.
const LIFT_BY_STRENGTH = [0, 100, 200, 380];
const PUSH_BY_STRENGTH = [0, 80, 150, 240];
const LIFT_MAX = 510;
const PUSH_MAX = 390;
const AMPLITUDE_MIN = 40; // Less is noise: left out.
const FIT_IN = 1000;
const FIT_BESIDE = 600;
const FIT_ELSEWHERE = 300;
const READY_BY_PHASES = [0, 130, 110, 100, 70, 0];
const NEED_LISTED = [300, 200, 250, 250];
const NEED_UNLISTED = [150, 100, 100, 150];
const HOURS_BY_ATTENTION = [0, 1, 2, 4];
const MONEY_BY_COST = [0, 2, 4, 9];

// How an action runs in time, by its character: weeks at full strength, time constant afterwards,
// what settles per week, workload for those who take part (per point of cost.time), change of working.
const COURSE = {
  moment: { hold: 6, fade: 10, embed: 0, load: 2, change: 0 },
  programme: { hold: 8, fade: 14, embed: 0, load: 18, change: 0 },
  routine: { hold: 24, fade: 12, embed: 0, load: 8, change: 0 },
  norm: { hold: 26, fade: 26, embed: 4, load: 0, change: 0 },
  structure: { hold: 52, fade: 40, embed: 6, load: 0, change: 0 },
  system: { hold: 104, fade: 104, embed: 10, load: 0, change: 60 },
};

// Effects on these mean that the work itself is divided or done in another way.
const WORK_DESIGN = new Set([
  'task_variety',
  'task_challenge',
  'minimal_division',
  'task_identity',
  'learning_rich_tasks',
  'self_managing_teams',
  'decentral_authority',
  'scheduling_freedom',
  'supportive_technology',
  'multidisciplinarity',
]);
const CHANGE_BY_STRENGTH = 20;
const CHANGE_MAX = 240;
// Actions with these effects train or relieve leaders: nobody in the team has to take part.
const ABOUT_LEADERS = new Set(['leader_capacity', 'development_leadership', 'harmful_leadership']);
// Levers that reach people in their own work, and so bring them nearer to a next step.
const NEAR_PEOPLE = new Set([
  'VAR',
  'CHA',
  'CMP',
  'AUT',
  'REF',
  'COL',
  'FBK',
  'INT',
  'ROL',
  'weten',
  'willen',
  'kunnen',
  'durven',
  'mogen',
  'ready',
  'control',
  'rich',
]);

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
/** a / b for whole numbers, rounded half away from zero, as the simulation does. */
const rdiv = (a, b) => (a < 0 ? -rdiv(-a, b) : Math.floor((a + Math.floor(b / 2)) / b));
const tens = (x) => 10 * rdiv(x, 10);
const signed = (x) => (x < 0 ? `${x}` : `+${x}`);
const direction = (entry) => (entry.sign === '-' ? -1 : 1);

/** The levers of a factor: the factor itself, or what moves it when it cannot be set in the model. */
const levers = (factor) => factor.levers ?? factor.maps_to;

/** What all effects of an intervention add up to on one kind of lever: name -> list of parts. */
function partsByLever(intervention, factors, names, byStrength) {
  const parts = new Map();
  for (const effect of intervention.effects) {
    for (const lever of levers(factors.get(effect.target))) {
      if (!names.includes(lever.model)) continue;
      const size = rdiv(byStrength[effect.strength] * lever.weight, 1000);
      const part = {
        amount: direction(effect) * direction(lever) * size,
        text: `${effect.target}${effect.sign}${effect.strength} x ${lever.weight}`,
      };
      parts.set(lever.model, [...(parts.get(lever.model) ?? []), part]);
    }
  }
  return parts;
}

/** The largest part in full and half of the others: two roads to one lever overlap. */
function combine(parts) {
  const sizes = parts.map((p) => p.amount).sort((a, b) => Math.abs(b) - Math.abs(a));
  return sizes.reduce((sum, amount, i) => sum + (i === 0 ? amount : rdiv(amount, 2)), 0);
}

/** Rule `amplitude`: effects through the factor map, in the fixed order of the model. */
function amplitudes(intervention, factors, names, byStrength, max, why) {
  const parts = partsByLever(intervention, factors, names, byStrength);
  const result = [];
  for (const name of names) {
    if (!parts.has(name)) continue;
    const amplitude = clamp(tens(combine(parts.get(name))), -max, max);
    if (Math.abs(amplitude) < AMPLITUDE_MIN) continue;
    result.push([name, amplitude]);
    const from = parts
      .get(name)
      .map((p) => p.text)
      .join(', ');
    why.push(`amplitude ${name} ${signed(amplitude)}: ${from}`);
  }
  return result;
}

/** Rule `ready`: the fewer phases an action is made for, the more it helps a next step. */
function addReady(intervention, factors, phases, push, why) {
  const helps = intervention.effects.filter((e) => e.sign === '+');
  const near = helps.filter((e) =>
    levers(factors.get(e.target)).some((l) => NEAR_PEOPLE.has(l.model) && l.weight >= 400),
  );
  const all = helps.reduce((sum, e) => sum + e.strength, 0);
  const part = near.reduce((sum, e) => sum + e.strength, 0);
  const amount = all === 0 ? 0 : tens(rdiv(READY_BY_PHASES[phases.length] * part, all));
  if (amount < AMPLITUDE_MIN) return push;
  why.push(`ready +${amount}: made for ${phases.length} of 5 phases,` + ` ${part} of ${all} points near people`);
  const given = push.find(([name]) => name === 'ready')?.[1] ?? 0;
  const others = push.filter(([name]) => name !== 'ready');
  return inOrder([...others, ['ready', Math.max(given, amount)]], PUSHES);
}

const inOrder = (list, names) => list.sort((a, b) => names.indexOf(a[0]) - names.indexOf(b[0]));

/** Rule `strain`: the model only knows coping as help, so what adds strain becomes demands. */
function strainAsDemands(lifts, push, why) {
  const strain = push.find(([name, a]) => name === 'coping' && a < 0);
  if (strain === undefined) return { lifts, push };
  const demands = (lifts.find(([name]) => name === 'DEM')?.[1] ?? 0) - strain[1];
  why.push(`strain DEM ${signed(-strain[1])}: coping ${strain[1]} is not a push of the model`);
  return {
    lifts: inOrder([...lifts.filter(([name]) => name !== 'DEM'), ['DEM', demands]], FACTORS),
    push: push.filter((entry) => entry !== strain),
  };
}

/** Rule `fit`: 1000 in the phases of this layer, 600 beside them, 300 elsewhere. */
function fit(phases) {
  const on = new Set(phases.map((p) => PHASES.indexOf(p)));
  return PHASES.map((_, i) => {
    if (on.has(i)) return FIT_IN;
    return on.has(i - 1) || on.has(i + 1) ? FIT_BESIDE : FIT_ELSEWHERE;
  });
}

/** How much the effects of an intervention ask of one property of the pulse itself. */
function pulseEffect(intervention, factors, name) {
  let sum = 0;
  for (const effect of intervention.effects) {
    for (const lever of levers(factors.get(effect.target))) {
      if (lever.model === name) sum += direction(effect) * direction(lever) * effect.strength;
    }
  }
  return sum;
}

/** Rules `course` and `delay`: how the pulse runs in time. */
function course(intervention, factors, why) {
  const base = COURSE[intervention.character];
  const weeks = intervention.delay_weeks;
  const lasting = pulseEffect(intervention, factors, 'pulse:fade');
  const delay = clamp(rdiv(weeks - 12, 2), 0, 52);
  const ramp = clamp(rdiv(weeks + 1, 3), 1, 8);
  const fade = clamp(rdiv(base.fade * (4 + lasting), 4), 1, 260);
  const shared = intervention.needs_preconditions.includes('involvement') && intervention.cost.time >= 2;
  const lead = shared ? Math.floor(ramp / 2) : 0;
  why.push(
    `course hold ${base.hold} fade ${fade} embed ${base.embed}: ${intervention.character}` +
      (lasting === 0 ? '' : `, persistence ${signed(lasting)}`),
  );
  why.push(
    `delay ${delay} ramp ${ramp} lead ${lead}: seen after ${weeks} weeks` +
      (shared ? ', made together with the work floor' : ''),
  );
  return { delay, ramp, hold: base.hold, fade, lead, embed: base.embed };
}

/** Rule `change`: how far people have to work in another way; it turns into pressure if imposed. */
function change(intervention, factors, why) {
  const redesign = intervention.effects
    .filter((e) => WORK_DESIGN.has(e.target))
    .reduce((sum, e) => sum + e.strength, 0);
  const resisted = pulseEffect(intervention, factors, 'pulse:change');
  const lasting = intervention.character === 'structure' || intervention.character === 'system';
  const amount = clamp(
    COURSE[intervention.character].change + CHANGE_BY_STRENGTH * ((lasting ? redesign : 0) + resisted),
    0,
    CHANGE_MAX,
  );
  if (amount > 0) {
    why.push(
      `change ${amount}: ${intervention.character}, work design ${lasting ? redesign : 0},` +
        ` resistance ${signed(resisted)}`,
    );
  }
  return amount;
}

const isAboutLeaders = (intervention) => intervention.effects.some((e) => ABOUT_LEADERS.has(e.target));

/** Rule `cost`: leader hours, workload of those who take part, money. */
function cost(intervention, factors, why) {
  const { time, money, leader_attention: attention } = intervention.cost;
  const relieves = intervention.character === 'structure' || intervention.character === 'system';
  const freed = relieves ? pulseEffect(intervention, factors, 'pulse:hours') : 0;
  const result = {
    hours: HOURS_BY_ATTENTION[attention] + 2 * freed,
    load: isAboutLeaders(intervention) ? 0 : time * COURSE[intervention.character].load,
    money: MONEY_BY_COST[money],
  };
  why.push(
    `cost hours ${result.hours} load ${result.load} money ${result.money}:` +
      ` leader attention ${attention}, time ${time}, money ${money}`,
  );
  return result;
}

/** Rules `reach` and `disrupt`: who it works through, who drops out, what it upsets. */
function reach(intervention, factors, lifts, push, why) {
  const sum = (list) => list.reduce((s, [name, a]) => s + (name === 'ready' ? 0 : Math.abs(a)), 0);
  const lost = pulseEffect(intervention, factors, 'pulse:drop_ppm');
  const personal =
    lost > 0 || (intervention.character === 'programme' && !isAboutLeaders(intervention) && sum(push) > sum(lifts));
  const result = {
    drop_ppm: 30000 * Math.max(0, lost),
    personal,
    disrupt: 100 * Math.max(0, pulseEffect(intervention, factors, 'pulse:disrupt')),
  };
  if (personal) why.push('reach: works through who takes part');
  if (result.drop_ppm > 0) why.push(`reach drop ${result.drop_ppm} ppm a week: reach-${lost}`);
  if (result.disrupt > 0) why.push(`disrupt ${result.disrupt}: less stability in the team`);
  return result;
}

/** Rule `need`: how much it leans on each precondition. */
function need(intervention, why) {
  const asked = PRECONDITIONS.map((name) => intervention.needs_preconditions.includes(name));
  why.push(`need: asks ${intervention.needs_preconditions.join(', ') || 'nothing special'}`);
  return asked.map((listed, i) => (listed ? NEED_LISTED[i] : NEED_UNLISTED[i]));
}

/** One intervention as a pulse, from the layer it names first. */
export function derivePulse(intervention, factors) {
  const why = [];
  const entry = intervention.layer_entries[0];
  const lifted = amplitudes(intervention, factors, FACTORS, LIFT_BY_STRENGTH, LIFT_MAX, why);
  const pushed = amplitudes(intervention, factors, PUSHES, PUSH_BY_STRENGTH, PUSH_MAX, why);
  const { lifts, push: felt } = strainAsDemands(lifted, pushed, why);
  const push = addReady(intervention, factors, entry.phases, felt, why);
  why.push(`fit: layer ${entry.layer}, phases ${entry.phases.join(', ')}`);
  const needs = need(intervention, why);
  const { delay, ramp, hold, fade, lead, embed } = course(intervention, factors, why);
  const changed = change(intervention, factors, why);
  const { hours, load, money } = cost(intervention, factors, why);
  const { drop_ppm, personal, disrupt } = reach(intervention, factors, lifts, push, why);
  return {
    key: intervention.id,
    intervention: intervention.id,
    origin: 'derived',
    layer: entry.layer,
    lifts,
    push,
    fit: fit(entry.phases),
    need: needs,
    delay,
    ramp,
    hold,
    fade,
    lead,
    change: changed,
    embed,
    hours,
    load,
    money,
    drop_ppm,
    personal,
    disrupt,
    why,
  };
}

export function readSources() {
  const { factors, outcomes } = read('factors.json');
  return {
    factors: new Map([...factors, ...outcomes].map((f) => [f.id, f])),
    interventions: read('interventions.json').interventions,
    reference: read('pulses_reference.json').pulses,
    happenings: read('happenings.json').pulses,
  };
}

/** All pulses: the reference first and unchanged, then our happenings, then what is derived. */
export function derivePulses({ factors, interventions, reference, happenings }) {
  const given = new Set([...reference, ...happenings].map((p) => p.key));
  const derived = interventions.filter((i) => !given.has(i.pulse)).map((i) => derivePulse(i, factors));
  return [...reference, ...happenings, ...derived];
}

/** JSON with two spaces, but plain lists and small objects on one line, so that diffs are short. */
function layout(value, indent = 0) {
  const flat = JSON.stringify(value).replace(/([,:])(?=(?:[^"]|"(?:[^"\\]|\\.)*")*$)/g, '$1 ');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const plain = (v) => v === null || typeof v !== 'object';
  const simple = (v) => plain(v) || (Array.isArray(v) && v.every(plain));
  const values = Object.values(value);
  const oneLine = indent > 2 && values.every(simple) && flat.length + indent <= 96;
  if (values.length === 0 || oneLine) return flat;
  const pad = ' '.repeat(indent + 2);
  const inner = Array.isArray(value)
    ? values.map((v) => pad + layout(v, indent + 2))
    : Object.entries(value).map(([k, v]) => `${pad}${JSON.stringify(k)}: ${layout(v, indent + 2)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function main({ check }) {
  const sources = readSources();
  const wanted = `${layout({ version: 1, pulses: derivePulses(sources) })}\n`;
  if (!check) {
    writeFileSync(here('pulses.json'), wanted);
  } else if (readFileSync(here('pulses.json'), 'utf8') !== wanted) {
    console.error('pulses.json is stale: run node scenarios/catalogue/derive.mjs');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(commandLine('node scenarios/catalogue/derive.mjs [--check]', { options: { check: false } }));
