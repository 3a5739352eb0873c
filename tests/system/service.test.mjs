// service.test.mjs -- the server as a service: it tells its manager when it is ready and when it stops, in systemd's
// own words (NOTIFY_SOCKET), and the settings of the package are settings that there are.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, CLIENTS, ROOT, Server, freePort, until } from '../lib/server.mjs';

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
  const server = await Server.start([], t).finally(() => delete process.env.NOTIFY_SOCKET);
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

test('every metric has a name by the rules, and those of the dashboard and the alerts are among them', async (t) => {
  const server = await Server.start();
  t.after(() => server.close());
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  const kinds = new Map([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, kind]) => [name, kind]));
  for (const [name, kind] of kinds) {
    assert.match(name, /^(dilemma|process)_[a-z_]+$/);
    assert.equal(name.endsWith('_total'), kind === 'counter', name);
    assert.doesNotMatch(name, /_(count|sum|bucket)$/);
    assert.equal(text.match(new RegExp(`^# TYPE ${name} `, 'gm')).length, 1, `${name} is said once`);
  }
  for (const [, name] of text.matchAll(/^([a-z_]+)[ {]/gm))
    assert.ok(kinds.has(name) || kinds.get(name.replace(/_(bucket|sum|count)$/, '')) === 'histogram', name);
  const shown = ['dashboard.json', 'alerts.yml'].map((file) =>
    readFileSync(join(ROOT, 'docker', 'monitoring', file), 'utf8'),
  );
  const named = [...shown.join('\n').matchAll(/\b(?:dilemma|process)_[a-z_]+/g)].map(([name]) => name);
  assert.ok(named.length > 20);
  for (const name of named) assert.ok(text.includes(`\n${name}`), `${name} is not among the metrics`);
});

// Perl stands for systemd: it opens the port, gives it to the server as descriptor 3, and starts it again when it ends.
const SOCKET_UNIT = `
  use IO::Socket::INET; $^F = 9; $| = 1;
  my $port = IO::Socket::INET->new(Listen => 64, LocalAddr => '127.0.0.1', LocalPort => shift @ARGV) or die;
  POSIX::dup2(fileno($port), 3);
  for (1, 2) {
    my $child = fork();
    if ($child == 0) { $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1; exec @ARGV or die }
    print "$child\\n";
    waitpid $child, 0;
  }`;

test('with a port that its manager keeps open, who comes while the server restarts waits for the next', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const port = await freePort();
  const serve = ['serve', '--data', folder, '--scenarios', join(ROOT, 'scenarios'), '--clients', CLIENTS];
  const unit = spawn('perl', ['-MPOSIX', '-e', SOCKET_UNIT, port, BINARY, ...serve, '--port', port], {
    detached: true,
  });
  let pids = '';
  let log = '';
  unit.stdout.on('data', (chunk) => (pids += chunk));
  unit.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise((resolve) => unit.on('close', resolve));
  t.after(() => {
    if (unit.exitCode === null) process.kill(-unit.pid, 'SIGKILL'); // Something failed: the server goes with it.
    rmSync(folder, { recursive: true, force: true });
  });
  const health = () =>
    new Promise((resolve, reject) => {
      const asked = get({ port, path: '/healthz', agent: false }, (answer) => resolve(answer.resume().statusCode));
      asked.on('error', reject);
    });
  const pidsOf = () => pids.match(/^\d+$/gm) ?? [];
  await until(
    () => pidsOf().length === 1,
    () => 'the first server',
  );
  assert.equal(await health(), 200, log); // Asked before it can answer: it waits.
  process.kill(Number(pidsOf()[0]), 'SIGTERM');
  await until(
    () => pidsOf().length === 2,
    () => `the second server: ${log}`,
  );
  assert.equal(await health(), 200, log); // The first is gone, and the second has only begun to start.
  process.kill(Number(pidsOf()[1]), 'SIGTERM');
  await ended;
  assert.doesNotMatch(log, /level=error/);
});

test('a key made meanwhile holds after a reload, and a server that stops says so before its port closes', async (t) => {
  const server = await Server.start(['--drain-seconds', '2'], t);
  const lists = (key) =>
    fetch(`${server.origin}/api/sessions`, { headers: { authorization: `Bearer ${key}` } }).then((r) => r.status);
  const elsewhere = join(server.folder, 'elsewhere'); // The command would tell the server itself.
  mkdirSync(elsewhere);
  const made = spawnSync(BINARY, ['key', '--data', elsewhere], { encoding: 'utf8' }).stdout;
  copyFileSync(join(elsewhere, 'trainer-key'), join(server.folder, 'data', 'trainer-key'));
  const fresh = /[A-Za-z0-9_-]{22,}/.exec(made)[0];
  assert.deepEqual([await lists(server.trainerKey), await lists(fresh)], [200, 403]);
  process.kill(server.pid, 'SIGHUP');
  await until(
    async () => (await lists(fresh)) === 200,
    () => `the new key: ${server.log}`,
  );
  assert.equal(await lists(server.trainerKey), 403);
  const stopped = server.stop();
  await until(
    async () => (await fetch(`${server.origin}/readyz`)).status === 503,
    () => 'the server to say that it stops',
  );
  assert.equal((await fetch(server.origin)).status, 200);
  await stopped;
});
