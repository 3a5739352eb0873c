/* team.ts -- from sections to people on stairs. */
import type { MemberIntro, MemberTeam, TrainerMember } from '../core/types';
import type { Apart } from './change';
import { standOf, type Stand } from './stand';
import type { Texts } from './reading';
import type { StairPerson } from './staircase';

/* The drawn face of a member. */
export const faceOf = (members: readonly MemberIntro[], member: number): string =>
  members.find((one) => one.member === member)?.id ?? '';

type Placed = Pick<MemberTeam, 'phase' | 'tread' | 'spiral' | 'phase_before' | 'tread_before' | 'spiral_before'>;

export const memberStand = ({ phase, tread, spiral }: Placed): Stand | null => standOf({ phase, tread, spiral });
export const memberStandBefore = (one: Placed): Stand | null =>
  one.phase_before < 0 ? null : { phase: one.phase_before, tread: one.tread_before, spiral: one.spiral_before };

/* `thought`: the phases that the reader thought of, by member. */
export function stairsOf(
  t: Texts['t'],
  team: readonly MemberTeam[],
  members: readonly MemberIntro[],
  thought: ReadonlyMap<number, number> = new Map(),
): readonly StairPerson[] {
  return team
    .filter((one) => !one.vacant)
    .map((one) => {
      const guessed = one.known === 'estimated';
      const own = thought.get(one.member);
      return {
        member: one.member,
        id: faceOf(members, one.member),
        name: one.name,
        expression: one.face,
        at: guessed && !one.asked ? null : memberStand(one), // An impression that nobody gave is no place.
        from: memberStandBefore(one),
        guessed,
        ...(own === undefined ? {} : { thought: own }),
        ...(one.newcomer ? { note: t('stairs.newcomer') } : {}),
        ...apartOf(one),
      };
    });
}

/* What sets somebody apart from the same person in other rooms. */
const apartOf = (one: MemberTeam | undefined): { readonly apart?: Apart } =>
  one === undefined || one.apart === 'none' ? {} : { apart: { quality: one.apart, change: one.apart_change } };

export function trainerStairs(
  team: readonly TrainerMember[],
  members: readonly MemberIntro[],
  beside: readonly MemberTeam[],
): readonly StairPerson[] {
  return team
    .filter((one) => !one.vacant)
    .map((one) => ({
      member: one.member,
      id: faceOf(members, one.member),
      name: one.name,
      expression: one.face,
      at: memberStand(one),
      from: memberStandBefore(one),
      guessed: false,
      ...apartOf(beside.find((other) => other.member === one.member)),
    }));
}
