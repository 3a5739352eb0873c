/* link.test.ts -- what a venue does to a link, and what the link does about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ALONE_MS,
  ANSWER_MS,
  delay,
  DELAY_MAX_MS,
  DELAY_MIN_MS,
  openLink,
  OPEN_MS,
  PING_MS,
  PONG_MS,
  YOUNG_MS,
} from '../core/link';
import type { Pending } from '../core/types';
import { World } from './world';

const ready: Pending = { id: 7, command: { type: 'ready_set', round: 0, step: 'situation', ready: true } };
const vote: Pending = { id: 8, command: { type: 'vote_cast', round: 0, option: 1, confidence: 0, reason: '' } };
const open = (world: World): ReturnType<typeof openLink> => openLink('token', () => 'nl', world.parts, world.events);

test('says hello when the road is open, and sends the outbox in order after the welcome', () => {
  const world = new World();
  world.outbox = [ready, vote];
  open(world);
  assert.equal(world.road.kind, 'socket');
  assert.deepEqual(world.types(), []);
  world.welcome();
  assert.deepEqual(world.types(), ['hello', 'command 7', 'command 8']);
});

test('a command is not sent before the welcome, but goes with it', () => {
  const world = new World();
  const link = open(world);
  world.road.events.onOpen();
  world.outbox = [vote];
  link.send(vote);
  assert.deepEqual(world.types(), ['hello']);
  world.road.events.onMessage({ t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: 0 });
  assert.deepEqual(world.types(), ['hello', 'command 8']);
});

test('a dropped link comes back by itself and sends again what was not acknowledged', () => {
  const world = new World();
  const link = open(world);
  world.welcome();
  world.elapse(YOUNG_MS);
  world.outbox = [vote];
  link.send(vote);
  world.road.events.onClose();
  assert.equal(world.lost, 1);
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.roads.length, 2);
  world.welcome();
  assert.deepEqual(world.types(), ['hello', 'command 8']);
});

test('a view that cannot be right is asked for again, whole, on a new road', () => {
  const world = new World();
  const link = open(world);
  link.renew();
  assert.equal(world.roads.length, 1, 'not before there was a view');
  world.welcome();
  world.elapse(YOUNG_MS);
  link.renew();
  assert.ok(world.roads[0]?.closed);
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.road.kind, 'socket');
  world.welcome();
  assert.deepEqual(world.types(), ['hello']);
});

test('delays double, have a bound and are spread', () => {
  assert.equal(
    delay(0, () => 1),
    DELAY_MIN_MS,
  );
  assert.equal(
    delay(0, () => 0),
    DELAY_MIN_MS / 2,
  );
  assert.equal(
    delay(2, () => 1),
    4 * DELAY_MIN_MS,
  );
  assert.equal(
    delay(50, () => 1),
    DELAY_MAX_MS,
  );
});

test('where sockets never open the event stream is tried, and kept when it works', () => {
  const world = new World();
  open(world);
  world.road.events.onClose();
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.road.kind, 'socket');
  world.road.events.onClose();
  world.elapse(2 * DELAY_MIN_MS);
  assert.equal(world.road.kind, 'stream');
  world.welcome();
  world.elapse(YOUNG_MS);
  world.road.events.onClose();
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.road.kind, 'stream');
});

test('a firewall that swallows sockets costs one wait, not two', () => {
  const world = new World();
  open(world);
  world.elapse(OPEN_MS + DELAY_MIN_MS);
  assert.deepEqual(
    world.roads.map((road) => road.kind),
    ['socket', 'stream'],
  );
});

test('when the stream fails too, the socket is tried again, once, then the stream', () => {
  const world = new World();
  const link = open(world);
  const kinds: string[] = [];
  for (let i = 0; i < 6; i++) {
    kinds.push(world.road.kind);
    world.road.events.onClose();
    link.wake();
  }
  assert.deepEqual(kinds, ['socket', 'socket', 'stream', 'socket', 'stream', 'socket']);
});

test('a stream that stays silent is held back: then the link is polled, and that is kept when it works', () => {
  const world = new World();
  open(world);
  world.elapse(OPEN_MS + DELAY_MIN_MS);
  assert.equal(world.road.kind, 'stream');
  world.elapse(OPEN_MS + 2 * DELAY_MIN_MS);
  assert.equal(world.road.kind, 'poll');
  world.welcome();
  world.elapse(YOUNG_MS);
  world.road.events.onClose();
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.road.kind, 'poll');
});

test('when polling fails too, the socket is tried again, and all roads after it', () => {
  const world = new World();
  const link = open(world);
  for (let i = 0; i < 6; i++) {
    world.elapse(OPEN_MS);
    link.wake();
  }
  assert.deepEqual(
    world.roads.map((road) => road.kind),
    ['socket', 'stream', 'poll', 'socket', 'stream', 'poll', 'socket'],
  );
});

test('a server that restarts does not drive proven sockets to the stream', () => {
  const world = new World();
  const link = open(world);
  world.welcome();
  world.elapse(YOUNG_MS);
  for (let i = 0; i < 6; i++) {
    world.road.events.onClose();
    link.wake();
    assert.equal(world.road.kind, 'socket');
  }
});

test('a silent link is asked, and given up when nobody answers', () => {
  const world = new World();
  open(world);
  world.welcome();
  world.elapse(PING_MS);
  assert.deepEqual(world.types(), ['hello', 'ping']);
  world.road.events.onMessage({ t: 'pong', at_ms: world.now });
  world.elapse(PONG_MS);
  assert.equal(world.lost, 0);
  world.elapse(PING_MS);
  assert.equal(world.lost, 1);
});

test('when the person or the network is back it looks at once', () => {
  const world = new World();
  const link = open(world);
  world.road.events.onClose();
  link.wake();
  assert.equal(world.roads.length, 2);
  world.welcome();
  link.wake();
  assert.deepEqual(world.types(), ['hello', 'ping']);
});

test('after a final goodbye it stays away; after a restart it comes back', () => {
  const moved = new World();
  open(moved);
  moved.welcome();
  moved.road.events.onMessage({ t: 'bye', code: 'moved_device' });
  moved.elapse(60_000);
  assert.equal(moved.roads.length, 1);
  assert.equal(moved.road.closed, true);

  const restarting = new World();
  open(restarting);
  restarting.welcome();
  restarting.elapse(YOUNG_MS);
  restarting.road.events.onMessage({ t: 'bye', code: 'restarting' });
  restarting.elapse(DELAY_MIN_MS);
  assert.equal(restarting.roads.length, 2);
});

test('a token nobody knows is not tried for ever', () => {
  const world = new World();
  open(world);
  world.road.events.onOpen();
  world.road.events.onMessage({ t: 'error', code: 'token_unknown' });
  world.elapse(120_000);
  assert.equal(world.roads.length, 1);
});

test('told that it was too fast, it sends the outbox again a little later', () => {
  const world = new World();
  const link = open(world);
  world.welcome();
  world.outbox = [vote];
  link.send(vote);
  world.road.events.onMessage({ t: 'error', code: 'too_fast', id: 8 });
  world.elapse(3000);
  assert.deepEqual(world.types(), ['hello', 'command 8', 'command 8']);
});

test('what an old road still says is not heard', () => {
  const world = new World();
  open(world);
  const old = world.road;
  old.events.onClose();
  world.elapse(DELAY_MIN_MS);
  old.events.onMessage({ t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: 0 });
  old.events.onClose();
  assert.equal(world.received.length, 0);
  assert.equal(world.roads.length, 2);
});

test('a command that gets no answer makes the link look whether it still lives, however often one taps', () => {
  const world = new World();
  const link = open(world);
  world.welcome();
  world.outbox = [vote];
  for (let tap = 0; tap < 5; tap++) {
    link.send(vote);
    world.elapse(ANSWER_MS / 5);
  }
  assert.equal(world.types().at(-1), 'ping');
  world.elapse(PONG_MS);
  assert.equal(world.lost, 1);
});

test('on this device what is late is at work: it is waited for, and begun again only when it hangs', () => {
  const world = new World();
  const link = openLink('token', () => 'nl', { ...world.parts, alone: true }, world.events);
  world.elapse(ALONE_MS - 1); // A slow phone reads its journal.
  assert.equal(world.roads.length, 1);
  world.welcome();
  world.outbox = [vote];
  link.send(vote);
  world.elapse(ANSWER_MS + ALONE_MS - 1); // A full disk keeps it, slowly.
  assert.equal(world.lost, 0);
  world.road.events.onMessage({ t: 'ack', id: vote.id, seq: 2 });
  world.outbox = [];
  world.elapse(PING_MS + ALONE_MS);
  assert.equal(world.lost, 1);
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.roads.length, 2);
});

/* ---- several servers ------------------------------------------------------------------------------ */

const movedTo = (world: World, field: string): void => {
  world.road.events.onOpen();
  world.road.events.onMessage({ t: 'error', code: 'moved', field });
};

test('sent to another server it goes there at once, over the same kind of road', () => {
  const world = new World();
  world.outbox = [vote];
  open(world);
  movedTo(world, 'n2');
  assert.deepEqual(
    world.roads.map(({ kind, node, closed }) => [kind, node, closed]),
    [
      ['socket', '', true],
      ['socket', 'n2', false],
    ],
  );
  assert.equal(world.received.length, 0, 'nobody has to know');
  world.welcome();
  assert.deepEqual(world.types(), ['hello', 'command 8']);
});

test('when that server dies it asks any of them, soon and again, and takes no other kind of road for it', () => {
  const world = new World();
  open(world);
  movedTo(world, 'n2');
  world.welcome();
  world.elapse(YOUNG_MS);
  world.road.events.onClose();
  for (let i = 0; i < 5; i++) {
    world.elapse(2 * DELAY_MIN_MS);
    assert.deepEqual([world.road.kind, world.road.node], ['socket', '']);
    movedTo(world, 'n2');
    assert.deepEqual([world.road.kind, world.road.node], ['socket', 'n2']);
    world.road.events.onClose(); // It is not there.
  }
  world.elapse(2 * DELAY_MIN_MS);
  world.welcome();
  assert.deepEqual([world.road.kind, world.road.node], ['socket', '']);
});

test('sent round in a circle, or to what is no name, it comes back after a while', () => {
  const world = new World();
  open(world);
  for (const to of ['n1', 'n2', 'n1', 'n2']) movedTo(world, to);
  const { length } = world.roads;
  assert.ok(world.road.closed);
  world.elapse(DELAY_MIN_MS);
  assert.equal(world.roads.length, length + 1);
  movedTo(world, '//elsewhere.example');
  assert.equal(world.roads.length, length + 1);
});
