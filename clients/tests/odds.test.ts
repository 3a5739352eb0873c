/* odds.test.ts -- what an option brings over many rooms. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { OptionOdds } from '../core/types';
import { countedOdds } from '../trainer/live/odds-counted';

const odds = (member: number, quality: OptionOdds['quality'], more: boolean, of_ten: number): OptionOdds => ({
  member,
  quality,
  more,
  of_ten,
});

test('the same thing to the same person is counted by room, most rooms first, and more is not less', () => {
  const counted = countedOdds([
    [odds(0, 'durven', true, 6), odds(1, 'strain', false, 7)],
    [odds(1, 'strain', false, 8)],
    [odds(1, 'strain', true, 6)],
    [],
  ]);
  assert.deepEqual(
    counted.map((one) => [one.odds.member, one.odds.quality, one.odds.more, one.rooms]),
    [
      [1, 'strain', false, 2],
      [0, 'durven', true, 1],
      [1, 'strain', true, 1],
    ],
  );
});

test('in as many rooms, what comes most often stands first', () => {
  const [first] = countedOdds([[odds(0, 'willen', true, 6), odds(2, 'weten', true, 9)]]);
  assert.equal(first?.odds.member, 2);
});
