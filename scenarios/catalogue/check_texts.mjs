// check_texts.mjs -- the knowledge of the catalogue against itself: ids, references, texts.
//
//   node check_texts.mjs [folder]      exit 1 with a line per fault: file, path, reason
//
// Structure and texts are apart: <name>.json holds what a machine uses, nl/ and en/<name>.json hold
// for every id what a person reads. What belongs to a record has the record's id in front:
//
//   sources    <document>, ref_<study>, kind.<kind>
//   theory     <theory>, <theory>.<quadrant, list or form item>
//   cards      introduction, role.<role>, <card>, <card>.challenge.<id>, <card>.suggestion.<id>,
//              <card>.voice.<id>, <card>.reading.<id>
//   evidence   <finding>, <finding>.<moderator>; and the words that findings share:
//              certainty. kind. direction. persistence. basis. not_testable. context. compare.
//   context    <item>, section.<list>
//
// A finding is what a source found, and its `certainty` is how firm that is. `interventions` are
// those it is about. `related` ones only stand in for what a source leaves open: a finding is no
// proof of them and is not to be cited for them. `tests` re-run it in the simulation: a team
// (`context`, with `context_state`), two arms (`compare`: with and without the interventions, or as
// named), a `measure` that should move in `expected_direction` within `horizon_weeks`. `basis`: the
// source states it, it is derived, or a proxy stands in. A finding without tests says why
// (`not_testable`) and may belong to a group that has them (`tested_in`).
//
// Texts are complete in both languages, shaped alike, within their bounds, and without shouting.
// The same holds for every other text file of the folder; there the bounds are their owner's.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../../tests/lib/tool.mjs';

const { folder } = commandLine('node scenarios/catalogue/check_texts.mjs [FOLDER]', {
  operands: { folder: dirname(fileURLToPath(import.meta.url)) },
});
const LANGUAGES = ['nl', 'en'];
const faults = [];

const CERTAINTIES = ['review', 'study', 'theory', 'case', 'practice', 'assumption'];
const KINDS = ['study', 'review', 'survey', 'statistic', 'expert_claim', 'theory_claim', 'observation'];
const SOURCE_KINDS = [
  'study',
  'review',
  'survey',
  'monitor',
  'theory',
  'publication',
  'handbook',
  'practice',
  'report',
];
const DIRECTIONS = ['up', 'down', 'none', 'mixed'];
const PERSISTENCES = ['short_term', 'months_3', 'months_6', 'months_6_and_12'];
const BASES = ['stated', 'derived', 'proxy'];
const STATES = ['low', 'mid', 'high', 'raised'];
const ROLES = ['leader', 'hr_manager'];
const HORIZON_WEEKS_MAX = 104;

// What a text may hold, and how many words: [least, most]. A `?` marks a field that may be absent.
const PLAIN = { text: [1, 45] };
const NAMED = { name: [1, 10] };
const FINDING = {
  name: [2, 8],
  claim: [5, 55],
  short: [5, 18],
  cite: [2, 24],
  'setting?': [1, 14],
  'design?': [1, 24],
};
const THEORY = { name: [2, 9], statement: [8, 55], short: [5, 18], cite: [2, 24], 'note?': [5, 45] };
const CARD = { name: [2, 8], goal: [8, 45], cite: [2, 12] };
const ITEM = { name: [1, 7], text: [5, 50], cite: [2, 24] };
const SENTENCE_WORDS_MAX = 32;

function fault(file, path, reason) {
  faults.push(`${file}: ${path}: ${reason}`);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    fault(file, '-', `cannot be read: ${error.message}`);
    return null;
  }
}

// ---- references -----------------------------------------------------------------------------

function expect_known(file, path, id, known, what) {
  if (known !== null && !known.has(id)) fault(file, path, `unknown ${what} '${id}'`);
}

function expect_all_known(file, path, ids, known, what) {
  if (!Array.isArray(ids)) {
    fault(file, path, 'is not a list');
    return;
  }
  ids.forEach((id) => expect_known(file, path, id, known, what));
  if (new Set(ids).size !== ids.length) fault(file, path, 'names something twice');
}

function expect_sources(file, path, source, documents) {
  if (!Array.isArray(source) || source.length === 0) {
    fault(file, path, 'has no source');
    return;
  }
  for (const { id, ref } of source) {
    expect_known(file, `${path}.source`, id, documents, 'document');
    if (typeof ref !== 'string' || ref === '') fault(file, `${path}.source`, `no place in '${id}'`);
  }
}

function expect_weeks(file, path, weeks) {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > HORIZON_WEEKS_MAX)
    fault(file, path, `'${weeks}' is not a number of weeks from 1 to ${HORIZON_WEEKS_MAX}`);
}

// Ids are unique over the whole catalogue, so that a text or a link needs no file name.
function ids_collector() {
  const owners = new Map();
  return (file, id) => {
    if (!/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(id ?? ''))
      fault(file, String(id), 'is not an id: small letters, digits, _ and -');
    else if (owners.has(id)) fault(file, id, `is also in ${owners.get(id)}`);
    owners.set(id, file);
  };
}

// ---- structure, file by file; each returns the texts that it needs ---------------------------

function check_sources(catalogue, known) {
  const needed = new Map(SOURCE_KINDS.map((kind) => [`kind.${kind}`, NAMED]));
  const aliases = new Map();

  for (const document of catalogue.sources.documents) needed.set(document.id, { name: [1, 6], text: [5, 45] });
  for (const study of catalogue.sources.studies) {
    const at = `studies.${study.id}`;
    needed.set(study.id, { name: [1, 10] });
    expect_all_known('sources.json', at, study.documents, known.documents, 'document');
    if (typeof study.authors !== 'string' || study.authors === '') fault('sources.json', at, 'has no authors');
  }
  for (const source of [...catalogue.sources.documents, ...catalogue.sources.studies]) {
    expect_known('sources.json', source.id, source.kind, new Set(SOURCE_KINDS), 'kind');
    for (const alias of [`${source.authors} ${source.year ?? ''}`.trim(), ...(source.cited_as ?? [])])
      aliases.set(alias, source.id);
  }
  return { needed, aliases };
}

function check_test(file, at, test, finding, known) {
  expect_all_known(file, `${at}.interventions`, test.interventions, known.interventions, 'intervention');
  for (const id of test.interventions)
    if (!finding.interventions.includes(id) && !(finding.related ?? []).includes(id))
      fault(file, `${at}.interventions`, `'${id}' is not among those of the finding`);
  for (const state of test.context_state) {
    expect_known(file, `${at}.context_state`, state.id, known.targets, 'factor or outcome');
    expect_known(file, `${at}.context_state`, state.is, new Set(STATES), 'state');
  }
  if (test.interventions.length + test.context_state.length === 0) fault(file, at, 'changes nothing');
  if (test.compare === 'with_vs_without' && test.interventions.length === 0)
    fault(file, at, 'compares with and without nothing');
  expect_known(file, `${at}.measure`, test.measure, known.targets, 'factor or outcome');
  expect_known(file, at, test.expected_direction, new Set(DIRECTIONS), 'direction');
  expect_known(file, at, test.basis, new Set(BASES), 'basis');
  expect_weeks(file, `${at}.horizon_weeks`, test.horizon_weeks);
}

function check_finding(file, finding, known) {
  const at = finding.id;

  expect_known(file, at, finding.kind, new Set(KINDS), 'kind');
  expect_known(file, at, finding.certainty, new Set(CERTAINTIES), 'certainty');
  expect_all_known(file, `${at}.studies`, finding.studies, known.sources, 'study');
  expect_all_known(
    file,
    `${at}.interventions`,
    [...finding.interventions, ...(finding.related ?? [])],
    known.interventions,
    'intervention',
  );
  expect_sources(file, at, finding.source, known.documents);
  if (finding.studies.length === 0) fault(file, at, 'names no study');
  for (const key of ['n', 'duration_weeks'])
    if (finding.design[key] !== null && !(Number.isInteger(finding.design[key]) && finding.design[key] > 0))
      fault(file, `${at}.design.${key}`, 'is neither null nor a count');
  if (finding.outcomes.length === 0) fault(file, at, 'has no outcome');
  for (const outcome of finding.outcomes) {
    expect_known(file, `${at}.outcomes`, outcome.measure, known.targets, 'factor or outcome');
    expect_known(file, `${at}.outcomes`, outcome.direction, new Set(DIRECTIONS), 'direction');
    if (outcome.persistence !== undefined)
      expect_known(file, `${at}.outcomes`, outcome.persistence, new Set(PERSISTENCES), 'persistence');
  }
  if ((finding.tests === undefined) === (finding.not_testable === undefined))
    fault(file, at, 'has neither tests nor a reason why not, or both');
  if (finding.tested_in !== undefined)
    expect_known(file, `${at}.tested_in`, finding.tested_in, known.tested, 'finding with tests');
  for (const test of finding.tests ?? []) check_test(file, `${at}.${test.id}`, test, finding, known);
}

function check_evidence(catalogue, known) {
  const file = 'evidence.json';
  const needed = new Map();
  const explained = { name: [1, 8], text: [3, 30] };

  CERTAINTIES.forEach((id) => needed.set(`certainty.${id}`, explained));
  KINDS.forEach((id) => needed.set(`kind.${id}`, NAMED));
  DIRECTIONS.forEach((id) => needed.set(`direction.${id}`, NAMED));
  PERSISTENCES.forEach((id) => needed.set(`persistence.${id}`, { name: [1, 12] }));
  BASES.forEach((id) => needed.set(`basis.${id}`, explained));
  for (const finding of catalogue.evidence.evidence) {
    check_finding(file, finding, known);
    needed.set(finding.id, FINDING);
    finding.moderators.forEach((id) => needed.set(`${finding.id}.${id}`, PLAIN));
    if (finding.not_testable !== undefined) needed.set(`not_testable.${finding.not_testable}`, PLAIN);
    for (const test of finding.tests ?? []) {
      needed.set(`context.${test.context}`, PLAIN);
      needed.set(`compare.${test.compare}`, PLAIN);
    }
  }
  return needed;
}

function check_theory(catalogue, known) {
  const file = 'theory.json';
  const needed = new Map();

  for (const theory of catalogue.theory.theories) {
    needed.set(theory.id, THEORY);
    expect_known(file, theory.id, theory.certainty, new Set(CERTAINTIES), 'certainty');
    expect_all_known(file, `${theory.id}.factors`, theory.factors, known.targets, 'factor or outcome');
    expect_all_known(file, `${theory.id}.studies`, theory.studies, known.sources, 'study');
    expect_sources(file, theory.id, theory.source, known.documents);
    for (const item of theory.quadrants ?? []) needed.set(`${theory.id}.${item.id}`, { name: [1, 8], effect: [3, 20] });
    for (const item of theory.list ?? []) {
      needed.set(`${theory.id}.${item.id}`, NAMED);
      expect_all_known(file, `${theory.id}.${item.id}`, item.factors ?? [], known.targets, 'factor or outcome');
    }
    for (const item of theory.forms ?? []) needed.set(`${theory.id}.${item.id}`, PLAIN);
  }
  return needed;
}

function check_cards(catalogue, known) {
  const file = 'cards.json';
  const needed = new Map([['introduction', { how_to_use: [8, 70], background: [8, 45] }]]);

  ROLES.forEach((role) => needed.set(`role.${role}`, NAMED));
  expect_sources(file, 'introduction', catalogue.cards.introduction.source, known.documents);
  catalogue.cards.cards.forEach((card, index) => {
    if (card.number !== index + 1) fault(file, card.id, `is number ${card.number} on place ${index + 1}`);
    expect_sources(file, card.id, card.source, known.documents);
    for (const part of [card, ...card.suggestions]) {
      expect_all_known(file, `${part.id}.factors`, part.factors, known.targets, 'factor or outcome');
      expect_all_known(file, `${part.id}.interventions`, part.interventions, known.interventions, 'intervention');
    }
    needed.set(card.id, CARD);
    for (const id of card.challenges) needed.set(`${card.id}.challenge.${id}`, { name: [2, 8], text: [5, 30] });
    for (const { id } of card.suggestions) needed.set(`${card.id}.suggestion.${id}`, { text: [4, 32] });
    for (const { id, role } of card.voices) {
      needed.set(`${card.id}.voice.${id}`, { text: [8, 60], reveals: [5, 22] });
      expect_known(file, id, role, new Set(ROLES), 'role');
    }
    for (const id of card.further_reading) needed.set(`${card.id}.reading.${id}`, { text: [2, 14] });
  });
  return needed;
}

function context_lists(catalogue) {
  return Object.entries(catalogue.context).filter(([key]) => key !== 'version');
}

function check_context(catalogue, known) {
  const file = 'context.json';
  const needed = new Map();

  for (const [key, items] of context_lists(catalogue)) {
    needed.set(`section.${key}`, NAMED);
    for (const item of items) {
      needed.set(item.id, ITEM);
      expect_sources(file, item.id, item.source, known.documents);
      expect_all_known(file, item.id, item.interventions ?? [], known.interventions, 'intervention');
      expect_all_known(file, item.id, item.studies ?? [], known.sources, 'study');
    }
  }
  return needed;
}

// Interventions belong to others; what they cite and which findings they name is known here.
function check_citations(catalogue, known, aliases) {
  const used = new Set();

  for (const intervention of catalogue.interventions?.interventions ?? []) {
    const at = `interventions.${intervention.id}`;
    for (const cite of intervention.cites ?? []) {
      expect_known('interventions.json', `${at}.cites`, cite, aliases, 'citation');
      used.add(aliases.get(cite));
      for (const study of catalogue.sources.studies) if ((study.cited_as ?? []).includes(cite)) used.add(study.id);
    }
    expect_all_known('interventions.json', `${at}.findings`, intervention.findings ?? [], known.findings, 'finding');
  }
  for (const record of [
    ...catalogue.evidence.evidence,
    ...catalogue.theory.theories,
    ...context_lists(catalogue).flatMap(([, items]) => items),
  ])
    (record.studies ?? []).forEach((id) => used.add(id));
  if (catalogue.interventions !== null)
    for (const study of catalogue.sources.studies)
      if (!used.has(study.id)) fault('sources.json', study.id, 'is named nowhere');
}

// ---- texts ----------------------------------------------------------------------------------

function words_count(text) {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function check_style(file, path, text) {
  if (text.trim() === '') fault(file, path, 'is empty');
  if (text !== text.trim() || /\s\s|[\n\t]/.test(text)) fault(file, path, 'has white space too much');
  if (/!/.test(text)) fault(file, path, 'shouts: no exclamation marks');
  if (/(^|[\s"'(])\/(home|work|tmp|usr|var|etc)\//.test(text)) fault(file, path, 'names a place on a machine');
  for (const sentence of text.split(/[.?:;]\s/))
    if (words_count(sentence) > SENTENCE_WORDS_MAX)
      fault(file, path, `has a sentence of ${words_count(sentence)} words`);
}

function check_bounds(file, path, entry, shape) {
  for (const [key, [least, most]] of Object.entries(shape)) {
    const name = key.replace('?', '');
    const text = entry[name];
    if (text === undefined) {
      if (!key.endsWith('?')) fault(file, `${path}.${name}`, 'is missing');
      continue;
    }
    const words = words_count(String(text));
    if (words < least || words > most) fault(file, `${path}.${name}`, `has ${words} words, not ${least} to ${most}`);
  }
  for (const name of Object.keys(entry))
    if (!(name in shape) && !(`${name}?` in shape)) fault(file, `${path}.${name}`, 'is not a text of this record');
  for (const name of ['claim', 'short', 'reveals', 'effect'])
    if (typeof entry[name] === 'string' && !/[.?]$/.test(entry[name]))
      fault(file, `${path}.${name}`, 'does not end as a sentence');
}

function check_texts(file, texts, needed) {
  for (const [id, shape] of needed)
    if (texts[id] === undefined) fault(file, id, 'is missing');
    else check_bounds(file, id, texts[id], shape);
  for (const id of Object.keys(texts)) if (!needed.has(id)) fault(file, id, 'belongs to nothing');
}

// The leaves of a tree of texts, as path -> text.
function leaves(node, path, out) {
  if (node !== null && typeof node === 'object')
    for (const [key, child] of Object.entries(node)) leaves(child, path === '' ? key : `${path}.${key}`, out);
  else out.set(path, node);
  return out;
}

function check_languages() {
  const names = new Set(LANGUAGES.flatMap((language) => readdirSync(join(folder, language))));

  for (const name of [...names].filter((entry) => entry.endsWith('.json')).sort()) {
    const files = LANGUAGES.map((language) => `${language}/${name}`);
    const trees = files.map((file) => leaves(read(file), '', new Map()));
    trees.forEach((tree, index) => {
      const other = trees[1 - index];
      for (const [path, text] of tree) {
        if (typeof text !== 'string') fault(files[index], path, 'is not a text');
        else check_style(files[index], path, text);
        if (!other.has(path) && !/\.\d+$/.test(path))
          // Lists of variants may differ in length.
          fault(files[1 - index], path, 'is missing');
      }
    });
  }
}

// Below a cause stand the names of those whom it moved, and that may be one: "Ze zagen ..." above one name is false.
// English says "they" of one person as well.
function check_causes() {
  for (const [path, text] of leaves(read('nl/causes.json'), '', new Map()))
    if (/\b(ze|zij|hen|hun|henzelf)\b/i.test(text))
      fault('nl/causes.json', path, 'speaks of many, and may be told of one');
}

// ---- everything -----------------------------------------------------------------------------

function known_of(catalogue) {
  const ids = (list) => list.map((record) => record.id);
  const others = (file, ...lists) => (file === null ? null : new Set(lists.flatMap((list) => ids(file[list] ?? []))));

  return {
    documents: new Set(ids(catalogue.sources.documents)),
    sources: new Set([...ids(catalogue.sources.documents), ...ids(catalogue.sources.studies)]),
    findings: new Set(ids(catalogue.evidence.evidence)),
    tested: new Set(ids(catalogue.evidence.evidence.filter((finding) => finding.tests))),
    targets: others(catalogue.factors, 'factors', 'outcomes'),
    interventions: others(catalogue.interventions, 'interventions'),
  };
}

function check_ids(catalogue) {
  const collect = ids_collector();
  const all = (file, list) => list.forEach((record) => collect(file, record.id));

  all('sources.json', catalogue.sources.documents);
  all('sources.json', catalogue.sources.studies);
  all('evidence.json', catalogue.evidence.evidence);
  all('theory.json', catalogue.theory.theories);
  all('cards.json', catalogue.cards.cards);
  catalogue.cards.cards.forEach((card) => {
    all('cards.json', [...card.suggestions, ...card.voices]);
    card.challenges.forEach((id) => collect('cards.json', id));
  });
  context_lists(catalogue).forEach(([, items]) => all('context.json', items));
  all('factors.json', [...(catalogue.factors?.factors ?? []), ...(catalogue.factors?.outcomes ?? [])]);
  all('interventions.json', catalogue.interventions?.interventions ?? []);
  for (const finding of catalogue.evidence.evidence)
    if (new Set((finding.tests ?? []).map((test) => test.id)).size !== (finding.tests ?? []).length)
      fault('evidence.json', finding.id, 'has two tests with one id');
}

function main() {
  const catalogue = Object.fromEntries(
    ['sources', 'evidence', 'theory', 'cards', 'context'].map((name) => [name, read(`${name}.json`)]),
  );
  for (const name of ['factors', 'interventions'])
    catalogue[name] = existsSync(join(folder, `${name}.json`)) ? read(`${name}.json`) : null;

  if (faults.length === 0) {
    const known = known_of(catalogue);
    const sources = check_sources(catalogue, known);
    const needed = {
      sources: sources.needed,
      evidence: check_evidence(catalogue, known),
      theory: check_theory(catalogue, known),
      cards: check_cards(catalogue, known),
      context: check_context(catalogue, known),
    };
    check_ids(catalogue);
    check_citations(catalogue, known, sources.aliases);
    for (const language of LANGUAGES)
      for (const [name, map] of Object.entries(needed))
        check_texts(`${language}/${name}.json`, read(`${language}/${name}.json`) ?? {}, map);
    check_languages();
    check_causes();
    const texts = Object.values(needed).reduce((sum, map) => sum + map.size, 0);
    console.log(
      `${catalogue.evidence.evidence.length} findings, ` +
        `${catalogue.evidence.evidence.flatMap((finding) => finding.tests ?? []).length} tests, ` +
        `${catalogue.theory.theories.length} theories, ${catalogue.cards.cards.length} cards, ` +
        `${catalogue.sources.studies.length} studies, ${texts} texts in ${LANGUAGES.join(' and ')}`,
    );
  }
  faults.forEach((line) => console.error(line));
  console.log(faults.length === 0 ? 'clean' : `${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

main();
