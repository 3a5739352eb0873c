/* ways.ts -- two ways through one story at one moment: who stands elsewhere, and by how much. Both had the same team
 * and the same luck, so what differs is what was decided. */
import type { WayMoment } from '../core/alone/road';
import type { Way, WayMember } from '../core/types';
import { heightOf, standOf, type Stand } from './stand';

export interface MemberApart {
  readonly member: number;
  readonly was: Stand | null; // null: gone
  readonly other: Stand | null;
}

interface WaysApart {
  readonly apart: readonly MemberApart[]; // The largest difference first.
  readonly same: readonly number[];
  readonly untold: readonly number[]; // Nobody may know yet where they stand.
}

const isTold = (one: WayMember): boolean => one.vacant || one.phase >= 0;

/* Whoever is gone on one way only differs more than anybody who is there on both. */
const difference = ({ was, other }: MemberApart): number =>
  was === null || other === null ? Number.POSITIVE_INFINITY : Math.abs(heightOf(other) - heightOf(was));

export function waysApart({ was, other }: WayMoment): WaysApart {
  const apart: MemberApart[] = [];
  const same: number[] = [];
  const untold: number[] = [];
  was.members.forEach((one, i) => {
    const two = other.members[i];
    if (two === undefined || !isTold(one) || !isTold(two)) return void untold.push(one.member);
    const both = { member: one.member, was: standOf(one), other: standOf(two) };
    if (difference(both) === 0 || (both.was === null && both.other === null)) same.push(one.member);
    else apart.push(both);
  });
  return { apart: apart.sort((a, b) => difference(b) - difference(a)), same, untold };
}

/* What the difference is called: by its largest kind. */
type Further = 'gone' | 'round' | 'phase' | 'tread';

interface Difference {
  readonly what: Further;
  readonly n: number;
  readonly on: 'was' | 'other'; // The way on which they are further; with 'gone': on which they are gone.
}

export function toldOf({ was, other }: MemberApart): Difference {
  if (was === null || other === null) return { what: 'gone', n: 1, on: was === null ? 'was' : 'other' };
  const on = heightOf(other) > heightOf(was) ? 'other' : 'was';
  const [high, low] = on === 'other' ? [other, was] : [was, other];
  if (high.spiral !== low.spiral) return { what: 'round', n: high.spiral - low.spiral, on };
  if (high.phase !== low.phase) return { what: 'phase', n: high.phase - low.phase, on };
  return { what: 'tread', n: high.tread - low.tread, on };
}

/* How many stand in each phase, of those of whom it is told. */
export function phasesOf(way: Way): readonly number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const { phase, vacant } of way.members) if (!vacant && phase >= 0) counts[phase] = (counts[phase] ?? 0) + 1;
  return counts;
}
