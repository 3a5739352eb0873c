/* test.mjs -- builds tests/*.test.ts with the same plugins as the pages and runs them with node's own
 * test runner. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { plugins, root } from './build/plugins.mjs';

const out = mkdtempSync(path.join(root, 'node_modules/.test-'));
const tests = readdirSync(path.join(root, 'tests')).filter((name) => name.endsWith('.test.ts'));
await esbuild.build({
  absWorkingDir: root,
  entryPoints: tests.map((name) => `tests/${name}`),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: plugins(null),
  loader: { '.css': 'empty' },
  logLevel: 'error',
});
const files = readdirSync(out)
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => path.join(out, name));
const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], { stdio: 'inherit' });
rmSync(out, { recursive: true, force: true });
process.exit(run.status ?? 1);
