// core.mjs SCRIPT_PROGRAM MODULE.wasm [--sessions N] [--seed S] -- the module does what the native core does: kept
// journals and random sessions, state by state and view by view. Exit 0, or 1 with the first difference.
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadLetters } from './letters.mjs';
import { playScript } from './core_play.mjs';
import { commandLine } from '../lib/tool.mjs';

const {
  program,
  wasm,
  sessions,
  seed: first,
} = commandLine('node tests/wasm/core.mjs PROGRAM MODULE [--sessions N] [--seed S]', {
  operands: { program: undefined, wasm: undefined },
  options: { sessions: 24, seed: 1 },
});
const AT_ONCE = 100; // So that no script grows beyond some megabytes.
const { lettersOn } = await loadLetters();
const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
const total = {};

async function* linesOf(file) {
  yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

try {
  for (let seed = first; seed < first + sessions; seed += AT_ONCE) {
    const script = join(folder, 'script');
    const env = {
      DK_CORE_SCRIPT: script,
      DK_CORE_SEED: seed,
      DK_CORE_SESSIONS: Math.min(AT_ONCE, first + sessions - seed),
    };
    execFileSync(program, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
    let core = null;
    const imports = { letters: lettersOn(() => core.memory.buffer) };
    core = (await WebAssembly.instantiate(readFileSync(wasm), imports)).instance.exports;
    const lines = [];
    for await (const line of linesOf(script)) lines.push(line);
    for (const [name, n] of Object.entries(playScript(core, lines))) total[name] = (total[name] ?? 0) + n;
  }
  console.log(
    Object.entries(total)
      .map(([name, n]) => `${n} ${name}`)
      .join(', '),
    'agree',
  );
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
