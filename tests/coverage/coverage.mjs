// coverage.mjs BUILD [--show FILE] [--json] -- what the tests reached of the core, the codec and the journal, from what
// a build with --coverage counted: lines, and branches one by one (gcov). Branches of assertions are left out, as one
// way of each is the end of the process. With --show, every line of that file with a branch that nobody took.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../lib/tool.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { build, show, json } = commandLine('node tests/coverage/coverage.mjs BUILD [--show FILE] [--json]', {
  operands: { build: undefined },
  options: { show: '', json: false },
});
const PARTS = {
  core: /^shared\/(session|scenario|sim)\//,
  codec: /^shared\/(protocol|base)\//,
  journal: /^server\/journal\/(?!postgres)/,
  postgres: /^server\/journal\/postgres/,
};

function* under(folder, ending) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* under(path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

/** By their whole names: the compiler was called with names as seen from its folder. */
const filesOf = ({ current_working_directory: from, files }) =>
  files.map((one) => ({ ...one, file: resolve(from, one.file) }));

/** What gcov says of each object that ran, some hundred objects at a time. */
function* counted() {
  const all = ['shared', 'server'].flatMap((part) => [...under(join(build, part), '.gcda')]);
  for (let i = 0; i < all.length; i += 100) {
    const words = ['--json-format', '--branch-probabilities', '--stdout', ...all.slice(i, i + 100)];
    const said = execFileSync('gcov', words, {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for (const line of said.split('\n').filter((one) => one.startsWith('{'))) yield* filesOf(JSON.parse(line));
  }
}

/** file -> line -> {count, branches: [times taken], asserts}: an object each may have the lines of one header. */
const files = new Map();
for (const { file, lines } of counted()) {
  const name = relative(root, file);
  if (!Object.values(PARTS).some((part) => part.test(name)) || !name.endsWith('.c')) continue;
  if (!files.has(name)) files.set(name, new Map());
  const known = files.get(name);
  for (const { line_number: at, count, branches } of lines) {
    const one = known.get(at) ?? { count: 0, branches: branches.map(() => 0) };
    one.count += count;
    one.branches = one.branches.map((times, i) => times + (branches[i]?.count ?? 0));
    known.set(at, one);
  }
}
const textOf = (name) => execFileSync('cat', [join(root, name)], { encoding: 'utf8' }).split('\n');

/** Lines of a statement that begins with assert( go up to its end. */
function assertions(text) {
  const found = new Set();
  for (let i = 0; i < text.length; i++) {
    if (!/\bassert\(/.test(text[i])) continue;
    for (let k = i; k < text.length; k++) {
      found.add(k + 1);
      if (/;\s*(\/\*.*)?$/.test(text[k])) break;
    }
  }
  return found;
}

const sums = {};
const rows = [];
for (const [name, lines] of [...files].sort()) {
  const text = textOf(name);
  const left = assertions(text);
  const row = { name, lines: 0, lines_reached: 0, branches: 0, branches_taken: 0, open: [] };
  for (const [at, { count, branches }] of lines) {
    row.lines += 1;
    row.lines_reached += count > 0;
    if (left.has(at)) continue;
    const taken = branches.filter((times) => times > 0).length;
    row.branches += branches.length;
    row.branches_taken += taken;
    if (taken < branches.length) row.open.push(at);
  }
  rows.push(row);
  const part = Object.keys(PARTS).find((one) => PARTS[one].test(name));
  sums[part] ??= { lines: 0, lines_reached: 0, branches: 0, branches_taken: 0 };
  for (const key of Object.keys(sums[part])) sums[part][key] += row[key];
}
const share = (some, all) => (all === 0 ? 100 : Math.floor((1000 * some) / all) / 10);
const figures = ({ lines, lines_reached, branches, branches_taken }) => ({
  lines: share(lines_reached, lines),
  branches: share(branches_taken, branches),
  branches_open: branches - branches_taken,
});
const inWords = (kind, name, row) => {
  const { branches, lines } = figures(row);
  const before = kind === 'part' ? '' : '  ';
  return `${before}${name}: ${branches} % of ${row.branches} branches, ${lines} % of ${row.lines} lines`;
};
const print = (kind, name, row) =>
  console.log(
    json ? JSON.stringify({ name: `coverage_${kind}`, of: name, ...figures(row) }) : inWords(kind, name, row),
  );
if (rows.length === 0) {
  console.error('nothing ran in that build');
  process.exit(1);
}
if (show !== '') {
  const row = rows.find(({ name }) => name === show);
  if (row === undefined) {
    console.error(`nothing of '${show}' ran`);
    process.exit(2);
  }
  const text = textOf(show);
  for (const at of row.open.sort((a, b) => a - b)) console.log(`${show}:${at}: ${text[at - 1].trim()}`);
} else {
  rows.sort((a, b) => share(a.branches_taken, a.branches) - share(b.branches_taken, b.branches));
  for (const row of rows) print('file', row.name, row);
  for (const [part, row] of Object.entries(sums)) print('part', part, row);
}
