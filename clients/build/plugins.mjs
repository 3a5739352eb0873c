/* plugins.mjs -- what esbuild must know beyond TypeScript: icons as path data, the list of drawn
 * faces, the catalogues of one page, and third-party styles cut down to the classes we use. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { sources } from '../texts.mjs';
import { given } from './alone.mjs';
import { drawnFaces } from './faces.mjs';
import { screens } from './pages.mjs';

const require = createRequire(import.meta.url);
export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..');

const read = (...names) => readFileSync(path.join(root, ...names), 'utf8');

function icons() {
  const folder = path.dirname(require.resolve('@phosphor-icons/core/assets/regular/check.svg'));
  return {
    name: 'icons',
    setup(build) {
      build.onResolve({ filter: /^phosphor:/ }, (args) => ({ path: args.path.slice(9), namespace: 'phosphor' }));
      build.onLoad({ filter: /.*/, namespace: 'phosphor' }, (args) => {
        const svg = readFileSync(path.join(folder, `${args.path}.svg`), 'utf8');
        const paths = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
        return { contents: `export default ${JSON.stringify(paths.join(''))}` };
      });
    },
  };
}

/* `folder`: where the drawings are, as this page asks for them. */
function facesList(folder) {
  return {
    name: 'faces',
    setup(build) {
      build.onResolve({ filter: /^dk:faces$/ }, () => ({ path: 'faces', namespace: 'dk-faces' }));
      build.onLoad({ filter: /.*/, namespace: 'dk-faces' }, () => {
        const { people, expressions, hash } = drawnFaces();
        const named = Object.entries({ people, expressions, hash, folder });
        return {
          contents: named.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n'),
        };
      });
    },
  };
}

/* All texts of a language: the clients' own and the sentences for reject, error and bye. */
export function catalogue(lang) {
  return { ...JSON.parse(read('core/texts', `${lang}.json`)), ...JSON.parse(read('../shared/texts', `${lang}.json`)) };
}

/* A page gets the texts it may need: those of another page, and those that only the server says, stay out (by first
 * word of the key). */
const pageOf = {
  access: ['access', 'trainer'],
  author: ['author', 'grade'],
  trainer: [
    'trainer',
    'direct',
    'tile',
    'keys',
    'participant',
    'join',
    'grade',
    'against',
    'level',
    'odds',
    'quadrant',
    'ways',
    'timeline',
    'paper',
    'take',
  ],
  projector: ['projector', 'against', 'threads', 'timeline'],
  evidence: ['evidence'],
  report: ['report'],
  check: ['check'],
  guide: ['guide', 'trainer', 'keys', 'odds', 'take'],
  style: ['style'],
  api: ['api'],
  solo: ['solo', 'participant', 'join', 'paper', 'ways', 'against', 'level', 'quadrant'],
  participant: ['participant', 'join', 'paper'],
  course: ['course', 'solo', 'participant', 'join', 'paper', 'ways', 'against', 'level', 'quadrant'],
};
const pageWords = new Set([...Object.values(pageOf).flat(), 'solo']);
const serverWords = new Set(['bye', 'export']);

export function hasText(page, key) {
  const word = key.split('.')[0];
  if (serverWords.has(word)) return false;
  return !pageWords.has(word) || (pageOf[page] ?? [...pageWords]).includes(word);
}

/* `keys`: those that the page says, when that is known: at once, and only in what it fetches later. */
function texts(page, keys) {
  const all = { has: () => true };
  const named = { texts: keys?.now ?? all, 'texts-later': keys?.later ?? new Set() };
  return {
    name: 'texts',
    setup(build) {
      build.onResolve({ filter: /^dk:texts(-later)?$/ }, (args) => ({
        path: args.path.slice(3),
        namespace: 'dk-texts',
      }));
      build.onLoad({ filter: /.*/, namespace: 'dk-texts' }, (args) => {
        const keep = ([key]) => hasText(page, key) && named[args.path].has(key);
        const kept = (lang) => JSON.stringify(Object.fromEntries(Object.entries(catalogue(lang)).filter(keep)));
        return { contents: ['nl', 'en'].map((lang) => `export const ${lang} = ${kept(lang)};`).join('\n') };
      });
    },
  };
}

/* ---- pruning ------------------------------------------------------------------------------- */

/* Class names of NL Design System that stand anywhere in our source. */
function classesInUse() {
  const used = new Set();
  for (const folder of [...screens, 'preview']) {
    for (const file of sources(folder)) {
      if (!file.endsWith('.tsx')) continue;
      for (const match of read(file).matchAll(/\b(?:nl|utrecht)-[a-z_-]+/g)) used.add(match[0]);
    }
  }
  return used;
}

/* Keeps the rules one of whose selectors only names classes in use; looks inside @media. */
function prune(css, used) {
  let out = '';
  let at = 0;
  css = css.replace(/\/\*[\s\S]*?\*\//g, '');
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    for (; depth > 0 && end < css.length; end++) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    const head = css.slice(at, open).trim();
    const body = css.slice(open + 1, end - 1);
    at = end;
    if (head.startsWith('@media')) {
      const inner = prune(body, used);
      if (inner) out += `${head}{${inner}}`;
    } else if (!head.startsWith('@')) {
      const known = splitSelectors(head).filter((selector) =>
        [...selector.matchAll(/\.((?:nl|utrecht)-[\w-]+)/g)].every((match) => used.has(match[1])),
      );
      if (known.length > 0) out += `${known.join(',')}{${body}}`;
    }
  }
  return out;
}

function splitSelectors(head) {
  const parts = [''];
  let depth = 0;
  for (const letter of head) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

function prunedStyles() {
  return {
    name: 'pruned-styles',
    setup(build) {
      let used = null;
      build.onLoad({ filter: /node_modules\/(@utrecht|@nl-design-system-candidate)\/.*\.css$/ }, (args) => {
        used ??= classesInUse();
        return { contents: prune(readFileSync(args.path, 'utf8'), used), loader: 'css' };
      });
    },
  };
}

/* `worker`: the address of the worker that plays alone, for the page that has it. `folder`: that of the site's files.
 * `course`: what a package for a learning platform is made of. */
export const plugins = (page, keys = null, { worker = '', folder = '/assets/', course = {} } = {}) => [
  icons(),
  facesList(folder),
  texts(page, keys),
  prunedStyles(),
  given('dk:alone-page', { worker }),
  given('dk:course', course),
];
