// dev.test.mjs -- the front door: every command is listed, and what is not understood is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, ROOT } from '../lib/server.mjs';

/** One of its functions, to be called alone. */
function functionOf(name) {
  const source = readFileSync(join(ROOT, 'dev'), 'utf8');
  const from = source.indexOf(`\n${name}() {\n`);
  return source.slice(from, source.indexOf('\n}\n', from) + 3);
}

const dev = (...words) => spawnSync(join(ROOT, 'dev'), words, { encoding: 'utf8' });

test('the front door lists every command it has, and has every command it lists', () => {
  const { status, stdout } = dev('help');
  assert.equal(status, 0);
  const listed = [...stdout.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name);
  const source = readFileSync(join(ROOT, 'dev'), 'utf8');
  const written = [...source.matchAll(/^cmd_(\w+)\(\)/gm)].map(([, name]) => name);
  const [, dispatched] = /case \$command in\n((?:.*\\\n)*.*)\)\n/.exec(source);
  assert.deepEqual([...listed].sort(), [...written].sort());
  assert.deepEqual([...dispatched.matchAll(/\w+/g)].map(([name]) => name).sort(), [...written].sort());
  assert.equal(dev('--help').stdout, stdout);
  const { status: helped, stdout: ofOne } = dev('planted', '--only', 'moon', '-h');
  assert.equal(helped, 0);
  assert.ok(ofOne.startsWith('  planted ') && stdout.includes(ofOne), ofOne);
});

test('the tools behind the front door tell how they are called, and refuse what they do not know', () => {
  const words = ['grep', '-lE', '^import .*lib/tool.mjs', '--', '*.mjs']; // Not this file, which would call itself.
  const tools = execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  const called = (...words) => spawnSync('node', words, { cwd: ROOT, encoding: 'utf8' });
  for (const tool of tools) {
    const { status, stdout } = called(tool, '--help');
    assert.equal(status, 0, tool);
    assert.ok(stdout.startsWith(`node ${tool} `), stdout);
  }
  assert.equal(called('tests/planted/planted.mjs', '-h').status, 0);
  for (const [words, sentence] of [
    [['tests/planted/planted.mjs', '--moon'], /--moon/],
    [['tests/planted/planted.mjs', '--jobs', 'many'], /--jobs needs a whole number/],
    [['tests/wasm/core.mjs', 'program'], /the wasm is missing/],
    [['server/package/sbom.mjs', BINARY], /the version is missing/],
    [['scenarios/catalogue/derive.mjs', 'folder'], /'folder'/],
  ]) {
    const { status, stdout, stderr } = called(...words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, sentence);
  }
});

test('the bill of materials has each package that the pages and the program have, and is the same each time', () => {
  const bill = () =>
    execFileSync('node', ['server/package/sbom.mjs', BINARY, '1.2.3', 'abc'], { cwd: ROOT, encoding: 'utf8' });
  const text = bill();
  assert.equal(bill(), text);
  const { components, metadata, dependencies } = JSON.parse(text);
  const names = components.map(({ name }) => name);
  const { dependencies: imported } = JSON.parse(readFileSync(join(ROOT, 'clients', 'package.json'), 'utf8'));
  for (const name of Object.keys(imported)) assert.ok(names.includes(name), name);
  for (const [, name] of execFileSync('readelf', ['-d', BINARY], { encoding: 'utf8' }).matchAll(/\[lib([a-z]+)/g))
    assert.ok(
      names.some((one) => one.replaceAll('-', '').includes(name === 'crypto' ? 'ssl' : name)) ||
        /^[ac]san|^m$|^gcc|ubsan/.test(name),
      `${name} is linked: ${names}`,
    );
  assert.deepEqual(dependencies[0].dependsOn.length, components.length);
  assert.equal(metadata.component.properties[0].value, 'abc');
});

test('what is no command, no option and no test is refused with exit code 2', () => {
  for (const [words, sentence] of [
    [['moon'], /there is no command 'moon'/],
    [['test', '--moon'], /there is no option '--moon'/],
    [['lint', 'moon'], /there is no option 'moon'/],
    [['simtest', '--seed'], /--seed needs a whole number/],
    [['simtest', '--seeds', '7x'], /--seeds needs a whole number/],
    [['simtest', '--moon'], /simtest knows no option '--moon'/],
    [['planted', '--moon'], /planted knows no option '--moon'/],
    [['planted', '--only', 'moon'], /no planted bug is called 'moon'/],
    [['planted', '--only'], /no planted bug is called ''/],
  ]) {
    const { status, stderr } = dev(...words);
    assert.equal(status, 2, words.join(' '));
    assert.match(stderr, sentence);
  }
});

test('long work says how far it is: each tenth, and whenever ten seconds went by, however slow it gets on', () => {
  const progress = functionOf('progress');
  // The clock is the number after the first colon of each line.
  const script = `say() { echo "$*"; }\ndate() { now=\${line#*:}; echo "\${now%%:*}"; }\n${progress}\nprogress`;
  const told = (...lines) => {
    const input = lines.map((line) => `${line}\n`).join('');
    const { status, stdout } = spawnSync('sh', ['-euc', script], { encoding: 'utf8', input });
    assert.equal(status, 0);
    return stdout.match(/\S.*/g) ?? [];
  };
  assert.deepEqual(
    told(
      'dlstatus:100:0.0:a',
      'dlstatus:101:0.0:b',
      'Get:1',
      'dlstatus:102:9.9:c',
      'dlstatus:103:10.2:d',
      'pmstatus:104:0.1:e',
    ),
    ['10 % fetched'],
  );
  assert.deepEqual(
    told('pmstatus:100:6.1:a', 'pmstatus:105:6.2:b', 'pmstatus:110:6.3:c', 'pmstatus:121:6.4:d', 'pmstatus:122:6.9:e'),
    ['6 % installed', '6 % installed'],
  );
  assert.deepEqual(told('[1/400] a:100:', '[2/400] b:111:', '[3/400] c:112:', '[40/400] d:113:', '[400/400] e:114:'), [
    '0 % built',
    '10 % built',
    '100 % built',
  ]);
});

test('what works in silence has a clock beside it that does not outlive it, and keeps its own exit code', () => {
  const patiently = functionOf('patiently');
  // Its seconds pass at once, and the work waits for the thirtieth.
  const script = `say() { echo "$*" >&2; [ "$*" != '    30 s' ] || echo >&3; }
sleep() { :; }
work() { read -r _ <&4; echo done; return 7; }
${patiently}
pipe=$(mktemp -u); mkfifo "$pipe"; exec 3<>"$pipe" 4<"$pipe"; rm "$pipe"
patiently work || echo "code $?"; ! kill -0 "$clock" 2>/dev/null`;
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', script], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, 'done\ncode 7\n');
  assert.ok(stderr.startsWith('    10 s\n    20 s\n    30 s\n'), stderr);
});
