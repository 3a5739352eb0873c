/* price.test.ts -- what an option asks, in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../core/i18n';
import { priceWords } from '../ui/price-words';

const none = { hours: 0, weeks: 0, money: 0, load: 0, less: 0, more: 0 };
const said = (change: Partial<typeof none>, own = true): readonly string[] =>
  priceWords({ ...none, ...change }, own).map(({ key, values }) => text('nl', key, values));

test('an option with a part that gets less and a part that gets more says so in one sentence', () => {
  const both = said({ hours: 4, less: 1, more: 3 });
  assert.deepEqual(both, [
    '4 uur van jouw week',
    'een deel krijgt 3 uur meer dan het vraagt, een ander deel 1 uur minder',
  ]);
  assert.equal(both.filter((word) => word.includes('dan dit vraagt')).length, 0);
});

test('one that gets only less, or only more, says that of the whole', () => {
  assert.deepEqual(said({ hours: 1, less: 2 }), ['1 uur van jouw week', '2 uur minder dan dit vraagt']);
  assert.deepEqual(said({ hours: 5, more: 1 }), ['5 uur van jouw week', '1 uur meer dan dit vraagt']);
});

test('hours are those of the reader, or of the leader', () => {
  assert.deepEqual(said({ hours: -2 }), ['2 uur terug in jouw week']);
  assert.deepEqual(said({ hours: 3 }, false), ['3 uur per week']);
  assert.deepEqual(said({ hours: -1 }, false), ['1 uur per week terug']);
  assert.deepEqual(said({}), ['geen uren']);
});

test('weeks, time and money are said where there is something to say', () => {
  assert.deepEqual(said({ weeks: 1, load: 3, money: 1 }).slice(1), ['1 week', 'veel tijd van het team', 'kost iets']);
  const weeks = [21, 22, 39, 40, 65, 66].map((n) => said({ weeks: n })[1]);
  assert.deepEqual(weeks, [
    '21 weken',
    'een half jaar',
    'een half jaar',
    'een jaar',
    'een jaar',
    'langer dan een jaar',
  ]);
});
