// tables.mjs -- a word without its entry in a table of the core, and an entry that leaves a field out, do not compile.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const TABLES = [
  { file: 'shared/session/decision.c', words: 'protocol/rules.def', type: 'RULE' },
  { file: 'shared/session/step.c', words: 'protocol/steps.def', type: 'STEP' },
  { file: 'shared/session/role.c', words: 'protocol/roles.def', type: 'ROLE' },
];
const ENTRY = /(static const struct \w+_entry entry_\w+ = \{[^}]*),\s*\w+(,?\s*\};)/;

/* Each file as its build compiles it, first as it is: a file that does not compile at all proves nothing. */
export function checkTables(root, build, complain) {
  const commands = JSON.parse(readFileSync(join(build, 'release', 'compile_commands.json'), 'utf8'));
  for (const { file, words, type } of TABLES) {
    const { directory, command } = commands.find((one) => one.file === join(root, file));
    const folder = mkdtempSync(join(tmpdir(), 'dilemma-tables-'));
    const compiles = (text, def) => {
      writeFileSync(join(folder, 'table.c'), text);
      mkdirSync(join(folder, dirname(words)), { recursive: true });
      writeFileSync(join(folder, words), def);
      // Our folder in front of the one that has the same words.
      const [compiler, ...flags] = command
        .slice(0, command.indexOf(' -o '))
        .replace(' -I', ` -I${folder} -I`)
        .split(' ');
      try {
        execFileSync(compiler, [...flags, '-fsyntax-only', join(folder, 'table.c')], { cwd: directory, stdio: 'pipe' });
        return true;
      } catch {
        return false;
      }
    };
    const text = readFileSync(join(root, file), 'utf8');
    const def = readFileSync(join(root, 'shared', words), 'utf8');
    const count = def.match(/^VALUE\(/gm).length;
    if (!ENTRY.test(text)) complain(file, 0, 'has no entry of the form that tests/tidy/tables.mjs knows');
    if (!compiles(text, def)) complain(file, 0, 'does not compile outside its build, so nothing is known of its table');
    else if (compiles(text.replace(ENTRY, '$1$2'), def))
      complain(file, 0, 'compiles with a field of an entry left out');
    else if (compiles(text, `${def}VALUE(${type}, UNHEARD_OF, unheard_of, ${count})\n`))
      complain(file, 0, `compiles with a word in ${words} that has no entry`);
    rmSync(folder, { recursive: true, force: true });
  }
}
