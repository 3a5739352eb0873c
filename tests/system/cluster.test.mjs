// cluster.test.mjs -- two nodes on one database: who asks the wrong one is led to the right one; a node that dies,
// stops or sleeps is replaced, and nothing that was acknowledged is lost or doubled.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BINARY, until } from '../lib/server.mjs';
import { Link, call, choosing } from '../lib/people.mjs';
import { Cluster } from '../lib/cluster.mjs';

const vote = (option, reason) => ({ round: 0, option, confidence: 2, reason });

/** What a node says to the link of a token: the error with which it leads away. */
async function ledAway(node, token) {
  const link = await Link.open(node, token, { silent: true });
  const said = await link.until((l) => l.messages.find((m) => m.t === 'error' || m.t === 'welcome'), 'an answer');
  await link.close();
  return said;
}

/** The same node takes it over, as soon as it may. */
async function opened(node, token) {
  let link;
  await until(
    async () => {
      link = await Link.open(node, token, { silent: true });
      const said = await link.until((l) => l.messages.find((m) => m.t === 'error' || m.t === 'view'), 'an answer');
      if (said.t === 'error') assert.deepEqual([said.code, said.field], ['moved', 'n1']);
      return said.t === 'view';
    },
    () => 'the other node to take it over',
  );
  return link;
}

test('two nodes on one database: the way to the owner, and what becomes of a node', { timeout: 600_000 }, async (t) => {
  const cluster = await Cluster.start(2, t);
  const [n1, n2] = [cluster.node('n1'), cluster.node('n2')];
  const { trainer, token, code, people } = await choosing(n1, 2);
  const [anna, bea] = people;
  await anna.say('vote_cast', vote(1, 'eens'));
  assert.equal(cluster.owner(code), 'n1');

  // A link is led away by name, a request by 307: the same path below that name, method and body included.
  const said = await ledAway(n2, anna.token);
  assert.deepEqual([said.t, said.code, said.field, said.id], ['error', 'moved', 'n1', undefined]);
  for (const [method, path, body] of [
    ['GET', `/api/join/${code}?lang=en`],
    ['POST', '/api/join', { code, name: 'Carla' }],
  ]) {
    const answer = await fetch(n2.origin + path, {
      method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    assert.deepEqual([answer.status, answer.headers.get('location')], [307, `/n1${path}`]);
  }
  assert.equal((await call(n2, 'GET', '/api/join/222222')).status, 404, 'a code that nobody made');

  // Behind a proxy all of the API works, whichever node is asked, and lists show all sessions.
  for (let i = 0; i < 4; i++) {
    assert.equal((await call(cluster, 'GET', `/api/join/${code}`)).status, 200);
    assert.equal((await call(cluster, 'GET', '/api/export.json', { token })).status, 200);
  }
  await until(
    async () =>
      (await call(n2, 'GET', '/api/sessions', { token: n2.trainerKey })).body.sessions.some((s) => s.code === code),
    () => 'the list of the other node',
  );

  // Streams and polls say where they are: what belongs to them goes there, whichever node a proxy would take.
  for (const address of ['events?', 'poll?open=1&']) {
    const answer = await fetch(`${n1.origin}/live/${address}client=9&link=9`, {
      headers: { authorization: `Bearer ${bea.token}` },
    });
    assert.deepEqual([answer.status, answer.headers.get('x-dilemma-node')], [200, 'n1']);
    await answer.body.cancel();
  }

  // The node dies: the other takes over, with all that was acknowledged.
  await bea.say('vote_cast', vote(2, 'oneens'));
  await n1.kill();
  const back = await opened(n2, anna.token);
  assert.deepEqual([back.sections.me.vote, back.sections.me.reason], [1, 'eens']);
  await back.say('vote_cast', vote(3, 'toch anders'));
  assert.equal(cluster.owner(code), 'n2');

  // Started again, it leads to the other one; and that one, told to stop, hands over at once.
  await n1.up();
  assert.equal((await ledAway(n1, bea.token)).field, 'n2');
  await n2.stop();
  const home = await Link.open(n1, bea.token); // No wait for a lease.
  assert.deepEqual([home.sections.me.vote, home.sections.me.reason], [2, 'oneens']);
  assert.equal(cluster.owner(code), 'n1');

  // Deleted is deleted, at every node.
  await n2.up();
  assert.equal((await call(n1, 'POST', '/api/delete', { token })).status, 200);
  assert.equal((await call(n2, 'GET', `/api/join/${code}`)).status, 404);
  await Promise.all([trainer, ...people, back, home].map((l) => l.close()));
});

test('a node that slept while it was replaced writes nothing, and ends', { timeout: 600_000 }, async (t) => {
  const cluster = await Cluster.start(2, t);
  const [n1, n2] = [cluster.node('n1'), cluster.node('n2')];
  const { people } = await choosing(n1, 1);
  const [anna] = people;
  await anna.say('vote_cast', vote(1, 'eens'));
  process.kill(n1.pid, 'SIGSTOP');
  const back = await opened(n2, anna.token);
  await back.say('vote_cast', vote(2, 'elders'));
  const id = anna.nextId();
  anna.send({ t: 'command', id, type: 'vote_cast', ...vote(3, 'van een slaper') });
  process.kill(n1.pid, 'SIGCONT');
  assert.equal((await n1.over()).code, 1);
  assert.ok(!anna.messages.some((m) => m.t === 'ack' && m.id === id), 'nothing was acknowledged');
  assert.deepEqual([back.sections.me.vote, back.sections.me.reason], [2, 'elders']);
  await n1.up();
  const again = await ledAway(n1, anna.token);
  assert.equal(again.field, 'n2');
  await Promise.all([anna, back].map((l) => l.close()));
});

test('names of nodes are checked, and one without a name is kept away', async (t) => {
  const cluster = await Cluster.start(1, t);
  const start = (...words) =>
    spawnSync(BINARY, ['serve', '--clients', '', '--port', '1', '--data', `${cluster.node('n1').folder}/x`, ...words], {
      encoding: 'utf8',
    });
  assert.match(start('--node', 'n1').stderr, /--journal must name it/);
  assert.match(start('--journal', cluster.postgres.url, '--node', 'N 1').stderr, /--node is 'N 1', it must be/);
  for (const words of [[], ['--node', 'n1']]) {
    const said = start('--journal', cluster.postgres.url, '--scenarios', 'scenarios', ...words);
    assert.equal(said.status, 1);
    assert.match(said.stderr, /another server uses the database/);
  }
});
