/* voices.test.ts -- who argues alone: against the choice first, and each option by one colleague. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Option } from '../core/types';
import { voicesOf } from '../solo/voices';

const price = { hours: 0, weeks: 0, money: 0, load: 0, less: 0, more: 0 };
const options: readonly Option[] = ['Eerst de map', 'Samen', 'Morgen', 'Nooit'].map((argument, option) => ({
  option,
  title: argument,
  text: '',
  argument,
  price,
}));

test('who stands against the choice speaks first, then everybody who would do something else', () => {
  const voices = voicesOf(options, 1, 3);
  assert.deepEqual(
    voices.map(({ option }) => option.option),
    [3, 0, 2],
  );
  assert.equal(new Set(voices.map(({ who }) => who.id)).size, 3);
});

test('nobody argues for one\u2019s own choice, or without an argument', () => {
  const silent = options.map((option) => (option.option === 2 ? { ...option, argument: '' } : option));
  assert.deepEqual(
    voicesOf(silent, 1, -1).map(({ option }) => option.option),
    [0, 3],
  );
  assert.deepEqual(
    voicesOf(
      options.map((option) => ({ ...option, argument: '' })),
      0,
      -1,
    ),
    [],
  );
});
