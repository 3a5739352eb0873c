// dev.test.mjs -- the front door: every command is listed, and what is not understood is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/server.mjs';

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
    [['scenarios/catalogue/derive.mjs', 'folder'], /'folder'/],
  ]) {
    const { status, stdout, stderr } = called(...words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, sentence);
  }
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
