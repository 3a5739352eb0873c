// postgres.test.mjs -- a session in a database instead of a file: the database goes away and comes back, the server is
// killed, and what the commands for a file say.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, Server, until } from '../lib/server.mjs';
import { Link, call, choosing } from '../lib/people.mjs';
import { Postgres } from '../lib/postgres.mjs';

const vote = (option, reason) => ({ round: 0, option, confidence: 2, reason });

const ready = (server) =>
  fetch(`${server.origin}/readyz`).then(async (r) => ({ status: r.status, text: await r.text() }));

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

test('a database that cannot be named so is refused at once, without its password', () => {
  for (const url of ['mysql://dilemma:geheim@db/x', 'postgres://dilemma:geheim@db:poort/x?nonsense=1']) {
    const said = spawnSync(BINARY, ['serve', '--clients', '', '--journal', url], { encoding: 'utf8' });
    assert.equal(said.status, 2);
    assert.match(said.stderr, /--journal must be like postgres:/);
    assert.doesNotMatch(said.stderr + said.stdout, /geheim/);
  }
});
