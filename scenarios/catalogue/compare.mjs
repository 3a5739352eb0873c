// compare.mjs -- are derived pulses as strong as calibrated ones?
//
// For every intervention that has a reference pulse we also derive one, and print both side by side;
// then the spread of sizes in three lists: the reference, the same interventions derived, and all that
// exist only as derived.
// For whoever changes a rule of derive.mjs; nothing depends on it.
//
//   node compare.mjs

import { derivePulse, derivePulses, readSources } from './derive.mjs';

const READY = 'ready'; // Counted apart: a rule of its own.
const own = (effects) => effects.filter(([name]) => name !== READY).map(([, a]) => Math.abs(a));
const sum = (list) => list.reduce((total, x) => total + x, 0);
const largest = (list) => Math.max(0, ...list);
const ready = (pulse) => sum(pulse.push.filter(([name]) => name === READY).map(([, a]) => a));

const MEASURES = {
  'lifts, sum': (p) => sum(own(p.lifts)),
  'push, sum': (p) => sum(own(p.push)),
  together: (p) => sum(own(p.lifts)) + sum(own(p.push)),
  'largest lift': (p) => largest(own(p.lifts)),
  'largest push': (p) => largest(own(p.push)),
  ready,
  'need, sum': (p) => sum(p.need),
  change: (p) => p.change,
  hours: (p) => p.hours,
  load: (p) => p.load,
  money: (p) => p.money,
};

function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return [0, 1, 2, 3, 4].map((q) => sorted[Math.floor((q * (sorted.length - 1)) / 4)]).join(' ');
}

function describe(pulse) {
  const effects = [...pulse.lifts, ...pulse.push].map(([name, a]) => `${name}${a < 0 ? '' : '+'}${a}`);
  return (
    `${effects.join(' ')} | ${pulse.delay}/${pulse.ramp}/${pulse.hold}/${pulse.fade}` +
    ` change ${pulse.change} embed ${pulse.embed} need ${pulse.need.join(' ')}`
  );
}

const sources = readSources();
const reference = new Map(sources.reference.map((p) => [p.key, p]));
const pairs = sources.interventions
  .filter((i) => reference.get(i.pulse)?.intervention === i.id)
  .map((i) => ({ given: reference.get(i.pulse), derived: derivePulse(i, sources.factors) }));
for (const { given, derived } of pairs) {
  console.log(`${given.key}\n  reference ${describe(given)}\n  derived   ${describe(derived)}`);
}
const lists = {
  reference: pairs.map((p) => p.given),
  'the same, derived': pairs.map((p) => p.derived),
  'derived only': derivePulses(sources).filter((p) => p.origin === 'derived' && p.layer !== 'happening'),
};
for (const [name, list] of Object.entries(lists)) {
  console.log(`\n${name}: ${list.length}; least, quartiles and most of`);
  for (const [what, measure] of Object.entries(MEASURES)) {
    console.log(`  ${what.padEnd(14)} ${quartiles(list.map(measure))}`);
  }
}
