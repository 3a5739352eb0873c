// scripts.mjs -- runs test scripts as `node --test` does, a process each, but those first that say in their first lines
// that they take long: `node --test` goes by the alphabet, and at the end one of them would run alone.
import { readFileSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import json from './json_reporter.mjs';
import { commandLine } from './tool.mjs';

const asked = commandLine(
  `node tests/lib/scripts.mjs [--at-once N] [--name WORDS] [--json] FILE...
--at-once N: that many at a time
--name WORDS: only the tests whose name has these words`,
  { options: { 'at-once': 2, name: '', json: false }, rest: true },
);

const takesLong = (file) => /^\/\/ Takes long\.$/m.test(readFileSync(file, 'utf8'));
const files = [...asked.rest].sort((a, b) => takesLong(b) - takesLong(a));

const tests = run({
  files,
  concurrency: asked['at-once'],
  ...(asked.name === '' ? {} : { testNamePatterns: [asked.name] }),
});
tests.on('test:fail', () => {
  process.exitCode = 1;
});
tests.compose(asked.json ? json : new spec()).pipe(process.stdout);
