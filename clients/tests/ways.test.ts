/* ways.test.ts -- two ways through one story: who stands elsewhere, by how much, and how that is called. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Way, WayMember } from '../core/types';
import { phasesOf, toldOf, waysApart } from '../ui/ways';

const member = (number: number, phase: number, tread = 0, more: Partial<WayMember> = {}): WayMember => ({
  member: number,
  known: phase < 0 ? 'estimated' : 'revealed',
  phase,
  tread,
  spiral: 0,
  demands: phase < 0 ? -1 : 500,
  control: phase < 0 ? -1 : 500,
  face: 'rustig',
  vacant: false,
  ...more,
});
const way = (...members: readonly WayMember[]): Way => ({
  dilemma: 'De map',
  option_title: 'Een maatje',
  weeks: 4,
  consequence: { room: 0, round: 0, option: 0, title: '', most: '', befell: [], story: [], why: [] },
  week: { hours: 14, used: 2, fresh: 0, limit: 3, running: [] },
  members,
  against_start: [0, 0, 0],
});
const gone = (number: number): WayMember => member(number, -1, -1, { vacant: true, face: '' });

test('the largest difference is on top, and who fares alike is named once', () => {
  const was = way(member(0, 1, 0), member(1, 2, 1), member(2, 3, 2), member(3, 0));
  const other = way(member(0, 1, 2), member(1, 2, 1), member(2, 1, 2), member(3, 1));
  const { apart, same, untold } = waysApart({ was, other });
  assert.deepEqual(
    apart.map((one) => one.member),
    [2, 3, 0],
  );
  assert.deepEqual([same, untold], [[1], []]);
});

test('of whom it is not told where they stand, nothing is told', () => {
  const { apart, same, untold } = waysApart({ was: way(member(0, -1)), other: way(member(0, 2)) });
  assert.deepEqual([apart, same, untold], [[], [], [0]]);
});

test('who is gone on one way only differs most; gone on both is alike', () => {
  const was = way(member(0, 0), member(1, 2), gone(2));
  const other = way(member(0, 4, 2), gone(1), gone(2));
  const { apart, same } = waysApart({ was, other });
  assert.deepEqual(apart.map(toldOf), [
    { what: 'gone', n: 1, on: 'other' },
    { what: 'phase', n: 4, on: 'other' },
  ]);
  assert.deepEqual(same, [2]);
});

test('a difference is called by its largest kind, on the way where they are further', () => {
  const told = (a: WayMember, b: WayMember): unknown => {
    const one = waysApart({ was: way(a), other: way(b) }).apart[0];
    assert.ok(one);
    return toldOf(one);
  };
  assert.deepEqual(told(member(0, 2, 2), member(0, 2, 0)), { what: 'tread', n: 2, on: 'was' });
  assert.deepEqual(told(member(0, 2, 2), member(0, 3, 0)), { what: 'phase', n: 1, on: 'other' });
  // A finished round is further, although its phase has a lower number.
  assert.deepEqual(told(member(0, 4, 2), member(0, 1, 0, { spiral: 1 })), { what: 'round', n: 1, on: 'other' });
});

test('people are counted where they stand, without who is gone', () => {
  assert.deepEqual(phasesOf(way(member(0, 1), member(1, 1), member(2, 4), gone(3))), [0, 2, 0, 0, 1]);
});
