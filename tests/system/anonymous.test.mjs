// anonymous.test.mjs -- no choice can be told from watching: two sessions in which the same people act at the same
// moments, but choose and write otherwise, send the same to the trainer, the wall and the phones of others, message by
// message and byte by byte, until all are in.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { Link, advance, createSession, participant } from '../lib/people.mjs';

/** Whatever a session can be made with. */
const document = JSON.parse(readFileSync(join(ROOT, 'server', 'api', 'openapi.json'), 'utf8'));
const RULES = document.components.schemas.SessionSettings.properties.rule.enum;

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const NAMES = ['Aad', 'Bo', 'Cas', 'Dirk', 'Els', 'Fatima'];

/** Two sessions of six, and who watches each of them: the trainer, the wall, and somebody who chooses last. */
async function twins(settings, started = true) {
  const make = async () => {
    const session = await createSession(server, {
      mode: 'one_room',
      rooms_count: 1,
      room_seats_max: 12,
      close: 'trainer',
      diagnosis_skipped: true,
      ...settings,
    });
    const people = [];
    for (const name of NAMES) people.push(await participant(server, session.code, name));
    const wall = await Link.open(server, session.projector_token);
    if (started) await session.trainer.say('session_start');
    return { ...session, people, watching: { trainer: session.trainer, wall, last: people[5] } };
  };
  return [await make(), await make()];
}

const ends = (pair) =>
  Promise.all(pair.flatMap((s) => [...s.people, s.trainer, s.watching.wall]).map((l) => l.close()));

/** What may differ between two sessions: which they are, when they were, and the luck of their teams. */
const WHEN = ['seq', 'at_ms', 'code', 'delete_at_ms', 'deadline_ms', 'began_ms', 'remaining_ms', 'stirred_ms'];
const LUCK = ['team', 'members', 'series', 'what_if', 'signals', 'consequence', 'debrief'];
const MAY_DIFFER = new Set([...WHEN, ...LUCK]);
const plain = (message) => JSON.stringify(message, (key, value) => (MAY_DIFFER.has(key) ? undefined : value));

async function ping(link) {
  const before = link.messages.length;
  link.send({ t: 'ping' });
  await link.until((l) => l.messages.slice(before).some((m) => m.t === 'pong'), 'a pong');
}

/**
 * Everybody who watches has all that is due. A pong goes before a view that is due when it is written, so the view is
 * there for certain with the answer to a second ping.
 */
async function settled(session) {
  for (const link of Object.values(session.watching)) {
    await ping(link);
    await ping(link);
  }
}

/** Do this in both; afterwards everybody who watches must have heard the same, in as many messages. */
async function same(pair, what, act, least = 'some') {
  // What was done before is acknowledged to who did it, and may still be on its way to the others.
  for (const session of pair) await settled(session);
  const from = pair.map((s) => Object.values(s.watching).map((l) => l.messages.length));
  for (const [k, session] of pair.entries()) {
    await act(session, k);
    await settled(session);
  }
  for (const [i, who] of Object.keys(pair[0].watching).entries()) {
    const heard = pair.map((s, k) => {
      const messages = s.watching[who].messages.slice(from[k][i]);
      // An ack has an id that its client chose; a pong was asked for here.
      return messages.filter(({ t }) => t !== 'ack' && t !== 'pong').map(plain);
    });
    for (const [n, message] of heard[0].entries())
      assert.ok(
        message === heard[1][n],
        `${what}: the ${who} hears ${message.slice(0, 1500)} or ${heard[1][n]?.slice(0, 1500)}`,
      );
    assert.equal(heard[0].length, heard[1].length, `${what}: the ${who} hears more of one`);
    assert.ok(heard[0].length > 0 || least === 'none', `${what}: the ${who} hears something`);
  }
}

const chosen = [
  [0, 1, 2, 1, 0, 1],
  [2, 0, 1, 0, 1, 1],
];
const said = [
  ['kort', 'een veel langere zin dan kort', '', 'ja', 'a', 'b'],
  ['', 'ja', 'een heel andere, ook lange zin', 'b', 'nee', 'x'],
];
const vote = (k, i) => ({ round: 0, option: chosen[k][i], confidence: chosen[k][i] + 1, reason: said[k][i] });

for (const rule of RULES) {
  test(`first votes tell nothing before all are in: ${rule}`, async () => {
    const pair = await twins({ rule });
    await Promise.all(pair.map((s) => advance(s.trainer, 'choice')));
    await same(pair, 'shown during the choice', (s) => s.trainer.say('result_show', { room: 0, shown: true }));
    for (let i = 0; i < 5; i++) await same(pair, `vote ${i}`, (s, k) => s.people[i].say('vote_cast', vote(k, i)));
    await Promise.all(pair.map((s, k) => s.people[5].say('vote_cast', vote(k, 5))));
    await Promise.all(pair.map(settled));
    const [shown, other] = pair.map((s) => s.trainer.sections.result.rooms[0]);
    assert.deepEqual(shown.first.slice(0, 3), [2, 3, 1]);
    assert.notDeepEqual(shown.reasons, other.reasons, 'all are in: now it is told');

    await ends(pair);
  });

  test(`second votes tell nothing before all are in: ${rule}`, async () => {
    const pair = await twins({ rule });
    await Promise.all(pair.map((s) => advance(s.trainer, 'choice')));
    for (const s of pair)
      for (const [i, person] of s.people.entries()) await person.say('vote_cast', { ...vote(0, i), reason: '' });
    await Promise.all(pair.map((s) => advance(s.trainer, 'decision')));
    for (let i = 0; i < 5; i++)
      await same(pair, `second vote ${i}`, (s, k) =>
        s.people[i].say('second_cast', { round: 0, option: chosen[k][i] }),
      );
    assert.deepEqual(pair[0].trainer.sections.result.rooms[0].second, []);
    assert.deepEqual(pair[0].trainer.sections.trainer.rooms[0].second, []);
    await ends(pair);
  });
}

/* As long in the journal, and with the same mean. */
const answered = [
  ['1111111111111111gbbbcb', '1555555555555555gbbbcb', '1333333333333333hbbbcb', '1222222222222222faaaab'],
  ['1555555555555555gbbbcb', '1111111111111111gbbbcb', '1222222222222222faaaab', '1333333333333333hbbbcb'],
];

test('answers to a scan of the own team tell nothing, however many there are', async () => {
  const pair = await twins({ scenario: 'open-kaart', scan: 'room' }, false);
  for (let i = 0; i < 4; i++)
    await same(pair, `answer ${i}`, (s, k) => s.people[i].say('scan_answer', { answers: answered[k][i] }));
  await same(pair, 'another answer', (s, k) => s.people[0].say('scan_answer', { answers: answered[1 - k][0] }), 'none');
  assert.equal(pair[0].trainer.sections.scan.answered, 4);
  await ends(pair);
});

test('an objection tells neither who made it nor what it says before all have voted', async () => {
  const pair = await twins({ rule: 'consensus' });
  await Promise.all(pair.map((s) => advance(s.trainer, 'choice')));
  for (const s of pair)
    for (const [i, person] of s.people.entries()) await person.say('vote_cast', { ...vote(0, i), reason: '' });
  await Promise.all(pair.map((s) => advance(s.trainer, 'decision')));
  const objection = (reason) => ({ round: 0, option: 1, objects: true, reason });
  await same(pair, 'an objection', (s, k) =>
    k === 0
      ? s.people[1].say('objection_set', objection('Dan is de nacht niet bezet'))
      : s.people[3].say('objection_set', objection('Nee')),
  );
  for (const s of pair) for (const person of s.people) await person.say('second_cast', { round: 0, option: 1 });
  await Promise.all(pair.map(settled));
  const told = pair.map((s) => s.trainer.sections.result.rooms[0].objections.map((o) => o.text));
  assert.deepEqual(told, [['Dan is de nacht niet bezet'], ['Nee']]);
  await ends(pair);
});
