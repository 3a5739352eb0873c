// newer.mjs -- the site as a later version of it would be: its clients built again, with a core whose team model is
// another one.
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BINARY, ROOT } from './server.mjs';

const run = promisify(execFile);
const MODEL = /#define SIM_MODEL_VERSION (\d+)/;

function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return entry.name.endsWith('.c') ? [path] : [];
  });
}

/** As shared/wasm/CMakeLists.txt makes it, of a copy in which the model has the next number. */
async function coreOfNextModel(folder) {
  const shared = join(folder, 'shared');
  cpSync(join(ROOT, 'shared'), shared, { recursive: true });
  const sim = join(shared, 'sim', 'sim.h');
  const text = readFileSync(sim, 'utf8');
  const next = text.replace(MODEL, (_, number) => `#define SIM_MODEL_VERSION ${Number(number) + 1}`);
  if (next === text) throw new Error('sim.h has no version of the model');
  writeFileSync(sim, next);
  const parts = ['base', 'protocol', 'sim', 'scenario', 'session', 'wasm'];
  const sources = parts
    .flatMap((part) => sourcesIn(join(shared, part)))
    .filter((name) => !/protocol\/(letters|gen\/.*)\.c$|sim_week_avx(2|512)\.c$/.test(name));
  const wasm = join(shared, 'wasm');
  const installed = join(dirname(BINARY), '..', 'shared', 'wasm', 'installed');
  const includes = ['-isystem', join(wasm, 'libc'), '-isystem', join(wasm, 'third'), '-isystem', installed];
  const flags = ['--target=wasm32', '-std=c17', '-O1', '-mbulk-memory', '-nostdlib', '-fno-builtin', '-w', ...includes];
  const objects = sources.map((source, i) => [source, join(folder, `${i}.o`)]);
  const left = [...objects];
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop())
      await run('clang', [...flags, '-I', shared, '-c', next[0], '-o', next[1]]);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const out = join(folder, 'core.wasm');
  const link = ['-Wl,--no-entry', '-Wl,--strip-all', '-Wl,--stack-first', '-Wl,-z,stack-size=524288'];
  await run('clang', ['--target=wasm32', '-nostdlib', ...link, '-o', out, ...objects.map(([, object]) => object)]);
  return out;
}

/** The folder of its screens. `folder` is empty, and somebody else's to remove. */
export async function newerSite(folder) {
  const dist = join(folder, 'dist');
  const core = await coreOfNextModel(folder);
  await run('node', ['build.mjs'], {
    cwd: join(ROOT, 'clients'),
    env: { ...process.env, DILEMMA_WASM: core, DILEMMA_CLIENTS_DIST: dist },
  });
  return dist;
}
