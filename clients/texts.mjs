/* texts.mjs -- both catalogues say the same things: same keys, each once, same holes, nothing used that is
 * not there, nothing there that is never used. `node texts.mjs` prints what is wrong. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { screens } from './build/pages.mjs';

const root = path.dirname(new URL(import.meta.url).pathname);
const written = (lang) => readFileSync(path.join(root, 'core/texts', `${lang}.json`), 'utf8');
const own = (lang) => JSON.parse(written(lang));
/* The keys that stand there more than once, one a line: a reader of JSON takes the last without a word. */
function twice(lang) {
  const keys = [...written(lang).matchAll(/^ *"([^"]+)":/gm)].map((match) => match[1]);
  return keys.filter((key, at) => keys.indexOf(key) < at);
}
const holes = (text) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort().join(' ');

export function* sources(folder) {
  for (const name of readdirSync(path.join(root, folder))) {
    const file = path.join(folder, name);
    if (statSync(path.join(root, file)).isDirectory()) yield* sources(file);
    else if (/\.(tsx?|mjs)$/.test(name)) yield file;
  }
}

const FAMILY = /`([a-z][\w.]*[._]\$\{[^`]*)`|"([a-z][\w.]*[._]%[\w.%]*)"/g;

/* Of a family, such as `step.${step}` or "outcome.%s": in its holes stands a number, or a word of the code. */
function patternOf(family) {
  const parts = family.split(/\$\{(?:[^{}]|\{[^}]*\})*\}|%[a-z]/).map((part) => part.replace(/\./g, '\\.'));
  return new RegExp(`^${parts.join('(-?\\w+)')}$`);
}

/** Those of the keys that code says nowhere: neither whole nor as one of a family. */
export function unsaid(keys, code) {
  const words = new Set(code.match(/\w+/g));
  const whole = new Set([...code.matchAll(/['"`]([a-z][\w.-]*)['"`]/g)].map((match) => match[1]));
  const families = [...new Set([...code.matchAll(FAMILY)].map((match) => match[1] ?? match[2]))].map(patternOf);
  const isOfFamily = (key, family) => {
    const holes = family.exec(key)?.slice(1);
    return holes?.every((word) => /^-?\d+$/.test(word) || words.has(word));
  };
  return keys.filter((key) => !whole.has(key) && !families.some((family) => isOfFamily(key, family)));
}

export function checkTexts() {
  const nl = own('nl');
  const en = own('en');
  const wrong = ['nl', 'en'].flatMap((lang) => twice(lang).map((key) => `${key}: twice in ${lang}.json`));
  for (const key of Object.keys(nl)) {
    if (!(key in en)) wrong.push(`${key}: not in en.json`);
    else if (holes(nl[key]) !== holes(en[key])) wrong.push(`${key}: other holes in en.json`);
    if (/!/.test(nl[key] + (en[key] ?? ''))) wrong.push(`${key}: we do not shout`);
  }
  for (const key of Object.keys(en)) if (!(key in nl)) wrong.push(`${key}: not in nl.json`);

  const files = ['build.mjs', ...[...screens, 'build'].flatMap((folder) => [...sources(folder)])];
  const code = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  return wrong.concat(unsaid(Object.keys(nl), code).map((key) => `${key}: never used`));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const wrong = checkTexts();
  for (const line of wrong) console.error(line);
  process.exit(wrong.length > 0 ? 1 : 0);
}
