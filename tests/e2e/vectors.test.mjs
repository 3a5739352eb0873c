// vectors.test.mjs -- the team model in a browser: bit for bit what it is natively and in Node.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/server.mjs';
import { launch } from '../lib/browser.mjs';
import { checkVectors } from '../unit/sim/vectors_check.mjs';

test('the golden vectors agree in Chromium', { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const wasm = join(folder, 'sim.wasm');
  execFileSync('sh', [join(ROOT, 'tests', 'wasm', 'sim_build.sh'), wasm]);
  const vectors = readFileSync(join(ROOT, 'tests', 'unit', 'sim', 'vectors.json'), 'utf8');
  const browser = await launch();
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
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  assert.match(said, /20 runs, \d+ rounds agree/);
});
