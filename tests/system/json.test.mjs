// json.test.mjs -- the JSON subprotocol, for people and tools. All other tests here speak MessagePack.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { sendFaults } from '../lib/faults.mjs';
import { Link, advance, createSession, participant } from '../lib/people.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const json = { encoding: 'json' };
const STEPS = ['situation', 'choice', 'discussion', 'decision', 'consequence', 'reflection'];

/** Two links of one seat, one in each encoding, that have seen the same. */
async function sameOnBoth(one, other, where) {
  const seq = Math.max(one.seq, other.seq);
  await Promise.all([one, other].map((l) => l.until(() => l.seq >= seq, `view ${seq}`)));
  if (one.seq !== other.seq) return sameOnBoth(one, other, where); // Another view came in the meantime.
  return assert.deepEqual(one.sections, other.sections, where);
}

test('a screen in JSON shows the same as one in MessagePack, section by section, through a whole round', async () => {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const desk = { msgpack: session.trainer, json: await Link.open(server, session.token, json) };
  const wall = {
    msgpack: await Link.open(server, session.projector_token),
    json: await Link.open(server, session.projector_token, json),
  };
  const anna = await participant(server, session.code, 'Anna', undefined, 'nl', json);
  const bea = await participant(server, session.code, 'Bea');
  const tab = { msgpack: await Link.open(server, anna.token), json: anna };
  await desk.json.say('session_start');
  for (const step of STEPS) {
    await advance(desk.json, step);
    if (step === 'choice') {
      await anna.say('vote_cast', { round: 0, option: 1, confidence: 2, reason: 'café, één, 𝓐' });
      await bea.say('vote_cast', { round: 0, option: 2, confidence: 1, reason: '' });
    }
    if (step === 'decision') await anna.say('second_cast', { round: 0, option: 2 });
    for (const [who, links] of Object.entries({ desk, wall, tab }))
      await sameOnBoth(links.msgpack, links.json, `${who}, ${step}`);
  }
  assert.equal(tab.msgpack.sections.me.vote, 1);
  assert.ok(desk.msgpack.bytes < desk.json.bytes, 'MessagePack is the smaller of the two');
  for (const link of [...Object.values(desk), ...Object.values(wall), ...Object.values(tab), bea]) await link.close();
});

test('a command in JSON counts once, is refused in words, and survives kill -9 once it is acknowledged', async () => {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const anna = await participant(server, session.code, 'Anna', undefined, 'nl', json);
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await anna.until((l) => l.step === 'choice', 'the choice');
  const id = anna.nextId();
  const cast = (fields) => anna.ask('vote_cast', { round: 0, option: 0, confidence: 0, reason: '', ...fields }, id);
  const first = await cast({});
  assert.equal(first.t, 'ack');
  assert.deepEqual(await cast({}), first, 'the same again: the same answer, and no second effect');
  const from = anna.messages.length;
  anna.send({ t: 'command', id, type: 'vote_cast', round: 0, option: 1, confidence: 0, reason: '' });
  const other = await anna.until((l) => l.messages.slice(from).find((m) => m.id === id), 'an answer');
  assert.deepEqual([other.t, other.code], ['error', 'id_used'], 'another command under a used id');
  const refused = await anna.ask('vote_cast', { round: 7, option: 0, confidence: 0 });
  assert.deepEqual([refused.t, refused.code], ['rejected', 'round_over']);
  await server.kill();
  await server.up();
  const back = await Link.open(server, anna.token, json);
  assert.equal(back.sections.me.vote, 0);
  await back.close();
});

test('bad JSON is an error message that changes nothing and kills nothing', async () => {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const anna = await participant(server, session.code, 'Anna', undefined, 'nl', json);
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await sendFaults(server, anna.token, 'json');
  assert.equal(session.trainer.sections.progress.rooms[0].done, 0);
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
  await Promise.all([session.trainer, anna].map((l) => l.close()));
});
