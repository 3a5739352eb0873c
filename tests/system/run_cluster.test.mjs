// run_cluster.test.mjs -- what `./dev run --cluster` starts (docker/cluster.sh): two servers, PostgreSQL with a
// standby, and a real nginx before them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { page } from '../lib/pages.mjs';
import { choosing } from '../lib/people.mjs';
import { Postgres } from '../lib/postgres.mjs';
import { BINARY, ROOT, freePort, until } from '../lib/server.mjs';

/** Until it says how it can be reached, or ends. */
async function run(folder, port) {
  const child = spawn('sh', [join(ROOT, 'docker', 'cluster.sh'), BINARY, folder, String(port)], { detached: true });
  const running = { child, said: '', origin: `http://127.0.0.1:${port}` };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      running.said += piece;
    });
  running.ended = new Promise((resolve) => child.on('close', resolve));
  await until(
    () => /Ctrl\+C ends/.test(running.said) || child.exitCode !== null,
    () => `it to run: ${running.said}`,
  );
  assert.match(running.said, /^Trainer/m);
  return running;
}

/** As Ctrl+C does: whoever it started hears it, too. */
async function interrupted({ child, ended }) {
  process.kill(-child.pid, 'SIGINT');
  assert.equal(await ended, 0);
}

const answers = (origin) =>
  fetch(`${origin}/readyz`).then(
    () => true,
    () => false,
  );

test('of two servers behind nginx one dies and nobody reloads; Ctrl+C ends it all, the next run has it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-run-cluster-'));
  chmodSync(folder, 0o755); // PostgreSQL is another user, when the test is root.
  const port = await freePort();
  let running = null;
  t.after(async () => {
    if (running?.child.exitCode === null) {
      process.kill(running.child.pid, 'SIGTERM');
      await running.ended;
    }
    for (const name of ['two', 'one'])
      if (existsSync(join(folder, name, 'data'))) new Postgres(join(folder, name)).does('remove');
    rmSync(folder, { recursive: true, force: true });
  });
  running = await run(folder, port);
  const trainerKey = /#key=([A-Za-z0-9_-]+)/.exec(running.said)[1];
  const session = await choosing({ origin: `${running.origin}/n1`, trainerKey }, 1);
  const [{ token }] = session.people;
  await Promise.all([session.trainer, ...session.people].map((link) => link.close()));

  const live = page(running.origin, token);
  const votes = async (reason) => {
    live.command({ type: 'vote_cast', round: 0, option: 1, confidence: 1, reason });
    await until(
      () => live.screen().outbox.length === 0 && live.screen().sections.me?.reason === reason,
      () => `${reason} to be there`,
    );
  };
  await votes('eerst');
  const second = spawnSync('sh', [join(ROOT, 'docker', 'cluster.sh'), BINARY, folder, String(port)]);
  assert.equal(second.status, 1);
  assert.match(String(second.stderr), /it runs already/);
  for (const name of ['n1', 'n2']) {
    process.kill(Number(readFileSync(join(folder, `${name}.pid`), 'utf8')), 'SIGKILL');
    await votes(`na de dood van ${name}`);
    await until(
      () => fetch(`${running.origin}/${name}/readyz`).then((answer) => answer.ok),
      () => `${name} to be there again`,
    );
  }
  live.close();
  await interrupted(running);
  assert.equal(await answers(running.origin), false);
  for (const name of ['one', 'two']) assert.ok(!existsSync(join(folder, name, 'data', 'postmaster.pid')), name);

  running = await run(folder, port);
  const back = page(running.origin, token);
  await until(
    () => back.screen().sections.me?.reason === 'na de dood van n2',
    () => `the vote to be there: ${JSON.stringify(back.screen().sections.me)}`,
  );
  back.close();
  await interrupted(running);
});
