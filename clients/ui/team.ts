/* team.ts -- from sections to people on stairs. */
import type { MemberIntro, MemberTeam, TrainerMember } from '../core/types';
import type { Texts } from './reading';
import type { StairPerson } from './staircase';

/* The drawn face of a member. */
export const faceOf = (members: readonly MemberIntro[], member: number): string =>
  members.find((one) => one.member === member)?.id ?? '';

export function stairsOf(
  t: Texts['t'],
  team: readonly MemberTeam[],
  members: readonly MemberIntro[],
): readonly StairPerson[] {
  return team
    .filter((one) => !one.vacant && one.known !== 'nothing')
    .map((one) => ({
      member: one.member,
      id: faceOf(members, one.member),
      name: one.name,
      expression: one.face,
      phase: one.phase,
      before: one.phase_before,
      estimated: one.known === 'estimated',
      ...(one.newcomer ? { note: t('stairs.newcomer') } : {}),
    }));
}

export function trainerStairs(team: readonly TrainerMember[], members: readonly MemberIntro[]): readonly StairPerson[] {
  return team
    .filter((one) => !one.vacant)
    .map((one) => ({
      member: one.member,
      id: faceOf(members, one.member),
      name: one.name,
      expression: one.face,
      phase: one.phase,
      before: one.phase_before,
      estimated: false,
    }));
}
