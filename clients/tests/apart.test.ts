/* apart.test.ts -- which rooms differ, and in whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from '../ui/change';
import { membersApart, roomsAlike, type RoomPeople } from '../ui/rooms-apart';
import type { StairPerson } from '../ui/staircase';

const person = (member: number, more: Partial<StairPerson> = {}): StairPerson => ({
  member,
  id: 'sanne',
  name: 'Sanne',
  expression: 'rustig',
  at: { phase: 1, tread: 0, spiral: 0 },
  from: null,
  guessed: false,
  ...more,
});
const room = (
  number: number,
  people: readonly StairPerson[],
  against: readonly number[] = [10, 0, -5],
): RoomPeople => ({
  room: number,
  people,
  against,
});

test('who stands elsewhere, looks otherwise, moved otherwise or is gone is told apart', () => {
  const usual = room(0, [person(0), person(1)]);
  const others: readonly (readonly StairPerson[])[] = [
    [person(0, { at: { phase: 1, tread: 1, spiral: 0 } }), person(1)],
    [person(0, { expression: 'moe' }), person(1)],
    [person(0, { apart: { quality: 'durven', change: 90 } }), person(1)],
    [person(1)],
  ];
  for (const people of others) assert.deepEqual([...membersApart([usual, room(1, people)])], [0]);
  assert.deepEqual([...membersApart([usual, room(1, [person(0), person(1)])])], []);
});

test('rooms between which nothing can be seen are named together', () => {
  const alike = [room(0, [person(0)]), room(1, [person(0)], [12, 2, -4]), room(2, [person(0, { expression: 'blij' })])];
  assert.deepEqual(roomsAlike(alike), [[0, 1]]);
  assert.deepEqual(roomsAlike([room(0, [person(0)]), room(1, [person(0)], [60, 0, -5])]), []);
});

test('a change is blocks to either side, and nothing to speak of is a dot', () => {
  const blocks = [0, 14, 15, -60, 129, 130, -400].map(blocksOf);
  assert.deepEqual(blocks, [0, 0, 1, -2, 2, 3, -3]);
});
