/* check.test.ts -- what the check page makes of each road. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMIT_MS, TRYING, tryRoad, verdictOf, type Trial } from '../check/roads';
import { World } from './world';

const begin = (world: World): Promise<Trial> =>
  tryRoad(world.parts.roads.stream, 'token', 3, 'nl', { now: () => world.now, after: world.parts.after });

test('a road is open when what was said over it is stored', async () => {
  const world = new World();
  const trial = begin(world);
  world.welcome();
  assert.deepEqual(world.types(), ['hello', 'command 1']);
  world.elapse(40);
  world.road.events.onMessage({ t: 'ack', id: 1, seq: 5 });
  assert.deepEqual(await trial, { state: 'open', ms: 40 });
  assert.ok(world.road.closed);
});

test('a road on which nothing comes back is silent, within half a minute', async () => {
  const world = new World();
  const trial = begin(world);
  world.road.events.onOpen();
  assert.ok(LIMIT_MS <= 30_000);
  world.elapse(LIMIT_MS);
  assert.deepEqual(await trial, { state: 'silent' });
});

test('a road that is cut, or on which the command is refused, is closed', async () => {
  const cut = new World();
  const first = begin(cut);
  cut.road.events.onClose();
  assert.deepEqual(await first, { state: 'closed' });
  const refused = new World();
  const second = begin(refused);
  refused.welcome();
  refused.road.events.onMessage({ t: 'error', code: 'malformed' });
  assert.deepEqual(await second, { state: 'closed' });
});

test('the best road that is open makes the verdict, as soon as it can be told', () => {
  const open = { state: 'open', ms: 1 } as const;
  const closed = { state: 'closed' } as const;
  assert.equal(verdictOf(TRYING), null);
  assert.equal(verdictOf({ ...TRYING, socket: open }), 'good');
  assert.equal(verdictOf({ ...TRYING, stream: open }), null);
  assert.equal(verdictOf({ ...TRYING, socket: closed, stream: open }), 'detour');
  assert.equal(verdictOf({ socket: closed, stream: closed, poll: open }), 'slow');
  assert.equal(verdictOf({ socket: closed, stream: closed, poll: closed }), 'none');
});
