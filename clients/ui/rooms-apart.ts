/* rooms-apart.ts -- which rooms differ, in whom. All played the same team with the same luck: where somebody
 * stands elsewhere, looks different, or moved more in what they know, want or dare, the choice did that.
 * Those who fare alike everywhere are kept apart. */
import { blocksOf } from './change';
import { sameStand } from './stand';
import type { StairPerson } from './staircase';

export interface RoomPeople {
  readonly room: number;
  readonly people: readonly StairPerson[]; // Without those who are gone.
  readonly against: readonly number[]; // Learning, wellbeing, work against the start; may be empty.
}

const AGAINST_SAME = 8; // Milli between two rooms that nobody would notice.

const inRoom = (room: RoomPeople, member: number): StairPerson | undefined =>
  room.people.find((one) => one.member === member);

function alike(a: StairPerson | undefined, b: StairPerson | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    sameStand(a.at, b.at) &&
    a.expression === b.expression &&
    a.apart?.quality === b.apart?.quality &&
    blocksOf(a.apart?.change ?? 0) === blocksOf(b.apart?.change ?? 0)
  );
}

/* The members who do not fare alike in all of these rooms. */
export function membersApart(rooms: readonly RoomPeople[]): ReadonlySet<number> {
  const members = new Set(rooms.flatMap((room) => room.people.map((one) => one.member)));
  const first = rooms[0];
  return new Set(
    [...members].filter(
      (member) => first !== undefined && rooms.some((room) => !alike(inRoom(room, member), inRoom(first, member))),
    ),
  );
}

const sameAgainst = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? 0)) < AGAINST_SAME);

/* Groups of two rooms or more between which nothing can be seen. */
export function roomsAlike(rooms: readonly RoomPeople[]): readonly (readonly number[])[] {
  const left = [...rooms];
  const groups: number[][] = [];
  while (left.length > 0) {
    const [first, ...rest] = left.splice(0) as [RoomPeople, ...RoomPeople[]];
    const same = rest.filter(
      (room) => membersApart([first, room]).size === 0 && sameAgainst(first.against, room.against),
    );
    left.push(...rest.filter((room) => !same.includes(room)));
    if (same.length > 0) groups.push([first, ...same].map((room) => room.room));
  }
  return groups;
}
