/* merge.test.ts -- what differs makes whole sections again, of what this page has, or of nothing at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeView } from '../core/merge';
import { screenAt } from '../preview/fixtures';
import type { Changes } from '../core/types';

const { sections } = screenAt('choice');
const view = (changes: Changes, since = 9) =>
  wholeView({ t: 'view', seq: 10, at_ms: 5, since, sections: {}, changes }, 9, sections);
const people = sections.people;
assert.ok(people !== undefined && people.seats.length > 2);
const [first, second] = people.seats;
assert.ok(first !== undefined && second !== undefined);

test('a field that differs replaces that field; the rest of its section stays, and is the same', () => {
  const next = view({ me: { vote: 2 } })?.sections.me;
  assert.equal(next?.vote, 2);
  assert.equal(next?.path, sections.me?.path);
  assert.deepEqual({ ...next, vote: sections.me?.vote }, sections.me);
});

test('of rows the one that differs is new and every other is the same', () => {
  const next = view({ people: { seats: { rows: [{ seat: second.seat, state: 'done' }] } } })?.sections.people;
  assert.equal(next?.seats[0], first);
  assert.deepEqual(next?.seats[1], { ...second, state: 'done' });
  assert.equal(next?.seats.length, people.seats.length);
});

test('who came and who went follows from the order', () => {
  const newcomer = { ...first, seat: 99, name: 'Nieuw' };
  const order = [second.seat, 99, first.seat];
  const next = view({ people: { seats: { rows: [newcomer], order } } })?.sections.people;
  assert.deepEqual(next?.seats, [second, newcomer, first]);
  assert.equal(next?.seats[0], second);
});

test('a view of whole sections is what it is', () => {
  const whole = { t: 'view', seq: 10, at_ms: 5, sections: {} } as const;
  assert.equal(wholeView(whole, 9, sections), whole);
});

test('what does not fit is not shown: the page comes back for the whole', () => {
  assert.equal(view({ me: { vote: 2 } }, 10), null, 'it is for a newer page');
  assert.equal(wholeView({ t: 'view', seq: 10, at_ms: 5, since: 9, sections: {}, changes: { me: {} } }, 9, {}), null);
  assert.equal(view({ people: { seats: { rows: [], order: [1234] } } }), null, 'a row that was never here');
  assert.equal(view({ people: { seats: { rows: 'x' } } }), null);
  assert.equal(view({ team: 'x' } as unknown as Changes), null);
});
