// dead.mjs -- what is there for nobody: a function that only tests call, a style that nothing on a screen has.
// TypeScript has clients/exports.mjs, texts have clients/texts.mjs, and the compiler warns of what stays in one file.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// Written for tests, and the reason is in the header: invariants, a journal in memory, the other side of a codec,
// views held against their table, names of a table, an allocation that fails.
const FOR_TESTS =
  /^(\w+_check|journal_\w*memory\w*|codec_write_(asked|command|hello)|schema_check_\w+|effect_bind_name|\w+_fail)$/;

const isPart = (name) => /^(shared|server)\/.*\.([ch]|inc|def)$/.test(name) && !name.startsWith('shared/wasm/third/');

/** Of every library of the release, what it exports and what any of its objects refers to. */
function symbolsOf(root, build) {
  const folder = join(build, 'release');
  const archives = execFileSync('find', [folder, '-name', 'libdk_*.a'], { encoding: 'utf8' }).trim().split('\n');
  const of = (command, ...options) =>
    execFileSync(command, [...options, ...archives], { encoding: 'utf8', maxBuffer: 1 << 28, cwd: root });
  const given = of('nm', '--defined-only', '--extern-only').matchAll(/ [TDBR] (\w+)$/gm);
  const main = execFileSync('find', [join(folder, 'server', 'main'), '-name', '*.o'], { encoding: 'utf8' });
  archives.push(...main.trim().split('\n'));
  const taken = of('readelf', '--relocs', '--wide').matchAll(/ (\w+)(?: [+-] [0-9a-f]+)?$/gm);
  return [[...given].map(([, name]) => name), new Set([...taken].map(([, name]) => name))];
}

// A call in its own file may have been inlined, and the WebAssembly module takes what the program does not: the source
// tells of those. What no source spells out is made by a macro, for all of a table.
export function checkUncalled(root, build, files, read, complain) {
  const [given, taken] = symbolsOf(root, build);
  const times = new Map();
  for (const file of files.filter(isPart)) {
    const code = read(file).replace(/\/\*[\s\S]*?\*\//g, '');
    const isDeclared = file.endsWith('.h') && !/^static inline/m.test(code);
    for (const [word] of isDeclared ? [] : code.matchAll(/\b\w+\b/g)) times.set(word, (times.get(word) ?? 0) + 1);
  }
  for (const name of given)
    if (!taken.has(name) && times.get(name) === 1 && !FOR_TESTS.test(name))
      complain('shared, server', 0, `nobody but a test asks for ${name}`);
}

const stringsIn = (code) =>
  [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, a, b, c]) => a ?? b ?? c).join(' ');

/** A class in a style is spelled out somewhere, or its beginning is, before a hole: `face-${size}`. */
export function checkStyles(files, read, complain) {
  const scripts = files.filter((name) => /^clients\/(?!tests\/).*\.(tsx?|mjs|js)$/.test(name));
  const said = scripts.map((file) => stringsIn(read(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''))).join('\n');
  const words = new Set([...said.matchAll(/[a-zA-Z_][\w-]*/g)].map(([word]) => word));
  const begun = new Set([...said.matchAll(/([a-zA-Z_][\w-]*-)\$\{/g)].map(([, beginning]) => beginning));
  const isBegun = (name) => [...name.matchAll(/-/g)].some(({ index }) => begun.has(name.slice(0, index + 1)));
  for (const file of files.filter((name) => /^clients\/.*\.css$/.test(name))) {
    const selectors = read(file)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .matchAll(/([^{}]+)\{/g);
    const names = [...selectors].flatMap(([, list]) => [...list.matchAll(/\.([a-zA-Z_][\w-]*)/g)].map((m) => m[1]));
    for (const name of new Set(names))
      if (!words.has(name) && !isBegun(name)) complain(file, 0, `nothing on a screen has the class ${name}`);
  }
}
