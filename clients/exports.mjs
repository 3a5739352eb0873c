/* exports.mjs -- whatever a file of the clients exports is imported by another one. `node exports.mjs`
 * prints what nobody imports: it is dead, or its `export` is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sources } from './texts.mjs';

const root = path.dirname(new URL(import.meta.url).pathname);
const { include } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
const FOLDERS = include.filter((name) => !name.endsWith('.d.ts'));
const GENERATED = path.join('core', 'generated'); // It says all that the protocol says, whether we use it or not.

const GIVEN = /^export (?:async )?(const|let|function|class|interface|type) (\w+)/gm;

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
      if (part.trim() !== '') taken.push(`${path.join(path.dirname(file), from)}: ${nameOf(part)}`);
  return taken;
}

export function untaken() {
  const files = FOLDERS.flatMap((folder) => [...sources(folder)]).filter((file) => !file.startsWith(GENERATED));
  const read = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
  const taken = new Set([...read].flatMap(([file, code]) => takenBy(file, code)));
  return [...read].flatMap(([file, code]) =>
    [...code.matchAll(GIVEN)]
      .filter(([, kind, name]) => !taken.has(`${file.replace(/\.tsx?$/, '')}: ${name}`) && !isShape(kind, name, code))
      .map(([, , name]) => `${file}: nobody takes ${name}`),
  );
}

/* A type that others meet in what the file exports, such as the properties of a component. */
const isShape = (kind, name, code) =>
  /^(interface|type)$/.test(kind) && code.match(new RegExp(`\\b${name}\\b`, 'g')).length > 1;

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const lines = untaken();
  for (const line of lines) console.error(line);
  process.exit(lines.length > 0 ? 1 : 0);
}
