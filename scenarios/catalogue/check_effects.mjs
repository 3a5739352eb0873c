// check_effects.mjs -- effects.json against itself, the catalogue and its texts; part of check.mjs.
//
// How arms and formulas are read: server/lab/evidence/effect_arm.h and effect_formula.h; a test there plays them
// all. Here: is every record whole, does every check have one expectation, and would it fail if there were no
// effect at all? A check that would hold even then is marked `at_null`. A finding has at least one check without
// that mark, unless the published result is that there is no effect.

const FAMILIES = [
  'choice_of_leader',
  'main_effect',
  'learning_to_work',
  'moderator',
  'time',
  'contagion',
  'structure',
  'halo',
  'underload',
  'transfer',
  'change',
  'wellbeing',
  'retention',
  'innovation',
];
const DESIGNS = ['rct', 'quasi', 'lab', 'lon', 'xsec'];
const SURE = ['sure', 'fairly', 'check'];
const CHECKED = ['number', 'direction', 'memory'];
const METRICS = ['d', 'r', 'ratio', 'OR', 'qualitative'];
const EXPECTATIONS = ['d', 'ratio', 'r', 'sign'];
const KEYS = [
  'id',
  'family',
  'contested',
  'source',
  'design',
  'sure',
  'checked',
  'published',
  'arms',
  'week',
  'checks',
];
const CHECK_KEYS = ['is', 'at_null', ...EXPECTATIONS];
const WEEK_MAX = 200;
const WORD = /^(average|none|forced|varied|new:[a-z0-9_+]+|[A-Za-z]+=[A-Za-z0-9.]+(@\d+)?|trait:[a-z]+[+-]\d+)$/;
const START = /^(pulse|happening):([a-z0-9_]+)(@(every)?\d+)?$/;

const isBand = (x) => Array.isArray(x) && x.length === 2 && x.every(Number.isFinite) && x[0] < x[1];

/** The value without any effect: 0, or 1 for a ratio of two levels; a ratio of effects has none. */
function nullOf(check) {
  if (check.ratio === undefined) return 0;
  return /\([^()]*-|\|/.test(check.is) ? undefined : 1;
}

function checkArm(words, pulses, where, expect) {
  for (const word of words.split(' ')) {
    const start = START.exec(word);
    if (start) expect(pulses.has(start[2]), where, `${start[2]} is no pulse`);
    else expect(WORD.test(word), where, `${word} is no word of an arm`);
  }
}

function checkCheck(check, arms, where, expect) {
  for (const key of Object.keys(check)) expect(CHECK_KEYS.includes(key), where, `${key} is not known`);
  const kinds = EXPECTATIONS.filter((kind) => check[kind] !== undefined);
  expect(kinds.length === 1, where, 'not one expectation');
  const band = check[kinds[0]];
  expect(kinds[0] === 'sign' ? ['+', '-'].includes(band) : isBand(band), where, 'the expectation is no band or sign');
  for (const [, arm, other] of check.is.matchAll(/[(;] ?([a-l])(?:-([a-l]))?(?=[;)])/g))
    for (const letter of [arm, other])
      expect(letter === undefined || letter in arms, where, `there is no arm ${letter}`);
  const none = nullOf(check);
  const passes = Array.isArray(band) && none !== undefined && band[0] < none && none < band[1];
  expect(!passes || check.at_null === true, where, 'no effect at all would pass, and at_null does not say so');
}

function checkEffect(effect, pulses, expect) {
  const where = `effects.json: ${effect.id}`;
  for (const key of Object.keys(effect)) expect(KEYS.includes(key), where, `${key} is not known`);
  expect(FAMILIES.includes(effect.family), where, `family ${effect.family}`);
  expect(DESIGNS.includes(effect.design), where, `design ${effect.design}`);
  expect(SURE.includes(effect.sure) && CHECKED.includes(effect.checked), where, 'how sure it is');
  expect(effect.contested === undefined || effect.contested === true, where, 'contested');
  const { authors, year, where: journal } = effect.source ?? {};
  expect(Boolean(authors && journal) && year > 1900 && year < 2100, where, 'the source is not whole');
  expect(METRICS.includes(effect.published?.metric), where, 'what was published');
  expect(Number.isInteger(effect.week) && effect.week >= 0 && effect.week <= WEEK_MAX, where, `week ${effect.week}`);
  const used = effect.checks.map((check) => check.is).join(' ');
  for (const [letter, words] of Object.entries(effect.arms)) {
    checkArm(words, pulses, where, expect);
    expect(new RegExp(`[(; -]${letter}[-);]`).test(used), where, `no check looks at arm ${letter}`);
  }
  for (const check of effect.checks) checkCheck(check, effect.arms, `${where}: ${check.is}`, expect);
  const nothing = effect.published.value === 0;
  expect(nothing || effect.checks.some((check) => !check.at_null), where, 'every check would hold without an effect');
}

/** `pulses`: the keys that exist; `expect(holds, where, what)` collects what is wrong. */
export function checkEffects(effects, pulses, expect) {
  for (const effect of effects) checkEffect(effect, pulses, expect);
}
