/* outbox.test.ts -- asked, kept, sent again, counted once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLive } from '../core/live';
import { nextId, outboxAdd, outboxRead } from '../core/outbox';
import { memoryShelf, outboxKey } from '../core/storage';
import type { Command, Pending } from '../core/types';
import { World } from './world';

const vote = (option: number, round = 1): Command => ({ type: 'vote_cast', round, option, confidence: 0, reason: '' });

test('a newer vote takes the place of an older one; another round does not', () => {
  const first = outboxAdd([], { id: 1, command: vote(0) }) ?? [];
  const second = outboxAdd(first, { id: 2, command: vote(2) }) ?? [];
  assert.deepEqual(
    second.map((pending) => pending.id),
    [2],
  );
  assert.deepEqual(
    (outboxAdd(second, { id: 3, command: vote(1, 2) }) ?? []).map((pending) => pending.id),
    [2, 3],
  );
});

test('two members are two guesses; the same member twice is one', () => {
  const guess = (member: number, phase: 'acting' | 'unaware'): Command => ({
    type: 'guess_cast',
    round: 1,
    member,
    phase,
  });
  let outbox: readonly Pending[] = [];
  for (const [id, command] of [
    [1, guess(0, 'acting')],
    [2, guess(1, 'acting')],
    [3, guess(0, 'unaware')],
  ] as const)
    outbox = outboxAdd(outbox, { id, command }) ?? [];
  assert.deepEqual(
    outbox.map((pending) => pending.id),
    [2, 3],
  );
});

test('what a trainer does twice happens twice', () => {
  const extend: Command = { type: 'room_extend', room: 0, seconds: 120 };
  assert.equal(outboxAdd(outboxAdd([], { id: 1, command: extend }) ?? [], { id: 2, command: extend })?.length, 2);
});

test('ids grow, are safe integers, and differ between tabs of one moment', () => {
  const now = Date.UTC(2030, 0, 1);
  const id = nextId(0, now, () => 0.5);
  assert.ok(Number.isSafeInteger(id) && id < 2 ** 53);
  assert.equal(
    nextId(id + 5000, now, () => 0.5),
    id + 5001,
  );
  assert.notEqual(
    nextId(0, now, () => 0.1),
    nextId(0, now, () => 0.9),
  );
});

test('what storage gives back is checked', () => {
  assert.deepEqual(outboxRead(null), []);
  assert.deepEqual(outboxRead('{'), []);
  assert.deepEqual(
    outboxRead('[{"id":"x"},{"id":1,"command":{"type":"doors_open"}},null]').map((pending) => pending.id),
    [1],
  );
});

test('a vote given without a network survives closing the tab and is sent once the server is back', () => {
  const shelf = memoryShelf();
  const before = new World();
  const first = openLive('token-123456', () => 'nl', shelf, before.parts);
  before.road.events.onClose();
  first.command(vote(2));
  assert.equal(first.screen().outbox.length, 1);
  first.close();

  const after = new World();
  const second = openLive('token-123456', () => 'nl', shelf, after.parts);
  after.welcome();
  const sent = after.road.sent.find((message) => message.t === 'command');
  assert.equal(sent?.t === 'command' && sent.type === 'vote_cast' && sent.option, 2);
  assert.equal(sent?.t === 'command' && sent.id, first.screen().outbox[0]?.id);
  after.road.events.onMessage({ t: 'ack', id: sent?.t === 'command' ? sent.id : 0, seq: 5 });
  assert.equal(shelf.get(outboxKey('token-123456')), null);
  after.road.events.onMessage({ t: 'view', seq: 5, at_ms: 0, sections: {} });
  assert.equal(second.screen().outbox.length, 0);
});

test('the same command after a lost ack keeps its id, so that it counts once', () => {
  const world = new World();
  const live = openLive('token', () => 'nl', memoryShelf(), world.parts);
  world.welcome();
  live.command(vote(1));
  const idOf = (): number | undefined =>
    world.road.sent.flatMap((message) => (message.t === 'command' ? [message.id] : []))[0];
  const id = idOf();
  world.elapse(6000);
  world.road.events.onClose();
  world.elapse(500);
  world.welcome();
  assert.equal(idOf(), id);
  assert.ok(id !== undefined);
});
