/* report.test.ts -- a file of JSON lines becomes what the page of reports shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measuredIn, readReport, type Bar } from '../report/lines';
import { measured, percent, sayIn } from '../report/words';

const bar = (story: string, outcome: string, value: number, limit: number | null, measure = 'choices'): Bar => ({
  story,
  measure,
  outcome,
  value,
  bar: limit,
  holds: limit === null ? null : value >= limit,
});

test('the dilemmas and leaders of a story stand with that story', () => {
  const lines = [
    { name: 'playtest_story', scenario: 'a' },
    { name: 'playtest_dilemma', scenario: 'a', dilemma: 'one' },
    { name: 'playtest_leader', scenario: 'a', leader: 'random' },
    { name: 'playtest_story', scenario: 'b' },
    { name: 'playtest_dilemma', scenario: 'b', dilemma: 'two' },
  ];
  const { playtests, others } = readReport(lines.map((line) => JSON.stringify(line)).join('\n'));
  assert.deepEqual(
    playtests.map(({ story, dilemmas, leaders }) => [story.scenario, dilemmas.length, leaders.length]),
    [
      ['a', 1, 1],
      ['b', 1, 0],
    ],
  );
  assert.deepEqual(others, []);
});

test('lines that nobody knows are kept, and what is no JSON is counted', () => {
  const { others, damaged, playtests, bars } = readReport('{"name":"votes_per_second","value":1}\n\nnot JSON\n[1]\n');
  assert.deepEqual(others, [{ name: 'votes_per_second', value: 1 }]);
  assert.equal(damaged, 2);
  assert.equal(playtests.length + bars.length, 0);
});

test('what is measured of every story is one picture, with the bar and zero on its scale', () => {
  const rows = [
    bar('a', 'learning', 0.2, 0.35),
    bar('a', 'work', -0.1, null),
    bar('b', 'learning', 0.4, 0.35),
    bar('all', 'learning', 0.3, 0.5),
  ];
  const [learning, work] = measuredIn(rows);
  assert.deepEqual(
    [learning?.stories.length, learning?.bar, learning?.least, learning?.most, learning?.all?.bar],
    [2, 0.35, 0, 0.4, 0.5],
  );
  assert.deepEqual([work?.bar, work?.least, work?.most, work?.all], [null, -0.1, 0, null]);
});

test('thin forks are one list, wherever they are', () => {
  const [forks, ...more] = measuredIn([bar('a', 'x/A', 0.1, null, 'fork'), bar('a', 'y/B', 0.2, null, 'fork')]);
  assert.deepEqual([forks?.outcome, forks?.stories.length, more.length], ['', 2, 0]);
});

test('sentences and numbers are those of the language', () => {
  assert.equal(sayIn('nl')('playtest.too_often', 60), 'wint te vaak: boven 60 procent voelt het niet als dilemma');
  assert.match(sayIn('en')('playtest.too_often', 60), /60 per ?cent/);
  assert.equal(percent('nl', 0.294), '29%');
  assert.deepEqual(
    ['choices', 'dilemmas', 'fit'].map((measure) => measured('nl', measure, 1.234)),
    ['123%', '1', '1,23'],
  );
});
