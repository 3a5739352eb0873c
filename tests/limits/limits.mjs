// limits.mjs -- every limit of the product, as it stands in the source: #define of a name that ends in _MAX, _BURST or
// _PER_MINUTE, or of a rate (struct bucket_rule). limits.json has each once: `tested` says what comes past it and which
// test goes up to it and one past, and names it; those `inside` nobody outside reaches, for the reason that they stand
// under. From both comes server/LIMITS.md (./dev generate); tests/tidy holds that it is whole.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
// Who runs the workbench (server/lab, server/playtest) or generates documents has the machine; the module for
// browsers (shared/wasm) has the core's limits.
const SERVER = 'server/(api|author|backup|cli|edge|host|journal|keys|library|main|rehearse|style|sys)';
const SHARED = 'shared/(base|protocol|scenario|session|sim)';
const PRODUCT = new RegExp(`^(${SERVER}|${SHARED})/[^/]+\\.[ch]$`);
const NAME = /(_MAX|_BURST|_PER_MINUTE)$/;

/** [{file, name, value, comment}] of one file's text; of a rate the value is {burst, per_minute}. */
function limitsIn(file, text) {
  const found = [];
  const flat = text.replace(/\\\n/g, ' ');
  for (const [, name, rest] of flat.matchAll(/^#define (\w+)[ \t]+(.+)$/gm)) {
    const rate = /bucket_rule\)\{\.burst = (\w+), \.per_minute = (\w+)\}/.exec(rest);
    if (!rate && !NAME.test(name)) continue;
    const comment = /\/\* (.*?) \*\//.exec(rest)?.[1] ?? '';
    const value = rate ? { burst: rate[1], per_minute: rate[2] } : rest.replace(/\s*\/\*.*$/, '').trim();
    found.push({ file, name, value, comment });
  }
  return found;
}

function sourceFiles() {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'server', 'shared'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => PRODUCT.test(file));
}

const read = (file) => readFileSync(join(root, file), 'utf8');

/** All of them, by file and name. */
export function allLimits() {
  return sourceFiles()
    .sort()
    .flatMap((file) => limitsIn(file, read(file)));
}

export const table = () => JSON.parse(read('tests/limits/limits.json'));

/** What an expression of the source comes to, or undefined: some are only known to the compiler. */
function evaluated(expression, limits, depth = 0) {
  if (depth > 8) return undefined;
  let known = true;
  const plain = expression
    .replace(/\(size_t\)/g, '')
    .replace(/\b(\d+)[uU]\b/g, '$1')
    .replace(/INT64_C\((\d+)\)/g, '$1')
    .replace(/WRITTEN_BYTES\((\w+)\)/g, '($1 * 3)')
    .replace(/\b[A-Z]\w*\b/g, (name) => {
      const limit = limits.find((one) => one.name === name && typeof one.value === 'string');
      const value = limit === undefined ? undefined : evaluated(limit.value, limits, depth + 1);
      known &&= value !== undefined;
      return String(value);
    });
  if (!known || !/^[\d\s()*+/<-]+$/.test(plain)) return undefined;
  return Number(new Function(`return ${plain}`)());
}

/** The number of a limit: 'SEATS_MAX', or of a rate 'LIMIT_CREATIONS.burst'. */
export function limitOf(name) {
  const limits = allLimits();
  const [of, part] = name.split('.');
  const { value } = limits.find((one) => one.name === of) ?? {};
  const number = value === undefined ? undefined : evaluated(part === undefined ? value : value[part], limits);
  if (number === undefined) throw new Error(`no number is known of ${name}`);
  return number;
}

const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

function shown({ value }, limits) {
  if (typeof value !== 'string') {
    const [burst, rate] = [value.burst, value.per_minute].map((one) => number(evaluated(one, limits) ?? one));
    return `${burst} at once, ${rate} a minute`;
  }
  const plain = evaluated(value, limits);
  return plain === undefined ? `\`${value}\`` : number(plain);
}

// These read their limits from a document or table that the same source makes.
const READS_LIMITS = ['tests/system/contract.test.mjs', 'tests/system/written.test.mjs', 'tests/unit/cli/cli_test.c'];

const rowsOf = (all) => Object.entries(all).flatMap(([file, names]) => names.map((name) => `${file}: ${name}`));

/** What is wrong with the table, in sentences: a limit that is not in it, one that is not there, a test that is not. */
export function problemsOf(limits, { tested, inside }, readTest) {
  const wrong = [];
  const rows = [
    ...Object.entries(tested).flatMap(([file, all]) => Object.keys(all).map((name) => `${file}: ${name}`)),
    ...Object.values(inside).flatMap(rowsOf),
  ];
  const known = limits.map(({ file, name }) => `${file}: ${name}`);
  for (const limit of new Set(known)) {
    const times = rows.filter((row) => row === limit).length;
    if (times !== 1) wrong.push(`${limit} stands ${times} times in tests/limits/limits.json; it belongs there once`);
  }
  for (const row of rows) if (!known.includes(row)) wrong.push(`${row} stands in tests/limits/limits.json, not there`);
  for (const all of Object.values(tested))
    for (const [name, [past, test, title]] of Object.entries(all)) {
      const text = readTest(test) ?? '';
      if (!past || !text.includes(title)) wrong.push(`${test}: has no test "${title}", which is to reach ${name}`);
      else if (!READS_LIMITS.includes(test) && !text.includes(name))
        wrong.push(`${test}: does not name ${name}, which "${title}" is to reach`);
    }
  return wrong;
}

const INTRODUCTION = `# Limits

<!-- Made by ./dev generate from the source and tests/limits/limits.json. -->

Every queue, string, count and rate has a bound. First each that people, pages, networks, authors, operators, files and
disks can reach: what comes past it, and the test that reaches it and one past. What no command can make too long is
asserted; its test makes the longest. Settings have their bounds in \`dilemma serve --help\`
(\`tests/unit/sys/settings_test.c\`).
`;
const HEAD_OF_TESTED = '| limit | | what it bounds | past it | test |\n| --- | --- | --- | --- | --- |\n';
const INSIDE = `
## Sizes that follow

Of our own arrays and buffers. Nobody outside reaches them before one of the above; why not stands over each list.
`;

/** server/LIMITS.md. */
export function page(limits, { tested, inside }) {
  const find = (file, name) => limits.find((one) => one.file === file && one.name === name);
  const size = (file, name) => shown(find(file, name), limits);
  const rows = Object.entries(tested).map(([file, all]) => {
    const lines = Object.entries(all).map(
      ([name, [past, test, title]]) =>
        `| \`${name}\` | ${size(file, name)} | ${find(file, name).comment} | ${past} | \`${test}\` (\`${title}\`) |\n`,
    );
    return `\n## ${file}\n\n${HEAD_OF_TESTED}${lines.join('')}`;
  });
  const sizes = Object.entries(inside).map(([why, files]) => {
    const lines = Object.entries(files).map(
      ([file, names]) => `- ${file}: ${names.map((name) => `\`${name}\` ${size(file, name)}`).join(', ')}\n`,
    );
    return `\n${why}\n\n${lines.join('')}`;
  });
  return INTRODUCTION + rows.join('') + INSIDE + sizes.join('');
}
