/* alone.mjs -- what playing without a server takes: the core as WebAssembly, the catalogue, and each story, as files of
 * the site whose names have a hash; the worker that plays them; and the service worker that keeps the page.
 *
 * The module is built by CMake (shared/wasm); DILEMMA_WASM says where, else it is that of the release. A story is its
 * files as they are, byte for byte, because its version is a hash of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { drawnFaces } from './faces.mjs';

const tree = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..', '..');
const scenarios = path.join(tree, 'scenarios');
const CATALOGUE = 'cards causes evidence interventions model pulses sources theory words'.split(' ');
const TEXTS = 'behaviours cards causes evidence interventions layers phases problems pulses story theory words'.split(
  ' ',
);

/* What the compilers read (shared/scenario). */
const catalogueFiles = [
  ...CATALOGUE.map((name) => `catalogue/${name}.json`),
  ...['nl', 'en'].flatMap((lang) => TEXTS.map((name) => `catalogue/${lang}/${name}.json`)),
];

const filesOf = (names) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(path.join(scenarios, name), 'utf8')]));

/* The drawn faces that a story names, in every expression: files beside it. */
function facesOf(files) {
  const { people, expressions, hash } = drawnFaces();
  const text = Object.values(files).join('');
  const named = people.filter((id) => text.includes(`"${id}"`));
  return named.flatMap((id) => expressions.map((one) => `${id}-${one}-${hash}.svg`));
}

/* Those that argue alone (solo/arguments.tsx) are in every story. */
const COLLEAGUES = ['ineke', 'ruud', 'samira'];

function storyOf(id) {
  const files = filesOf(['scenario', 'nl', 'en'].map((name) => `${id}/${name}.json`).filter(isThere));
  return JSON.stringify({ faces: facesOf({ ...files, colleagues: JSON.stringify(COLLEAGUES) }), files });
}

const isThere = (name) => existsSync(path.join(scenarios, name));

const modulePath = () => process.env.DILEMMA_WASM ?? path.join(tree, 'build', 'release', 'shared', 'wasm', 'core.wasm');

/* `put` writes a file of the site, and gives its address. */
export function putAlone(put) {
  if (!existsSync(modulePath())) throw new Error(`there is no ${modulePath()}; ./dev build makes it`);
  const stories = readdirSync(scenarios)
    .filter((id) => isThere(`${id}/scenario.json`))
    .sort();
  return {
    module: put('core.wasm', readFileSync(modulePath())),
    catalogue: put('catalogue.json', JSON.stringify(filesOf(catalogueFiles))),
    stories: Object.fromEntries(stories.map((id) => [id, put(`story-${id}.json`, storyOf(id))])),
  };
}

/* A module out of thin air: its exports are these values. */
export const given = (name, values) => ({
  name,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
    build.onLoad({ filter: /.*/, namespace: name }, () => ({
      contents: Object.entries(values)
        .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)};`)
        .join('\n'),
    }));
  },
});
