/* happened.test.ts -- what just happened, in lines that can be read also with sixty rooms. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { text } from '../core/i18n';
import type { Happened } from '../core/types';
import type { Texts } from '../ui/reading';
import { gathered, roomsInWords, type HappenedLately } from '../trainer/live/happened';

const line = (room: number, more: Partial<Happened> = {}): Happened => ({
  at_ms: 600_000,
  kind: 'step',
  name: '',
  room,
  step: 'choice',
  ...more,
});
const dutch: Texts = { t: (key, values) => text('nl', key, values), lang: 'nl' } as Texts;
const said = (lines: readonly Happened[]): readonly string[] => gathered(lines).map((one) => roomsInWords(dutch, one));

test('rooms that came to a step together are one line, in their own order', () => {
  const told = gathered([line(2), line(0), line(1), line(1, { step: 'situation', at_ms: 0 })]);
  assert.deepEqual(
    told.map((one) => one.rooms),
    [[0, 1, 2], [1]],
  );
  assert.equal(roomsInWords(dutch, told[0] as HappenedLately), 'Keuken, Serre en Zolder');
});

test('another step, another kind and another minute are lines of their own; people are never taken together', () => {
  const told = gathered([
    line(0),
    line(1, { step: 'discussion' }),
    line(2, { kind: 'decided', step: 'decision' }),
    line(3, { kind: 'decided', step: 'decision', at_ms: 500_000 }),
    line(4, { kind: 'joined' }),
    line(5, { kind: 'joined' }),
  ]);
  assert.equal(told.length, 6);
});

test('what the server remembers no further back is not counted', () => {
  const many = Array.from({ length: 12 }, (_, room) => line(room));
  assert.deepEqual(said(many), ['Veel kamers']);
  assert.deepEqual(said([...many, line(0, { step: 'situation' })]), ['Twaalf kamers', 'Keuken']);
});

test('rooms that decided and came to a step in turn are two lines', () => {
  const turns = [0, 1, 2, 3].flatMap((room) => [line(room), line(room, { kind: 'decided', step: 'decision' })]);
  assert.deepEqual(
    gathered(turns).map((one) => [one.newest.kind, one.rooms.length]),
    [
      ['step', 4],
      ['decided', 4],
    ],
  );
});
