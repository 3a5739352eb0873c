/* exports.mjs -- whatever a file exports, another one imports: TypeScript, and scripts in all of the tree. `node
 * exports.mjs` prints what nobody imports: it is dead, or its `export` is. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sources } from './texts.mjs';

const root = path.dirname(new URL(import.meta.url).pathname);
const { include } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
const FOLDERS = [
  ...include.filter((name) => !name.endsWith('.d.ts')),
  'build',
  '../tests',
  '../scenarios',
  '../server',
];
const GENERATED = path.join('core', 'generated'); // It says all that the protocol says, whether we use it or not.

const GIVEN = /^export (?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;

const nameOf = (part) =>
  part
    .replace(/^\s*type\s/, '')
    .split(/\sas\s/)[0]
    .trim();

const IMPORTED = /(?:import|export)\s[^;'"]*?\{([^}]*)\}\s*from\s*'(\.[^']*)'/g;
const ASKED_FOR = /\{([^{}]*)\}\s*=\s*await\s+import\('(\.[^']*)'\)/g;

/* Every name between the braces of an import, or of an export from elsewhere, with the file it comes from. */
function takenBy(file, code) {
  const taken = [];
  for (const [, list, from] of [...code.matchAll(IMPORTED), ...code.matchAll(ASKED_FOR)])
    for (const part of list.split(','))
      if (part.trim() !== '') taken.push(`${path.resolve(root, path.dirname(file), from)}: ${nameOf(part)}`);
  return taken;
}

function untaken() {
  const scripts = readdirSync(root).filter((name) => name.endsWith('.mjs'));
  const files = [...scripts, ...FOLDERS.flatMap((folder) => [...sources(folder)])].filter(
    (file) => !file.startsWith(GENERATED),
  );
  const read = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
  const taken = new Set([...read].flatMap(([file, code]) => takenBy(file, code)));
  return [...read].flatMap(([file, code]) =>
    [...code.matchAll(GIVEN)]
      .filter(([, name]) => !taken.has(`${path.resolve(root, file).replace(/\.tsx?$/, '')}: ${name}`))
      .map(([, name]) => `${file}: nobody takes ${name}`),
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const lines = untaken();
  for (const line of lines) console.error(line);
  process.exit(lines.length > 0 ? 1 : 0);
}
