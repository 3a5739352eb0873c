// disk.test.mjs -- what the real server does when its disk is full. The limit on the size of files stands in for the
// disk: it can be set and lifted while the server runs, and needs no rights.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Server, until } from '../lib/server.mjs';
import { Link, call, choosing } from '../lib/people.mjs';

/** No file may become larger than this; undefined: as large as it likes. */
const limitFiles = (server, bytes = 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);

/** Send a command; its ack, rejection or error. */
async function answer(link, type, fields) {
  const id = link.nextId();
  link.send({ t: 'command', id, type, ...fields });
  return link.until((l) => l.messages.find((m) => m.id === id), `the answer to ${type}`);
}

const ready = (server) =>
  fetch(`${server.origin}/readyz`).then(async (r) => ({ status: r.status, text: await r.text() }));

const vote = (reason) => ({ round: 0, option: 1, confidence: 2, reason });

/** All change their votes, by turns so that nobody is too fast, until one does not fit any more. */
async function fill(people) {
  const kept = people.map(() => '');
  for (let i = 0; i < 40 * people.length; i++) {
    const who = i % people.length;
    const said = await answer(people[who], 'vote_cast', vote(`reden ${i}`));
    if (said.t !== 'ack') return { said, kept };
    kept[who] = `reden ${i}`;
  }
  throw new Error('the disk did not become full');
}

test('a full disk is a state: read-only, told, and over by itself', async (t) => {
  const server = await Server.start([], t);
  const one = await choosing(server, 8);
  const other = await choosing(server, 1);
  limitFiles(server, 400 * 1024);
  const { said, kept } = await fill(one.people);
  assert.deepEqual([said.t, said.code], ['error', 'storage_full']);
  const full = await ready(server);
  assert.equal(full.status, 503);
  assert.match(full.text, /disk is full/);

  // What is there can be seen and exported, and nobody was sent away.
  assert.equal(one.people[0].sections.me.reason, kept[0]);
  const back = await Link.open(server, one.people[0].token);
  assert.equal(back.sections.me.reason, kept[0]);
  assert.equal((await call(server, 'GET', '/api/export.json', { token: one.token })).status, 200);
  const join = await call(server, 'POST', '/api/join', { body: { code: one.code, name: 'Bea', lang: 'nl' } });
  assert.deepEqual([join.status, join.body.error.code], [503, 'storage_full']);
  assert.match(join.body.error.message, /schijf/);

  // Deletion has space kept for it.
  assert.equal((await call(server, 'POST', '/api/delete', { token: other.token })).status, 200);
  assert.equal((await call(server, 'GET', '/api/export.json', { token: other.token })).status, 401);

  limitFiles(server);
  await until(
    async () => (await ready(server)).status === 200,
    () => 'the server to go on',
  );
  const again = await answer(one.people[0], 'vote_cast', vote('weer verder'));
  assert.equal(again.t, 'ack');
  assert.ok(!one.people[0].messages.some((m) => m.t === 'bye'), 'nobody was sent away');
  for (const link of [one.trainer, ...one.people, other.trainer, other.people[0], back]) await link.close();
  await server.close();
});

test('on a full disk leaving is refused and may be asked again; a stop ends in order, nothing is lost', async (t) => {
  const server = await Server.start([], t);
  const { people, trainer } = await choosing(server, 3);
  limitFiles(server, 400 * 1024);
  const { kept } = await fill(people);
  const left = await answer(people[0], 'seat_leave', {});
  assert.deepEqual([left.t, left.code], ['error', 'storage_full']);
  await server.stop(); // Which wants exit code 0.
  for (const link of [trainer, ...people]) await link.closed;
  await server.up();
  for (const [at, { token }] of people.entries()) {
    const back = await Link.open(server, token);
    assert.equal(back.sections.me.reason, kept[at]);
    if (at === 0) assert.equal((await answer(back, 'seat_leave', {})).t, 'ack');
    await back.close();
  }
  await server.close();
});

test('a disk that is full at the start keeps nobody from looking', async (t) => {
  const server = await Server.start([], t);
  const {
    people: [person],
    trainer,
    token,
  } = await choosing(server, 1);
  await person.say('vote_cast', vote('bewaard'));
  await Promise.all([person.close(), trainer.close()]);
  await server.stop();
  server.limits = ['prlimit', '--fsize=300000:'];
  await server.up({ full: true });
  assert.equal((await ready(server)).status, 503);
  const back = await Link.open(server, person.token);
  assert.equal(back.sections.me.reason, 'bewaard');
  assert.equal((await call(server, 'GET', '/api/export.json', { token })).status, 200);
  await back.close();
  limitFiles(server);
  await until(
    async () => (await ready(server)).status === 200,
    () => 'the server to go on',
  );
  await server.close();
});
