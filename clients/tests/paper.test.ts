/* paper.test.ts -- the report on paper: which dilemma a decision and its figures belong to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebriefRoom, ExportRound } from '../core/types';
import { askedOf, countedOf, decidedIn } from '../trainer/paper/figures';
import { fileName } from '../ui/save-page';

const room = (number: number, weeks: readonly number[], ...dilemmas: readonly string[]): DebriefRoom =>
  ({
    room: number,
    weeks,
    decisions: dilemmas.map((dilemma, round) => ({ round, dilemma, option: 0, option_title: `${dilemma} A` })),
  }) as unknown as DebriefRoom;

const counted = (number: number | null, round: number, title: string): ExportRound =>
  ({ room: number, round, title }) as unknown as ExportRound;

test('rooms with different dilemmas in one round have a row for each, and figures of their own', () => {
  const left = room(0, [0, 4, 10], 'Wie opent?', 'Wie sluit?');
  const right = room(1, [0, 4, 10], 'Wie opent?', 'Wie betaalt?');
  const rows = askedOf([left, right]);
  assert.deepEqual(
    rows.map(({ round, dilemma, week }) => [round, dilemma, week]),
    [
      [0, 'Wie opent?', 1],
      [1, 'Wie sluit?', 5],
      [1, 'Wie betaalt?', 5],
    ],
  );
  assert.deepEqual(
    rows.map((one) => [left, right].map((each) => decidedIn(each, one)?.option_title ?? '')),
    [
      ['Wie opent? A', 'Wie opent? A'],
      ['Wie sluit? A', ''],
      ['', 'Wie betaalt? A'],
    ],
  );
});

test('a dilemma that came in two rounds has the figures of each', () => {
  const rows = askedOf([room(0, [0, 4, 8], 'Wie opent?', 'Wie opent?')]);
  const figures = [counted(null, 1, 'Wie opent?'), counted(null, 2, 'Wie opent?'), counted(1, 2, 'Wie opent?')];
  assert.deepEqual(
    rows.map((one) => countedOf(figures, one)),
    figures.slice(0, 2),
  );
});

test('a report is a file whose name every system takes', () => {
  assert.equal(fileName('Team Noord, Open kaart, verslag van 3 december 2026', 'html').length, 56);
  assert.equal(fileName('..\\team/noord: "wat nu?"', 'html'), 'team noord wat nu.html');
  assert.equal(fileName('…en dan?', 'html'), '…en dan.html');
});
