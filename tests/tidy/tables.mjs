// tables.mjs -- a word without its entry in a table of the core, and an entry that leaves a field out, do not compile.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
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

/* In TypeScript: the tables of the screens, each with the words that it hangs on. */
const SCREENS = {
  rule: ['core/rules.ts'],
  role: ['core/roles.ts'],
  step: [
    'core/steps.ts',
    'participant/steps.tsx',
    'projector/progress.tsx',
    'projector/show.ts',
    'solo/steps.tsx',
    'trainer/live/look.ts',
  ],
};
const WORDS_OF = (word) => new RegExp(`(export const ${word}_words = \\[[^\\]]*),\\n\\]`);
const INCOMPLETE = [2741, 2345]; // A table without this entry; a text that is not there.

/** One word more in each list: then every table has to be incomplete. */
export function checkScreenTables(root, complain) {
  const ts = createRequire(join(root, 'clients', 'package.json'))('typescript');
  const clients = join(root, 'clients');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(clients, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    clients,
  );
  const protocol = join(clients, 'core', 'generated', 'protocol.ts');
  let more = readFileSync(protocol, 'utf8');
  for (const word of Object.keys(SCREENS)) more = more.replace(WORDS_OF(word), "$1, 'unheard_of',\n]");
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (name) => (name === protocol ? more : readFile(name));
  const files = Object.values(SCREENS).flat();
  const program = ts.createProgram(
    [join(clients, 'modules.d.ts'), ...files.map((file) => join(clients, file))],
    options,
    host,
  );
  for (const file of files) {
    const found = program.getSemanticDiagnostics(program.getSourceFile(join(clients, file)));
    if (
      !found.some(
        ({ code, messageText }) =>
          INCOMPLETE.includes(code) && /unheard_of/.test(ts.flattenDiagnosticMessageText(messageText, ' ')),
      )
    )
      complain(`clients/${file}`, 0, 'compiles with a word that its table has no entry for');
  }
}
