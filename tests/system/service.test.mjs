// service.test.mjs -- the server as a service: it tells its manager when it is ready and when it stops, in systemd's
// own words (NOTIFY_SOCKET), and the settings of the package are settings that there are.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, until } from '../lib/server.mjs';

const inPackage = (name) => readFileSync(join(ROOT, 'server', 'package', name), 'utf8');

/** What comes in on a Unix socket of datagrams; Node has none of its own. */
async function manager(t) {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const path = join(folder, 'notify');
  const child = spawn('perl', [
    '-MIO::Socket::UNIX',
    '-e',
    '$|=1; my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die; print "open\\n";' +
      ' while (defined $s->recv(my $m, 512)) { print "$m\\n" }',
    path,
  ]);
  const heard = { path, said: '' };
  child.stdout.on('data', (chunk) => (heard.said += chunk));
  t.after(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await until(
    () => heard.said.includes('open'),
    () => 'the socket of the manager',
  );
  return heard;
}

test('the manager of services hears when the server is ready, and when it stops', async (t) => {
  const heard = await manager(t);
  process.env.NOTIFY_SOCKET = heard.path;
  const server = await Server.start().finally(() => delete process.env.NOTIFY_SOCKET);
  await until(
    () => heard.said === 'open\nREADY=1\n',
    () => `READY: ${heard.said}`,
  );
  await server.stop();
  await until(
    () => heard.said === 'open\nREADY=1\nSTOPPING=1\n',
    () => `STOPPING: ${heard.said}`,
  );
  rmSync(server.folder, { recursive: true, force: true });
});

test('every setting that the package names is one of the server', () => {
  const named = [...(inPackage('dilemmakamer.service') + inPackage('dilemmakamer.conf')).matchAll(/(DILEMMA_\w+)=/g)];
  const help = spawnSync(BINARY, ['help', 'serve'], { encoding: 'utf8' }).stdout;
  assert.ok(named.length >= 7);
  for (const [, name] of named) assert.match(help, new RegExp(`\\b${name}\\b`));
});
