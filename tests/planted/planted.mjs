// planted.mjs -- plants the bugs of bugs.json one by one, each in a copy of this tree, and says which test catches it.
// Exits with 1 when nobody catches one, when one proves nothing (it fits its file no longer, does not compile, or a
// suite has no end with it), and when a suite fails without a bug.
//
// Suites that can see a bug are asked in the order below until one catches it; with --all every one of them is. The
// copy and its build stay, so that the next run compiles only what differs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyTree } from '../lib/tree.mjs';
import { commandLine } from '../lib/tool.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { folder, only, jobs, all, json } = commandLine(
  'node tests/planted/planted.mjs [BUILD_FOLDER] [--only ID] [--all] [--json] [--jobs N]',
  { operands: { folder: join(root, 'build') }, options: { only: '', jobs: 1, all: false, json: false } },
);

const tree = join(resolve(folder), 'planted');
const build = join(tree, 'build', 'planted');
const LONGEST_MS = 20 * 60 * 1000;

// A suite, the program that has to be built for it, and the folders whose bugs it can catch.
const ofCtest = (name, target, ...sees) => ({
  name,
  target,
  sees,
  command: ['ctest', '--test-dir', build, '--no-tests=error', '--output-on-failure', '-R', `^${name}$`],
});
const SUITES = [
  ofCtest('unit.scenario', 'test_scenario', 'shared/scenario/'),
  ofCtest('unit.library', 'test_library', 'server/library/'),
  {
    name: 'voyages',
    target: 'voyages',
    sees: ['shared/', 'server/host/', 'server/journal/'],
    command: [join(build, 'tests/voyage/voyages'), '--seeds', '200', '--keep-long'],
  },
  ofCtest('sim.stories', 'test_stories', 'shared/'),
  ofCtest('unit.session', 'test_session', 'shared/'),
  ofCtest('unit.host', 'test_host', 'shared/', 'server/host/', 'server/journal/'),
  ofCtest('contract.journal', 'test_journal', 'server/journal/'),
  ofCtest('contract.journal_full', 'test_journal_full', 'server/journal/'),
  ofCtest('contract.journal_fault', 'test_journal_fault', 'server/journal/'),
  ofCtest('contract.journal_loss', 'test_journal_loss', 'server/journal/'),
  ofCtest('replay.random_sessions', 'test_random_sessions', 'shared/'),
  { name: 'clients', sees: ['clients/'], command: ['node', 'test.mjs'], cwd: 'clients' },
];

function run([command, ...args], cwd = tree) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: LONGEST_MS,
    maxBuffer: 1 << 28,
  });
  // Not there, or too slow: that says nothing about a bug.
  if (error) throw error;
  return { passed: status === 0, text: `${stdout}\n${stderr}` };
}

function must(command, what, cwd) {
  const { passed, text } = run(command, cwd);
  if (!passed) throw new Error(`${what}\n${text.slice(-3000)}`);
  return text;
}

function compile(target) {
  if (!existsSync(join(build, 'build.ninja')))
    must(['cmake', '-S', tree, '-B', build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release'], 'cmake could not configure');
  must(['ninja', '-C', build, '-j', String(jobs), target], `${target} does not compile`);
}

/** What a suite says when it fails: the test, or the assertion, or what a witness saw, or how it ended. */
function reasonIn(text) {
  const found =
    /^FAIL (\w+)/m.exec(text)?.[1] ??
    /Assertion `(.*)' failed/.exec(text)?.[0] ??
    /^✖ (.*?) \(/m.exec(text)?.[1] ??
    /^.*seed \d+.*$/m.exec(text)?.[0] ??
    /Subprocess aborted|Exception: \w+/.exec(text)?.[0];
  return found?.trim().slice(0, 160) ?? 'it fails';
}

/** null: this suite passes. */
function ask(suite) {
  if (suite.target) compile(suite.target);
  const { passed, text } = run(suite.command, join(tree, suite.cwd ?? ''));
  return passed ? null : { suite: suite.name, reason: reasonIn(text) };
}

const suitesFor = (bug) => SUITES.filter(({ sees }) => sees.some((start) => bug.file.startsWith(start)));

function catchersOf(bug) {
  const catchers = [];
  for (const suite of suitesFor(bug)) {
    const caught = ask(suite);
    if (caught !== null) catchers.push(caught);
    if (catchers.length > 0 && !all) break;
  }
  return catchers;
}

function plant(bug) {
  const file = join(tree, bug.file);
  const sound = readFileSync(file, 'utf8');
  const times = sound.split(bug.from).length - 1;
  if (times !== 1) throw new Error(`its place is ${times} times in ${bug.file}, and should be there once`);
  writeFileSync(
    file,
    sound.replace(bug.from, () => bug.to),
  );
  try {
    return catchersOf(bug);
  } finally {
    writeFileSync(file, sound);
  }
}

function say(bug, catchers, trouble) {
  const by = catchers.map(({ suite, reason }) => `${suite} (${reason})`).join('; ') || trouble;
  const caught = catchers.length > 0;
  const line = { name: `planted_${bug.id}`, passed: caught, by: catchers.map(({ suite }) => suite), text: by };
  process.stdout.write(
    json ? `${JSON.stringify(line)}\n` : `${caught ? 'caught' : 'MISSED'}  ${bug.id}: ${bug.what}\n        ${by}\n`,
  );
  return caught;
}

/** Whatever fails by itself catches nothing. */
function checkSound(bugs) {
  const needed = SUITES.filter((suite) => bugs.some((bug) => suitesFor(bug).includes(suite)));
  const failed = needed.map(ask).filter((caught) => caught !== null);
  for (const { suite, reason } of failed) process.stderr.write(`without any bug ${suite} fails: ${reason}\n`);
  return failed.length === 0;
}

const bugs = JSON.parse(readFileSync(join(root, 'tests/planted/bugs.json'), 'utf8')).filter(
  ({ id }) => only === '' || id === only,
);
if (bugs.length === 0) {
  process.stderr.write(`no planted bug is called '${only}'\n`);
  process.exit(2);
}
copyTree(root, tree);
if (!checkSound(bugs)) process.exit(1);
let missed = 0;
for (const bug of bugs) {
  try {
    if (!say(bug, plant(bug), 'nobody')) missed++;
  } catch (error) {
    say(bug, [], error.message);
    missed++;
  }
}
process.stderr.write(`${bugs.length} bugs planted, ${bugs.length - missed} caught\n`);
process.exit(missed > 0 ? 1 : 0);
