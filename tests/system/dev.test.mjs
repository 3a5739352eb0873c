// dev.test.mjs -- the front door: every command is listed, and what is not understood is refused.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
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
