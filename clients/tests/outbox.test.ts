/* outbox.test.ts -- asked, kept, sent again, counted once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLive } from '../core/live';
import { countedRead, isShared, outboxAdd, takenUpWrite } from '../core/outbox';
import { noNetwork } from '../core/screen';
import { memoryShelf, outboxKey } from '../core/storage';
import type { Command, Pending } from '../core/types';
import { World } from './world';

const commandsOf = (world: World): readonly number[] =>
  world.road.sent.flatMap((message) => (message.t === 'command' ? [message.id] : []));
const clientOf = (world: World): number | undefined =>
  world.road.sent.flatMap((message) => (message.t === 'hello' ? [message.client] : []))[0];
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

test('what storage gives back is checked', () => {
  const read = (text: string | null): ReturnType<typeof countedRead> => countedRead(text, () => 0.5);
  const others = ['{"client":0,"last":1,"outbox":[]}', '{"client":5,"last":-1,"outbox":[]}'];
  for (const broken of [null, '{', '7', '{}', ...others]) assert.equal(read(broken), null, String(broken));
  const kept = read('{"client":5,"last":2,"outbox":[{"id":"x"},{"id":9,"command":{"type":"doors_open"}},null]}');
  assert.deepEqual([kept?.client, kept?.last, kept?.outbox.map(({ id }) => id)], [5, 9, [9]]);
});

test('an outbox of a page from before clients counted goes on under new ids', () => {
  const kept = countedRead('[{"id":7331,"command":{"type":"doors_open"}}]', () => 0.5);
  assert.deepEqual([kept?.last, kept?.outbox.map(({ id }) => id)], [1, [1]]);
  assert.ok(Number.isSafeInteger(kept?.client) && (kept?.client ?? 0) > 0);
});

test('ids have nothing to do with the clock: a phone that thinks it is 2045 counts from 1', () => {
  const world = new World();
  world.now = Date.UTC(2045, 0, 1);
  const live = openLive('token', () => 'nl', memoryShelf(), world.parts);
  world.welcome();
  live.command(vote(1));
  live.command(vote(2));
  assert.deepEqual(commandsOf(world), [1, 2]);
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
  assert.deepEqual(countedRead(shelf.get(outboxKey('token-123456')), () => 0)?.outbox, []);
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

test('a page that is opened again is the same client and counts on', () => {
  const shelf = memoryShelf();
  const before = new World();
  const first = openLive('token', () => 'nl', shelf, before.parts);
  before.welcome();
  first.command(vote(0));
  before.road.events.onMessage({ t: 'ack', id: 1, seq: 3 });
  first.close();

  const after = new World();
  const second = openLive('token', () => 'nl', shelf, after.parts);
  after.welcome();
  second.command(vote(1));
  assert.equal(clientOf(after), clientOf(before));
  assert.deepEqual(commandsOf(after), [2]);
});

test('of two tabs of a seat the one that was replaced counts on by itself, and loses nothing', () => {
  const shelf = memoryShelf();
  const tab = memoryShelf();
  const world = new World();
  let drawn = 0;
  const live = openLive('token', () => 'nl', shelf, { ...world.parts, random: () => ++drawn / 8 }, tab);
  world.welcome();
  const before = clientOf(world);
  live.command({ type: 'room_extend', room: 0, seconds: 60 });
  live.command({ type: 'room_extend', room: 0, seconds: 120 });
  world.road.events.onMessage({ t: 'ack', id: 1, seq: 3 });
  world.road.events.onMessage({ t: 'view', seq: 3, at_ms: 0, sections: {} });
  world.road.events.onMessage({ t: 'bye', code: 'replaced' });
  world.elapse(1000);
  world.welcome();
  assert.notEqual(clientOf(world), before);
  assert.deepEqual(commandsOf(world), [1], 'only what was not taken, counted anew');

  const reloaded = new World();
  openLive('token', () => 'nl', shelf, reloaded.parts, tab);
  reloaded.welcome();
  assert.equal(clientOf(reloaded), clientOf(world), 'its tab remembers who it is');
});

test('what two tabs both have to ask is asked as one client until it has its answer, and counts once', () => {
  const shelf = memoryShelf();
  const [first, second] = [new World(), new World()];
  const extend = (seconds: number): Command => ({ type: 'room_extend', room: 0, seconds });
  let drawn = 0;
  const parts = { ...first.parts, random: () => ++drawn / 8 };
  const live = openLive('token', () => 'nl', shelf, parts, memoryShelf());
  first.welcome();
  live.command(extend(60)); // On its way when the second tab is opened.
  openLive('token', () => 'nl', shelf, second.parts, memoryShelf());
  live.command(extend(120)); // After that.
  second.welcome();
  const client = clientOf(first);
  assert.deepEqual([clientOf(second), commandsOf(second)], [client, [1]]);
  first.road.events.onMessage({ t: 'bye', code: 'replaced' });
  first.elapse(1000);
  first.welcome();
  assert.deepEqual([clientOf(first), commandsOf(first)], [client, [1, 2]]);
  first.road.events.onMessage({ t: 'ack', id: 1, seq: 3 });
  first.road.events.onMessage({ t: 'view', seq: 3, at_ms: 0, sections: {} });
  first.road.events.onMessage({ t: 'bye', code: 'replaced' });
  first.elapse(1000);
  first.welcome();
  assert.notEqual(clientOf(first), client);
  assert.deepEqual(commandsOf(first), [1], 'what only this tab has asked, counted anew');
});

test('what a tab that was replaced asks as another client is not asked by a third tab, too', () => {
  const shelf = memoryShelf();
  const [first, second, third] = [new World(), new World(), new World()];
  let drawn = 0;
  const live = openLive('token', () => 'nl', shelf, { ...first.parts, random: () => ++drawn / 8 }, memoryShelf());
  first.welcome();
  openLive('token', () => 'nl', shelf, second.parts, memoryShelf());
  second.welcome();
  live.command({ type: 'room_extend', room: 0, seconds: 60 });
  first.road.events.onMessage({ t: 'bye', code: 'replaced' });
  first.elapse(1000);
  first.welcome();
  assert.notEqual(clientOf(first), clientOf(second));
  assert.deepEqual(commandsOf(first), [1]);
  openLive('token', () => 'nl', shelf, third.parts, memoryShelf());
  third.welcome();
  assert.deepEqual(commandsOf(third), []);
});

test('a copied tab that is behind does not hide what others took up', () => {
  const ahead = takenUpWrite({ client: 7, last: 9 }, null);
  const behind = takenUpWrite({ client: 7, last: 2 }, ahead);
  assert.ok(isShared([{ id: 5, command: vote(0) }], 7, behind));
});

test('what may have been taken on a road that broke is asked as the same client until it has its answer', () => {
  const shelf = memoryShelf();
  const [first, second] = [new World(), new World()];
  let drawn = 0;
  const live = openLive('token', () => 'nl', shelf, { ...first.parts, random: () => ++drawn / 8 }, memoryShelf());
  first.welcome();
  const client = clientOf(first);
  openLive('token', () => 'nl', shelf, second.parts, memoryShelf());
  live.command({ type: 'room_extend', room: 0, seconds: 60 });
  first.road.events.onClose(); // It was taken; the answer is lost.
  first.elapse(1000);
  first.welcome();
  first.road.events.onMessage({ t: 'bye', code: 'replaced' }); // Before it was read.
  first.elapse(1000);
  first.welcome();
  assert.deepEqual([clientOf(first), commandsOf(first)], [client, [1]]);
});

test('two tabs that take up the same client at once give out no id twice', () => {
  const shelf = memoryShelf();
  const worlds = [new World(), new World()] as const;
  openLive('token', () => 'nl', shelf, worlds[0].parts).command(vote(0));
  const twins = worlds.map((world) => openLive('token', () => 'nl', shelf, world.parts));
  twins[0]?.command(vote(1, 2));
  twins[1]?.command(vote(1, 3));
  twins[0]?.command(vote(1, 4));
  const ids = twins.flatMap((twin) => twin.screen().outbox.map(({ id }) => id)).filter((id) => id > 1);
  assert.deepEqual([...ids].sort(), [2, 3, 4]);
});

test('what the server was too busy for goes again as the newest, and only that', () => {
  const world = new World();
  const live = openLive('token', () => 'nl', memoryShelf(), world.parts);
  world.welcome();
  live.command(vote(0, 1));
  live.command(vote(0, 2));
  world.road.events.onMessage({ t: 'error', code: 'busy', id: 1 });
  world.elapse(3000);
  assert.deepEqual(commandsOf(world), [1, 2, 3], 'the second is still on its way and will be answered');
  assert.deepEqual(
    live.screen().outbox.map(({ id }) => id),
    [2, 3],
  );
});

for (const code of ['busy', 'too_fast'] as const)
  test(`what was refused as ${code} goes again on the same road after a pause, until it is taken`, () => {
    const world = new World();
    const live = openLive('token', () => 'nl', memoryShelf(), world.parts);
    world.welcome();
    live.command(vote(0, 1));
    for (const id of [1, 2, 3]) {
      assert.deepEqual(commandsOf(world).slice(-1), [id]);
      world.road.events.onMessage({ t: 'error', code, id });
      assert.equal(commandsOf(world).length, id, 'not at once');
      world.elapse(3000);
    }
    world.road.events.onMessage({ t: 'ack', id: 4, seq: 5 });
    world.road.events.onMessage({ t: 'view', seq: 5, at_ms: 0, sections: {} });
    world.elapse(10_000);
    assert.deepEqual(commandsOf(world), [1, 2, 3, 4]);
    assert.equal(world.roads.length, 1, 'no reconnect');
    assert.deepEqual(live.screen().outbox, []);
  });

test('on this device a link that comes back says nothing of a network', () => {
  const world = new World();
  const live = openLive('token', () => 'nl', memoryShelf(), { ...world.parts, alone: true });
  for (let i = 0; i < 2; i++) {
    world.road.events.onClose();
    assert.equal(live.screen().link, 'lost');
    assert.ok(!noNetwork(live.screen()));
    live.wake();
  }
  world.welcome();
  assert.notEqual(world.road.kind, 'socket');
  assert.ok(!live.screen().detour);
});
