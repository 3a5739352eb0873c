// mutants.mjs [BUILD_FOLDER] [--every N] [--only FILE] [--least PERCENT] [--jobs N] [--json] -- changes the rules of a
// session (shared/session) in a thousand small ways (mutate.mjs), in a copy of this tree, and says which of them no
// test notices. All are compiled at once; each is played by the suites that get to it, until one fails. Exits with 1
// when fewer than PERCENT are noticed. What nobody gets to counts as not noticed.
//
// Not changed: what only writes views, reports and exports, and what only asserts (check.c). A suite that has no end
// with a change ends by the time of the processor that it used, which is no matter of how fast a machine is.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../lib/tool.mjs';
import { copyTree } from '../lib/tree.mjs';
import { changesOf, withChanges } from './mutate.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { folder, every, only, least, jobs, json } = commandLine(
  'node tests/mutants/mutants.mjs [BUILD_FOLDER] [--every N] [--only FILE] [--least PERCENT] [--jobs N] [--json]',
  { operands: { folder: join(root, 'build') }, options: { every: 1, only: '', least: 80, jobs: 1, json: false } },
);
const tree = join(resolve(folder), 'mutants');
const build = join(tree, 'build', 'mutants');
const CPU_SECONDS = 300;
const RULES = 'shared/session';
const NO_RULES = /^(view|why|export|retell|ways|check|matrix|solo)/;
const SUITES = [
  { name: 'sim.stories', target: 'test_stories', program: 'tests/sim/test_stories' },
  { name: 'unit.session', target: 'test_session', program: 'tests/unit/session/test_session' },
  { name: 'unit.host', target: 'test_host', program: 'tests/unit/host/test_host' },
  { name: 'replay.random_sessions', target: 'test_random_sessions', program: 'tests/replay/test_random_sessions' },
];

// Counted from 1. Weak, so that each program has one of each, whatever is linked into it.
const HEADER = `#ifndef DK_MUTANT_H
#define DK_MUTANT_H
#include <stdio.h>
#include <stdlib.h>
#define DK_MUTANTS_MAX 65536
__attribute__((weak)) long dk_mutant_chosen = -1;
__attribute__((weak)) unsigned char dk_mutants_reached[DK_MUTANTS_MAX];
__attribute__((weak)) void dk_mutants_tell(void)
{
    FILE *out = fopen(getenv("DK_REACHED"), "w");
    for (int i = 0; out != NULL && i < DK_MUTANTS_MAX; i++)
        if (dk_mutants_reached[i])
            fprintf(out, "%d\\n", i);
    if (out != NULL)
        fclose(out);
}
__attribute__((weak)) void dk_mutants_begin(void)
{
    dk_mutant_chosen = getenv("DK_MUTANT") != NULL ? atol(getenv("DK_MUTANT")) : 0;
    if (getenv("DK_REACHED") != NULL)
        atexit(dk_mutants_tell);
}
static inline int dk_mutant_is(int n)
{
    if (dk_mutant_chosen < 0)
        dk_mutants_begin();
    dk_mutants_reached[n] = 1;
    return dk_mutant_chosen == n;
}
#define DK_MUTANT(n) dk_mutant_is(n)
#endif
`;

const files = readdirSync(join(root, RULES))
  .filter((name) => name.endsWith('.c') && !NO_RULES.test(name) && (only === '' || only === `${RULES}/${name}`))
  .map((name) => {
    const text = readFileSync(join(root, RULES, name), 'utf8');
    return { file: `${RULES}/${name}`, text, changes: changesOf(text) };
  });
if (files.length === 0) {
  console.error(`'${only}' has no rules of a session`);
  process.exit(2);
}
const lineOf = (text, at) => text.slice(0, at).split('\n').length;

function write() {
  let number = 0;
  for (const one of files) {
    one.numbers = one.changes.map(() => ++number);
    writeFileSync(join(tree, one.file), withChanges(one.text, one.changes, one.numbers));
  }
  return number;
}

/** Until it compiles: changes on a line that the compiler does not take are left out. */
function compile() {
  const configured = ['-S', tree, '-B', build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=None'];
  const flags = `-DCMAKE_C_FLAGS=-O1 -w -include ${join(tree, 'mutant.h')}`;
  if (!existsSync(join(build, 'build.ninja'))) must('cmake', [...configured, flags], 'cmake could not configure');
  for (;;) {
    const count = write();
    const { status, stdout } = spawnSync(
      'ninja',
      ['-C', build, '-j', String(jobs), '-k', '0', ...SUITES.map(({ target }) => target)],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    if (status === 0) return count;
    const wrong = new Set(
      [...stdout.matchAll(/(shared\/session\/\w+\.c):(\d+):\d+: error/g)].map(([, file, line]) => `${file}:${line}`),
    );
    if (wrong.size === 0) throw new Error(stdout.slice(-3000));
    for (const one of files)
      one.changes = one.changes.filter(({ at }) => !wrong.has(`${one.file}:${lineOf(one.text, at)}`));
    for (const place of wrong) {
      const [file, line] = place.split(':');
      const one = files.find((each) => each.file === file);
      // It began on a line before.
      one.changes = one.changes.filter(({ edits }) => !edits.some(([at]) => lineOf(one.text, at) === Number(line)));
    }
  }
}

function must(command, words, what) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${what}\n${`${stdout}\n${stderr}`.slice(-3000)}`);
}

const play = (suite, environment) =>
  new Promise((done) => {
    const words = ['-c', `ulimit -t ${CPU_SECONDS}; exec "${join(build, suite.program)}"`];
    const child = spawn('sh', words, { env: { ...process.env, ...environment }, stdio: 'ignore', cwd: build });
    child.on('close', (code) => done(code === 0));
  });

mkdirSync(tree, { recursive: true });
copyTree(root, tree);
writeFileSync(join(tree, 'mutant.h'), HEADER);
const count = compile();
const all = files.flatMap(({ file, text, changes, numbers }) =>
  changes.map(({ kind, at }, i) => ({
    number: numbers[i],
    file,
    kind,
    line: lineOf(text, at),
    text: text.split('\n')[lineOf(text, at) - 1].trim(),
  })),
);
const chosen = all.filter((_, i) => i % every === 0);
console.error(`mutants: ${count} changes, ${chosen.length} of them are played`);
for (const suite of SUITES) {
  const told = join(build, `${suite.target}.reached`);
  if (!(await play(suite, { DK_REACHED: told }))) throw new Error(`without any change ${suite.name} fails`);
  suite.reached = new Set(readFileSync(told, 'utf8').trim().split('\n').map(Number));
}

const survived = [];
let played = 0;
let killed = 0;
async function take(mutant) {
  let by = null;
  for (const suite of SUITES.filter(({ reached }) => reached.has(mutant.number)))
    if (by === null && !(await play(suite, { DK_MUTANT: String(mutant.number) }))) by = suite.name;
  if (by === null) survived.push({ ...mutant, reached: SUITES.some(({ reached }) => reached.has(mutant.number)) });
  else killed++;
  played++;
  if (played % Math.max(1, Math.round(chosen.length / 20)) === 0)
    console.error(`mutants: ${Math.floor((100 * played) / chosen.length)} % played, ${killed} of ${played} noticed`);
}
const waiting = [...chosen];
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await take(next);
  }),
);
survived.sort((a, b) => a.number - b.number);
for (const { file, line, kind, text, reached } of survived)
  console.log(
    json
      ? JSON.stringify({ name: 'mutant_survived', file, line, kind, reached, text })
      : `${reached ? 'SURVIVED' : 'NOT REACHED'}  ${file}:${line} ${kind}: ${text}`,
  );
const percent = Math.floor((1000 * killed) / chosen.length) / 10;
console.log(
  json
    ? JSON.stringify({
        name: 'mutants',
        value: percent,
        unit: '%',
        killed,
        played: chosen.length,
        made: count,
        least,
        passed: percent >= least,
      })
    : `${killed} of ${chosen.length} changes noticed: ${percent} %`,
);
process.exit(percent >= least ? 0 : 1);
