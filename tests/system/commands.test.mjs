// commands.test.mjs -- the command line, every command of it: the table that `dilemma help --json` prints is tried
// against the program itself.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BINARY, CLIENTS, ROOT, Server, freePort } from '../lib/server.mjs';

/** Run it to its end; what is set for the tests themselves stays out of it. */
function dilemma(words, { env = {}, cwd = ROOT, input = '' } = {}) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('DILEMMA_')));
  const { status, stdout, stderr } = spawnSync(BINARY, words, {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...clean, LANG: 'C.UTF-8', ...env },
    maxBuffer: 1 << 26,
  });
  return { code: status, out: stdout, error: stderr };
}

const lines = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const rows = lines(dilemma(['help', '--json']).out);
const commands = rows
  .filter((row) => row.option === undefined)
  .map((row) => ({ ...row, options: rows.filter((other) => other.command === row.command && other.option) }));

test('the table knows every command that the help lists', () => {
  const { code, out } = dilemma(['help']);
  assert.equal(code, 0);
  const listed = [...out.matchAll(/^ {2}([\w-]+) /gm)].map((match) => match[1]);
  assert.deepEqual(
    listed,
    commands.map(({ command }) => command),
  );
  assert.ok(listed.length >= 16);
  for (const words of [['-h'], ['--help']]) assert.equal(dilemma(words).out, out);
});

test('every command tells its options, their bounds and its exit codes', () => {
  for (const { command, options } of commands) {
    const { code, out, error } = dilemma([command, '--help', '--no-such-option']);
    assert.equal(code, 0, command);
    assert.equal(error, '', command);
    assert.match(out, new RegExp(`^Usage: dilemma ${command} `));
    assert.match(out, /^Exits with 0; /m);
    const flat = out.replace(/\s+/g, ' ');
    for (const { option, argument, min, max } of options) {
      assert.ok(out.includes(`  --${option}${argument === null ? '' : ` ${argument}`}`), `${command} --${option}`);
      if (min !== null) assert.ok(flat.includes(`a number from ${min} to ${max}`), `${command} --${option}`);
    }
  }
  assert.equal(dilemma(['help', 'check']).out, dilemma(['check', '-h']).out);
});

test('what is not understood is one sentence on standard error, the way to help, and exit code 2', () => {
  for (const { command, options } of commands) {
    const [{ option }] = options.length > 0 ? options : [{ option: 'help' }];
    const sentence = `there is no option '--${option}s'; did you mean --${option}?`;
    assert.deepEqual(dilemma([command, `--${option}s`]), {
      code: 2,
      out: '',
      error: `dilemma ${command}: ${sentence}\nTry: dilemma help ${command}\n`,
    });
  }
  const { code, error } = dilemma(['playtest', '--seeds', '1', 'somewhere']);
  assert.equal(code, 2);
  assert.match(error, /^dilemma playtest: --seeds is '1', it must be a number from 2 to 5000\n/);
});

test('a command that is not there leads to the one that was meant', () => {
  assert.deepEqual(dilemma(['chekc', '/nowhere']), {
    code: 2,
    out: '',
    error: "dilemma: there is no command 'chekc'; did you mean check?\nTry: dilemma help\n",
  });
  assert.equal(
    dilemma(['help', 'playtset']).error.split('\n')[0],
    "dilemma help: there is no command 'playtset'; did you mean playtest?",
  );
  const { code, out, error } = dilemma([]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(error, /^Usage: dilemma COMMAND/);
});

test('what the table cannot say is refused all the same, with a sentence', () => {
  for (const [words, sentence] of [
    [
      ['play', 'scenarios/de-nieuwe-vrijheid', '--set', 'AUT=1001'],
      /--set is 'AUT=1001', it must be a factor and a number/,
    ],
    [['evidence', '--set', 'nothing=1'], /--set is 'nothing=1', it must be a parameter/],
    [['protocol'], /say which document/],
    [['protocol', '--typescript', '--asyncapi'], /say which document/],
    [['playtest', 'somewhere', '--states', '0'], /--states may be 0 only with --leverage/],
    [['bench', 'moon'], /'moon' cannot be measured/],
    [['replay', 'journal.db', 'xyz'], /'xyz' is not the id of a session/],
    [['check', 'README.md', 'dev'], /none of these is a scenario/],
    [['serve', '--trusted-proxy', 'proxy'], /--trusted-proxy is 'proxy', it must be an address/],
    [['key', '--public-origin', 'dilemma.example'], /--public-origin is 'dilemma.example', it must be like https:/],
  ]) {
    const { code, error } = dilemma(words);
    assert.equal(code, 2, words.join(' '));
    assert.match(error, sentence);
  }
});

test('a variable that cannot be is refused by its name', () => {
  const { code, error } = dilemma(['health'], { env: { DILEMMA_PORT: 'none' } });
  assert.equal(code, 2);
  assert.match(error, /^dilemma health: DILEMMA_PORT is 'none', it must be a number from 1 to 65535/);
});

test('the version says what it speaks, keeps and plays', () => {
  const { code, out } = dilemma(['--version']);
  assert.equal(code, 0);
  assert.match(out, /^dilemma \d+\.\d+\.\d+\ncommit ([0-9a-f]{12}|unknown)\nprotocol \d+\njournal \d+\nmodel \d+\n$/);
  assert.equal(dilemma(['version']).out, out);
  const [line] = lines(dilemma(['version', '--json']).out);
  assert.deepEqual(Object.keys(line), ['name', 'version', 'commit', 'protocol', 'journal', 'model']);
  const { name, version, ...others } = line;
  const said = Object.entries(others).map(([key, value]) => `${key} ${value}\n`);
  assert.equal(out, `${name} ${version}\n${said.join('')}`);
});

test('a story that forks on a difference that nobody notices is refused, and may be played', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const story = join(folder, 'kort-kratten');
  symlinkSync(resolve('scenarios/catalogue'), join(folder, 'catalogue'));
  cpSync('scenarios/kort-kratten', story, { recursive: true });
  assert.equal(dilemma(['check', story]).code, 0);
  const file = join(story, 'scenario.json');
  const thinner = (text) => text.replace(/("delta:|\.delta:)(\w+", "op": ">", "value": )\d+/g, '$1$21');
  writeFileSync(file, thinner(readFileSync(file, 'utf8')));
  const { code, out } = dilemma(['check', story, '--lang', 'en']);
  assert.equal(code, 1);
  assert.match(out, /conditions in this story \d+ turn on a difference that nobody notices/);
  const [passed] = lines(dilemma(['check', story, '--json']).out).filter((line) => line.name === 'check');
  assert.equal(passed.passed, false);
  assert.equal(passed.errors, 0);
  assert.equal(dilemma(['check', story, '--quick']).code, 0);
});

test('with --json a command prints lines of JSON with the keys that its help names, and no others', async () => {
  const story = 'scenarios/de-nieuwe-vrijheid';
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const kept = join(folder, 'data'); // Of a server that nobody used yet.
  const server = new Server(folder, await freePort(), []);
  await server.up();
  await server.stop();
  for (const words of [
    ['check', story, '--quick'],
    ['check', 'scenarios/nowhere', '--quick'],
    ['health', '--port', '1'],
    ['key', '--data', folder],
    ['vectors', 'tests/unit/sim/vectors.json'],
    ['backup', '--data', kept, join(folder, 'backup.db')],
    ['restore', join(folder, 'backup.db'), '--data', join(folder, 'restored')],
    ['check-data', '--data', join(folder, 'restored')],
    ['style', 'server/style/examples/kustlijn/style.json'],
    ['playtest', story, '--states', '20'],
    ['playtest', story, '--leverage', '--states', '0', '--seeds', '2', '--paths', '2'],
    ['playtest', story, '--why', '--seeds', '2'],
    ['tune', 'scenarios/kort-de-sleutel', '--states', '50', '--states-after', '50'],
    ['tune', 'scenarios/kort-de-sleutel', '--suggest', '--states', '50'],
    ['coverage', 'scenarios'],
    ['play', story],
    ['signals', '--teams', '2'],
    ['evidence', '--teams', '2', '--only', 'A1'],
    ['help'],
    ['version'],
  ]) {
    const { out, error } = dilemma([...words, '--json'], { input: 'a\n'.repeat(100) });
    assert.notEqual(out, '', `${words.join(' ')}: ${error}`);
    const help = dilemma(['help', words[0]]).out.replace(/\s+/g, ' ');
    const named = new Set(
      [...help.slice(help.indexOf('--json')).matchAll(/\{([^}]*)\}/g)].flatMap(([, keys]) => keys.split(/, /)),
    );
    for (const line of lines(out))
      for (const key of Object.keys(line)) assert.ok(named.has(key), `${words.join(' ')}: help does not name ${key}`);
  }
  rmSync(folder, { recursive: true, force: true });
});

test('play tells why as a group is told: under the option that set it going', () => {
  const story = 'scenarios/open-kaart';
  const { out } = dilemma(['play', story, '--lang', 'en'], { input: 'a\n'.repeat(100) });
  const titles = Object.values(JSON.parse(readFileSync(join(ROOT, story, 'en.json'), 'utf8')).dilemmas).map(
    ({ options }) => Object.values(options)[0].title,
  );
  const causes = out.split('\n').filter((line) => /^ +[+-]\d+ {2}(helped|held back) /.test(line));
  assert.ok(causes.length > 0);
  for (const cause of causes) assert.match(cause, /^ +[+-]\d+ {2}(helped|held back) +\S[^:]*: .+\. .+/);
  assert.ok(causes.some((cause) => titles.some((title) => cause.includes(`: ${title}`))));
});

test('a report as a page is one file with the lines of --json in it, allowed by hashes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const file = join(folder, 'report.html');
  const words = ['playtest', 'scenarios/de-nieuwe-vrijheid', '--states', '20', '--lang', 'en', '--json'];
  const { out } = dilemma([...words, '--html', file, '--clients', CLIENTS]);
  const page = readFileSync(file, 'utf8');
  const [, written] = /<script type="application\/json" id="lines">([^<]*)<\/script>/.exec(page);
  assert.deepEqual(JSON.parse(written), { lang: 'en', lines: lines(out) });
  assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  assert.doesNotMatch(page.replace(written, ''), /(?:src|href)="(?!#)/);
  rmSync(folder, { recursive: true, force: true });
});

test('a page that cannot be made is a sentence, and the report is printed all the same', () => {
  const words = ['playtest', 'scenarios/de-nieuwe-vrijheid', '--states', '20', '--json'];
  const missing = dilemma([...words, '--html', '/tmp/report.html', '--clients', '/nowhere']);
  assert.equal(missing.code, 1);
  assert.match(missing.error, /there is no page in '\/nowhere\/report\/page.template'; .\/dev build makes the screens/);
  assert.ok(lines(missing.out).length > 5);
  const nowhere = dilemma([...words, '--html', '/nowhere/report.html', '--clients', CLIENTS]);
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.error, /cannot write '\/nowhere\/report.html': No such file or directory/);
});

test('the manual page holds every command and option, and formats without a warning', () => {
  const page = dilemma(['help', '--man']).out;
  const plain = page.replaceAll('\\-', '-');
  for (const { command, options } of commands) {
    assert.ok(plain.includes(`\\fBdilemma ${command}\\fR`), command);
    for (const { option } of options) assert.ok(plain.includes(`\\fB--${option}\\fR`), option);
  }
  const { status, stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-c', '-P-b', '-P-o', '-P-u'], {
    input: page,
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /DILEMMA\(1\)/);
});

/** What bash would offer for these words, the last of them half written. */
function complete(script, words) {
  const asked = `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_dilemma
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-u', '-c', asked], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
}

test('bash completes commands, options, words and files', () => {
  const script = dilemma(['help', '--completion', 'bash']).out;
  assert.deepEqual(complete(script, ['dilemma', 'play']), ['playtest', 'play']);
  assert.deepEqual(complete(script, ['dilemma', 'play', '--profile', 's']), ['strong']);
  assert.deepEqual(complete(script, ['dilemma', 'check', '--q']), ['--quick']);
  assert.deepEqual(complete(script, ['dilemma', 'help', 'cov']), ['coverage']);
  assert.deepEqual(complete(script, ['dilemma', 'check', 'scenarios/de-nieuwe']), ['scenarios/de-nieuwe-vrijheid']);
  for (const { command, options } of commands) {
    const offered = complete(script, ['dilemma', command, '--']);
    assert.deepEqual(offered, [...options.map(({ option }) => `--${option}`), '--help'], command);
  }
});

test('zsh is told every command, and of each its options, words and files', () => {
  const script = dilemma(['help', '--completion', 'zsh']).out;
  // What the completion system of zsh would be asked to offer.
  const told = (words) =>
    execFileSync(
      'zsh',
      [
        '-f',
        '-c',
        `compdef() {}
_describe() { print -rl -- "\${(P@)2}" }
_arguments() { print -rl -- "$@" }
${script}
words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}
_dilemma`,
      ],
      { encoding: 'utf8' },
    )
      .trim()
      .split('\n');
  assert.deepEqual(
    told(['dilemma', '']).map((line) => line.split(':')[0]),
    commands.map(({ command }) => command),
  );
  for (const { command, options } of commands) {
    const specifications = told(['dilemma', command, '']);
    for (const { option, kind, argument } of options) {
      const found = specifications.find((line) => line.replace(/^\*/, '').startsWith(`--${option}[`));
      assert.ok(found, `${command} --${option}`);
      if (kind === 'choice') assert.ok(found.endsWith(`:(${argument.replaceAll('|', ' ')})`), found);
      else if (argument === 'FILE' || argument === 'DIR') assert.ok(found.endsWith(':_files'), found);
      else assert.equal(/\]:/.test(found), kind !== 'switch', found);
    }
  }
});
