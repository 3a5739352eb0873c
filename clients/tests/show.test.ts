/* show.test.ts -- what hangs on the wall while rooms go their own way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomProgress, Step } from '../core/types';
import { result, screenAt } from '../preview/fixtures';
import { guessedOf, litOf, pictureOf, showOf, type Show } from '../projector/show';

const at = (room: number, round: number, step: Step, more: Partial<RoomProgress> = {}): RoomProgress => ({
  room,
  round,
  step,
  seats: 6,
  present: 6,
  done: 2,
  expected: 6,
  waiting: false,
  holding: 0,
  movers: 0,
  movers_of: [],
  ...more,
});

/* The server sends the round of the first room; here that room is in round 1. */
function shown(first: Step, others: readonly RoomProgress[], waiting = false): Show {
  const rooms = [at(0, 1, first, { waiting }), ...others];
  const show = showOf(
    screenAt(first, {
      session: { status: 'running' },
      round: { waiting },
      more: { progress: { rooms }, result: { rooms: rooms.map(({ room }) => result({ room, shown: room === 0 })) } },
    }),
  );
  assert.ok(show !== null);
  return show;
}
const picture = (show: Show): string => pictureOf(show, Date.now());

test('the wall waits for the slowest room: nobody sees how another chose before they have', () => {
  const show = shown('discussion', [at(1, 1, 'choice')]);
  assert.equal(show.round?.step, 'choice');
  assert.equal(picture(show), 'progress');
  assert.equal(picture(shown('consequence', [at(1, 1, 'situation')])), 'situation');
  assert.equal(picture(shown('choice', [at(1, 2, 'situation')])), 'progress', 'the first room is the slowest');
});

test('a reason is held up only when every room has chosen', () => {
  const held = (other: Step): Show => {
    const show = shown('discussion', [at(1, 1, other)]);
    const lit = result().reasons.map((reason, i) => ({ ...reason, lit: i === 1 }));
    return { ...show, results: show.results.map((one) => ({ ...one, reasons: lit })) };
  };
  assert.equal(picture(held('choice')), 'progress');
  assert.equal(picture(held('discussion')), 'lit');
  assert.equal(litOf(held('discussion'))?.text, result().reasons[1]?.text);
});

test('a room without anybody in it holds nothing up', () => {
  assert.equal(shown('decision', [at(1, 1, 'situation', { present: 0 })]).round?.step, 'decision');
});

test('where the first room is a dilemma ahead, the wall only says where each room is', () => {
  assert.equal(picture(shown('situation', [at(1, 0, 'reflection')])), 'apart');
  assert.equal(picture(shown('debrief', [at(1, 1, 'reflection')])), 'apart', 'the first room is done');
  assert.equal(picture(shown('situation', [at(1, 1, 'situation')])), 'situation');
});

test('before the rooms stand beside each other they guess, until all who are there have', () => {
  const guess = (movers: number, view: 'auto' | 'team' = 'auto'): string => {
    const rooms = [at(0, 1, 'consequence', { movers }), at(1, 1, 'consequence', { movers: 6 })];
    const timer = { room: 0, deadline_ms: 0, closes: false, remaining_ms: 0, began_ms: Date.now(), closing_ms: 0 };
    const show = showOf(
      screenAt('consequence', {
        session: { status: 'running', projector_view: view },
        more: { progress: { rooms }, timer: { rooms: [timer] } },
      }),
    );
    assert.ok(show !== null);
    return picture(show);
  };
  assert.equal(guess(5), 'guess');
  assert.notEqual(guess(6), 'guess');
  assert.notEqual(guess(5, 'team'), 'guess', 'the trainer opens it before');
});

test('whom most guessed is told once a room may tell', () => {
  const of = (...counts: readonly (readonly number[])[]): ReturnType<typeof guessedOf> =>
    guessedOf(
      shown(
        'consequence',
        counts.map((movers_of, i) => at(i + 1, 1, 'consequence', { movers_of })),
      ),
    );
  assert.equal(of([], []), null);
  assert.deepEqual(of([1, 2, 0], []), { members: [1], count: 2, people: 3 });
  assert.deepEqual(of([1, 2, 0], [1, 0, 1]), { members: [0, 1], count: 2, people: 5 }, 'as often');
});

test('the gate is said when all rooms stand before it', () => {
  assert.equal(shown('reflection', [at(1, 1, 'reflection')], true).round?.waiting, false);
  assert.equal(shown('reflection', [at(1, 1, 'reflection', { waiting: true })], true).round?.waiting, true);
});
