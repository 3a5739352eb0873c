// vectors.test.mjs -- the team model and the core in a browser: bit for bit what they are natively and in Node.
// To build: core_twin core_script
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/server.mjs';
import { launch } from '../lib/browser.mjs';
import { playScript } from '../wasm/core_play.mjs';
import { lettersSource } from '../wasm/letters.mjs';
import { checkVectors } from '../unit/sim/vectors_check.mjs';

test('the golden vectors agree in Chromium', { timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const wasm = join(folder, 'sim.wasm');
  execFileSync('sh', [join(ROOT, 'tests', 'wasm', 'sim_build.sh'), wasm]);
  const vectors = readFileSync(join(ROOT, 'tests', 'unit', 'sim', 'vectors.json'), 'utf8');
  const browser = await launch(t);
  const page = await browser.newPage();
  const said = await page.evaluate(
    async ([bytes, text, source]) => {
      const binary = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
      const { instance } = await WebAssembly.instantiate(binary, {});
      const check = new Function(`return ${source}`)();
      return check(instance.exports, JSON.parse(text));
    },
    [readFileSync(wasm).toString('base64'), vectors, checkVectors.toString()],
  );
  assert.match(said, new RegExp(`^${JSON.parse(vectors).runs.length} runs, \\d+ rounds agree$`));
});

test('kept journals and random sessions have the same states and views in Chromium', {
  timeout: 600_000,
}, async (t) => {
  const built = join(process.env.DILEMMA_BUILD_DIR ?? join(ROOT, 'build'), 'test', 'tests', 'wasm');
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'script');
  const env = { ...process.env, DK_CORE_SCRIPT: script, DK_CORE_SESSIONS: '6', DK_CORE_SEED: '101' };
  execFileSync(join(built, 'core_script'), { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const browser = await launch(t);
  const page = await browser.newPage();
  const count = await page.evaluate(
    async ([bytes, lines, source, letters]) => {
      const { lettersOn } = await import(URL.createObjectURL(new Blob([letters], { type: 'text/javascript' })));
      const binary = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
      let core = null;
      const imports = { letters: lettersOn(() => core.memory.buffer) };
      core = (await WebAssembly.instantiate(binary, imports)).instance.exports;
      return new Function(`return ${source}`)()(core, lines);
    },
    [
      readFileSync(join(built, 'core_twin.wasm')).toString('base64'),
      readFileSync(script, 'utf8').split('\n'),
      playScript.toString(),
      await lettersSource(),
    ],
  );
  assert.ok(count.sessions >= 27 && count.states > 600 && count.looks > 20, JSON.stringify(count));
});
