/* evidence.mjs -- the data of the page /evidence/: what `dilemma evidence --json` prints, with the words people read.
 *
 *   dilemma evidence --json > FILE; node clients/build/evidence.mjs FILE
 *
 * Writes clients/dist/evidence/results-nl.json and results-en.json (evidence/results.ts says what is in them), each
 * with its packed forms. ./dev does this after a build; without it the page says that there is nothing to show yet. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commandLine } from '../../tests/lib/tool.mjs';
import { pack } from './packed.mjs';

const tree = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..', '..');
const dist = path.resolve(process.env.DILEMMA_CLIENTS_DIST ?? path.join(tree, 'clients', 'dist'));
const json = (...names) => JSON.parse(readFileSync(path.join(tree, ...names), 'utf8'));
const effects = new Map(json('scenarios', 'catalogue', 'effects.json').effects.map((one) => [one.id, one]));

function wordsOf(lang) {
  const catalogue = (name) => json('scenarios', 'catalogue', lang, `${name}.json`);
  return {
    ...json('tests', 'evidence', 'texts', `${lang}.json`),
    effects: catalogue('effects'),
    findings: catalogue('evidence'),
    documents: catalogue('sources'),
    factors: catalogue('factors'),
    model: catalogue('words').factors,
  };
}

/* "performance(a-b)@39 / performance(a-b)@13", a ratio: "werk dat afkomt: verhouding". */
function labelOf(words, formula, expectation) {
  const names = [...formula.matchAll(/(?<![@;-] ?)\b([A-Za-z_]{3,})\b(?=[(@,;])/g)].map(([, name]) => name);
  const said = [...new Set(names)].map((name) => words.measures[name] ?? words.model[name]?.name).filter(Boolean);
  return `${said.join(', ')}: ${words.expectations[expectation]}`;
}

const EXPECTATIONS = ['d', 'ratio', 'r', 'sign'];

function checkOf(words, line, check, index) {
  const effect = effects.get(line.finding)?.checks[index];
  const expectation = effect && EXPECTATIONS.find((kind) => effect[kind] !== undefined);
  const label = effect
    ? labelOf(words, check.check, expectation)
    : (words.checks[check.check] ?? words.factors[check.check]?.name ?? check.check);
  return {
    label,
    test: check.test,
    band: check.band,
    none: check.none ?? null,
    lacks: check.lacks !== undefined,
    ...(check.lacks === undefined
      ? {
          holds: check.holds,
          sign: check.sign_right ?? null,
          observed: check.observed,
          low: check.low,
          high: check.high,
        }
      : {}),
  };
}

/* What it says, and who says so. */
function saidBy(words, line) {
  if (line.kind === 'fact') {
    const { claim, source } = words.facts[line.finding];
    return { claim, source };
  }
  if (line.kind !== 'effect') {
    const { claim, cite } = words.findings[line.finding.split('.')[0]];
    return { claim, source: cite };
  }
  const { source, design, published } = effects.get(line.finding);
  const { claim, contested } = words.effects[line.finding];
  return {
    claim,
    source: `${source.authors} ${source.year}, ${source.where}`,
    design: source.summary ? words.designs.summary : words.designs[design],
    nothing: published.value === 0,
    ...(contested === undefined ? {} : { contested }),
  };
}

function itemOf(words, line) {
  return {
    id: line.finding,
    verdict: line.verdict,
    test: line.test,
    none: line.expected === 'none',
    ...saidBy(words, line),
    ...(line.reason === undefined ? {} : { reason: words.reasons[line.reason] }),
    checks: line.checks.map((check, index) => checkOf(words, line, check, index)),
  };
}

const partOf = (kind) => (kind === 'effect' ? 'effects' : kind === 'fact' ? 'facts' : 'findings');

function resultsOf(lang, lines) {
  const words = wordsOf(lang);
  const groups = [];
  for (const line of lines) {
    const part = partOf(line.kind);
    let group = groups.find((one) => one.part === part && one.family === line.family);
    if (group === undefined) {
      const name = words.families[line.family] ?? words.documents[line.family].name;
      group = { part, family: line.family, name, items: [] };
      groups.push(group);
    }
    group.items.push(itemOf(words, line));
  }
  return { teams: lines[0].n, calibration: words.words.calibration_text, groups };
}

const { file } = commandLine('node clients/build/evidence.mjs FILE: what `dilemma evidence --json` printed', {
  operands: { file: undefined },
});
const lines = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
mkdirSync(path.join(dist, 'evidence'), { recursive: true });
for (const lang of ['nl', 'en']) {
  const text = JSON.stringify(resultsOf(lang, lines));
  const name = path.join(dist, 'evidence', `results-${lang}.json`);
  writeFileSync(name, text);
  await pack(name);
}
