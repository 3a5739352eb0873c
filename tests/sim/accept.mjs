// accept.mjs TEST_STORIES [NAME] -- runs the stories and writes what they tell now in place of what
// they were expected to tell. For after a change that was meant: read the diff before committing.
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../lib/tool.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const COLUMNS = 100;

/** Traces that differ, as the test harness prints them: { file, line, is }. */
function differences(said) {
  const found = [];
  const pattern = /^ {4}(\S+):(\d+): the story .*is\n--- is\n([\s\S]*?)\n--- expected\n[\s\S]*?\n---$/gm;
  for (const [, file, line, is] of said.matchAll(pattern)) {
    const inTree = /tests\/sim\/\w+\.c$/.exec(file);
    if (inTree) found.push({ file: isAbsolute(file) ? relative(root, file) : inTree[0], line: Number(line), is });
  }
  return found;
}

/* What a reader would not see is written as its number. */
const unseen = (letter) => {
  const code = letter.codePointAt(0);
  return code < 0xa0 ? `\\${code.toString(8).padStart(3, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};
const escaped = (letter) => (letter === '"' || letter === '\\' ? `\\${letter}` : unseen(letter));
const quoted = (line) => `"${line.replace(/["\\\p{C}\u00a0\u2000-\u200f\u3000\u3164]/gu, escaped)}\\n"`;

/** The end of a call: the offset of the bracket that closes the one at `open`. */
function closing(text, open) {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '"') while (text[++i] !== '"') i += text[i] === '\\';
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  throw new Error('a call without an end');
}

/** The call as it is laid out by clang-format, with this trace. */
function call(indent, world, is) {
  const lines = is === '' ? ['""'] : is.replace(/\n$/, '').split('\n').map(quoted);
  const name = 'world_expect(';
  let column = indent.length + name.length;
  let before = `${name}${world}, `;
  if (lines.some((line) => column + world.length + 2 + line.length + 2 > COLUMNS))
    before = `${name}${world},\n${' '.repeat(column)}`;
  else column += world.length + 2;
  return before + lines.join(`\n${' '.repeat(column)}`);
}

/** The source with the call that begins in or before this line replaced. */
function accepted(source, { line, is }) {
  const lines = source.split('\n');
  let at = line - 1;
  while (at >= 0 && !lines[at].includes('world_expect(')) at--;
  if (at < 0) throw new Error(`no world_expect at line ${line}`);
  const offset = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0) + lines[at].indexOf('world_expect(');
  const open = offset + 'world_expect'.length;
  const end = closing(source, open);
  const world = /^\(\s*([^,]+),/.exec(source.slice(open))[1];
  const indent = ' '.repeat(lines[at].indexOf('world_expect('));
  return source.slice(0, offset) + call(indent, world, is) + source.slice(end);
}

const { program, rest } = commandLine('node tests/sim/accept.mjs PROGRAM [NAME...]', {
  operands: { program: undefined },
  rest: true,
});
const run = spawnSync(program, rest, { encoding: 'utf8', maxBuffer: 1 << 26 });
const found = differences(run.stderr);
for (const file of new Set(found.map((one) => one.file))) {
  // From the last one up, so that the lines of those before it stay what they were.
  const changes = found.filter((one) => one.file === file).sort((a, b) => b.line - a.line);
  const path = join(root, file);
  writeFileSync(path, changes.reduce(accepted, readFileSync(path, 'utf8')));
}
console.log(`${found.length} stories are told anew`);
process.exit(run.status === 0 || found.length > 0 ? 0 : 1);
