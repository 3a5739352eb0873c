// start.test.mjs -- what an operator meets: a taken port, a taken folder, a start that failed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, freePort } from '../lib/server.mjs';

/** Start the server where it cannot run; its exit code and what it said. */
async function startInVain(data, port) {
  const child = spawn(BINARY, ['serve', '--data', data, '--scenarios', join(ROOT, 'scenarios'),
    '--clients', join(ROOT, 'clients', 'dist'), '--address', '127.0.0.1', '--port', String(port)]);
  let said = '';
  child.stdout.on('data', (chunk) => { said += chunk; });
  child.stderr.on('data', (chunk) => { said += chunk; });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, said };
}

test('a first start that fails does not lose the trainer’s link', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const port = await freePort();
  const other = createServer();
  await new Promise((resolve) => other.listen(port, '127.0.0.1', resolve));
  const { code, said } = await startInVain(join(folder, 'data'), port);
  assert.notEqual(code, 0);
  assert.match(said, new RegExp(`cannot listen on 127.0.0.1 port ${port}`));
  await new Promise((resolve) => other.close(resolve));
  const server = new Server(folder, port, []);
  await server.up();
  assert.match(server.trainerKey, /^[\w-]{22}$/);
  await server.close();
});

test('a second server on the same data is refused with a plain sentence', async () => {
  const server = await Server.start();
  const { code, said } = await startInVain(join(server.folder, 'data'), await freePort());
  assert.notEqual(code, 0);
  assert.match(said, /another server uses the folder/);
  await server.close();
  rmSync(server.folder, { recursive: true, force: true });
});
