// postgres.test.mjs -- a session in a database instead of a file: the database goes away and comes back, the server is
// killed, and what the commands for a file say.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, until } from '../lib/server.mjs';
import { Link, call, choosing } from '../lib/people.mjs';
import { Pair, Postgres } from '../lib/postgres.mjs';
import { Wire } from '../lib/wire.mjs';

const vote = (option, reason) => ({ round: 0, option, confidence: 2, reason });

const ready = (server, query = '') =>
  fetch(`${server.origin}/readyz${query}`).then(async (r) => ({ status: r.status, text: await r.text() }));

/** Send a vote, and go on at once. Returns its id. */
function send(link, option, reason) {
  const id = link.nextId();
  link.send({ t: 'command', id, type: 'vote_cast', ...vote(option, reason) });
  return id;
}

test('a session in PostgreSQL survives its server, and a database that was away', async (t) => {
  const postgres = Postgres.start();
  t.after(() => postgres.does('remove'));
  const server = await Server.start(['--journal', postgres.url], t);
  const { trainer, token, people } = await choosing(server, 2);
  const [anna, bea] = people;
  await anna.say('vote_cast', vote(1, 'eens'));
  await bea.say('vote_cast', vote(2, 'oneens'));
  assert.ok(!existsSync(join(server.folder, 'data', 'journal.db')), 'nothing of it is in the folder');

  // The database goes: what is asked is not acknowledged, it is said, and nobody is sent away.
  postgres.does('crash');
  const waits = send(anna, 3, 'toch anders');
  await until(
    async () => (await ready(server)).status === 503,
    () => 'the server to say that its database is away',
  );
  assert.match((await ready(server)).text, /database does not answer/);
  const refused = send(anna, 0, 'nu niet');
  const said = await anna.until((l) => l.messages.find((m) => m.id === refused), 'the refusal');
  assert.deepEqual([said.t, said.code], ['error', 'storage_away']);
  assert.ok(!anna.messages.some((m) => m.id === waits), 'nothing is acknowledged that is not durable');
  assert.equal(anna.sections.me.reason, 'eens', 'nor shown');

  // It comes back: what waited is done, once, and everything goes on by itself.
  postgres.does('start');
  await anna.until((l) => l.messages.find((m) => m.t === 'ack' && m.id === waits), 'what waited');
  await until(
    async () => (await ready(server)).status === 200,
    () => 'the server to be ready again',
  );
  await anna.say('vote_cast', vote(0, 'ten slotte'));

  // Killed and started again: all that was acknowledged is there, as it was.
  await server.kill();
  await server.up();
  const back = await Link.open(server, anna.token);
  assert.deepEqual([back.sections.me.vote, back.sections.me.reason], [0, 'ten slotte']);
  assert.equal((await call(server, 'GET', '/api/export.json', { token })).status, 200);

  // A backup of the folder would have no session in it: it says who can make one.
  const backup = spawnSync(BINARY, ['backup', join(server.folder, 'b'), '--data', join(server.folder, 'data')], {
    encoding: 'utf8',
  });
  assert.equal(backup.status, 1);
  assert.match(backup.stderr, /pg_dump/);

  // Deleted is deleted: no row of it is left.
  assert.equal((await call(server, 'POST', '/api/delete', { token })).status, 200);
  assert.equal(
    postgres.ask(
      'SELECT (SELECT count(*) FROM dilemma.session) + (SELECT count(*) FROM dilemma.event)' +
        ' + (SELECT count(*) FROM dilemma.token) + (SELECT count(*) FROM dilemma.snapshot)',
    ),
    '0',
  );
  await Promise.all([trainer, ...people, back].map((l) => l.close()));
  await server.close();
});

/** Is this acknowledged? */
const isAcked = (link, id) => link.messages.some((m) => m.t === 'ack' && m.id === id);

test('a commit that waits for a standby that is gone is not acknowledged, whoever cancels the wait', async (t) => {
  const postgres = Postgres.start();
  t.after(() => postgres.does('remove'));
  const server = await Server.start(['--journal', postgres.url], t);
  const { trainer, people } = await choosing(server, 1);
  const [anna] = people;
  await postgres.waitsFor('*');
  const waits = send(anna, 1, 'wacht');
  await until(
    async () => (await ready(server)).status === 503,
    () => 'the server to say that its database does not answer',
  );
  const refused = send(anna, 2, 'nu niet');
  assert.equal((await anna.until((l) => l.messages.find((m) => m.id === refused), 'the refusal')).code, 'storage_away');

  // Somebody who sees what hangs cancels it, again and again: to PostgreSQL it is committed then, on one disk.
  let cancelled = 0;
  await until(
    () => {
      cancelled += Number(
        postgres.ask(
          "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'" +
            " AND application_name LIKE 'dilemma-%'",
        ),
      );
      return cancelled >= 5;
    },
    () => 'commits that wait',
  );
  assert.equal((await ready(server)).status, 503);
  assert.ok(!isAcked(anna, waits), 'nothing is acknowledged that is on one disk only');
  assert.equal(anna.sections.me.reason ?? '', '', 'nor shown');

  await postgres.waitsFor('');
  await anna.until((l) => isAcked(l, waits), 'what waited');
  const stored = postgres.ask("SELECT count(*) FROM dilemma.event WHERE encode(data, 'escape') LIKE '%wacht%'");
  assert.equal(stored, '1');
  await Promise.all([trainer, anna].map((l) => l.close()));
  await server.close();
});

test('what an acknowledgement is worth is told, and a primary that hangs is passed over for its standby', async (t) => {
  const pair = await Pair.start();
  t.after(() => pair.remove());
  const wires = [];
  for (const { port } of pair.both) wires.push(await Wire.to(port));
  t.after(() => wires.forEach((wire) => wire.close()));
  const server = await Server.start(['--journal', pair.url(wires.map(({ port }) => port))], t);
  const { trainer, people } = await choosing(server, 1);
  const [anna] = people;
  const worth = async () => /^what is acknowledged (.*)$/m.exec((await ready(server, '?verbose')).text)[1];
  await anna.say('vote_cast', vote(1, 'eens'));
  assert.equal(await worth(), 'is on the disk of the database and at a standby');
  assert.doesNotMatch(server.log, /event=database_alone/);
  await pair.waits(false);
  await until(
    async () => {
      await anna.say('vote_cast', vote(2, 'nog eens'));
      return (await worth()) === 'is on the disk of one database, and waits for no standby';
    },
    () => 'the server to say that commits wait for no standby',
  );
  assert.match(server.log, /event=database_alone/);
  await pair.waits(true);
  await until(
    async () => {
      await anna.say('vote_cast', vote(1, 'eens'));
      return (await worth()) === 'is on the disk of the database and at a standby';
    },
    () => 'the server to say that they wait again',
  );

  // The first of the two takes connections and says nothing more, as a machine that hangs.
  wires[0].hang(true);
  const waits = send(anna, 3, 'toch anders');
  await pair.standby.doing('promote');
  await anna.until((l) => isAcked(l, waits), 'an answer through the standby');
  await anna.say('vote_cast', vote(0, 'ten slotte'));
  assert.equal(
    pair.standby.ask("SELECT count(*) FROM dilemma.event WHERE encode(data, 'escape') LIKE '%toch anders%'"),
    '1',
  );
  await server.kill();
  await server.up(); // Also when the one that hangs is the first that it is told of.
  const back = await Link.open(server, anna.token);
  assert.equal(back.sections.me.reason, 'ten slotte');
  await Promise.all([trainer, anna, back].map((l) => l.close()));
  await server.close();
});

test('a database is spoken to over TLS, and only when its certificate is its own', async (t) => {
  const postgres = await Postgres.certified('db.example');
  t.after(() => postgres.does('remove'));
  const url = (host, mode) =>
    `postgres://postgres@${host}:${postgres.port}/postgres?hostaddr=127.0.0.1&sslmode=${mode}` +
    `&sslrootcert=${postgres.certificate}`;
  for (const [host, mode, why] of [
    ['other.example', 'verify-full', /server certificate for .*db.example.* does not match host name .*other.example/],
    ['db.example', 'disable', /no pg_hba.conf entry .* no encryption/],
  ]) {
    const folder = mkdtempSync(join(tmpdir(), 'dilemma-tls-'));
    const words = ['serve', '--clients', '', '--port', '1', '--data', join(folder, 'data'), '--scenarios', 'scenarios'];
    const said = spawnSync(BINARY, [...words, '--journal', url(host, mode)], { encoding: 'utf8', cwd: ROOT });
    rmSync(folder, { recursive: true });
    assert.equal(said.status, 1);
    assert.match(said.stderr, why);
  }
  const server = await Server.start(['--journal', url('db.example', 'verify-full')], t);
  const { trainer, people } = await choosing(server, 1);
  await people[0].say('vote_cast', vote(1, 'eens'));
  const secret =
    'SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name';
  assert.equal(postgres.ask(`${secret} LIKE 'dilemma-%'`), 't');
  await Promise.all([trainer, ...people].map((l) => l.close()));
  await server.close();
});

test('a database that cannot be named so is refused at once, without its password', () => {
  for (const url of ['mysql://dilemma:geheim@db/x', 'postgres://dilemma:geheim@db:poort/x?nonsense=1']) {
    const said = spawnSync(BINARY, ['serve', '--clients', '', '--journal', url], { encoding: 'utf8' });
    assert.equal(said.status, 2);
    assert.match(said.stderr, /--journal must be like postgres:/);
    assert.doesNotMatch(said.stderr + said.stdout, /geheim/);
  }
});
