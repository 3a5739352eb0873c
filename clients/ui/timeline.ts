/* timeline.ts -- a session as moments: the start, and after every round. Where people stood then, how many were on
 * their way, and the same on another way that lies beside it (ways.ts). Moment n comes after round n - 1. */
import type { TwoWays, WayMoment } from '../core/alone/road';
import type { DebriefRoom, Decided, MemberIntro, Way } from '../core/types';
import { standOf, sameStand, type Stand } from './stand';
import type { StairPerson } from './staircase';
import type { Texts } from './reading';
import { roomName } from './words';

/* What is looked at: a moment, and perhaps what would have been decided otherwise in a round. */
export interface WayTurn {
  readonly round: number;
  readonly option: number;
}

const UNDER_WAY = 2; // The third phase: busy with it.
const STILL = 'rustig'; // How somebody looked then is not kept.

export const momentsOf = (room: DebriefRoom): number => room.weeks.length;
/* The room that played most; they may not all have come as far. */
export const longestOf = (rooms: readonly DebriefRoom[]): DebriefRoom | undefined =>
  [...rooms].sort((a, b) => momentsOf(b) - momentsOf(a))[0];
export const momentOf = ({ round }: WayTurn): number => round + 1;
/* What was decided before this moment; the start has none. */
export const decidedAt = (room: DebriefRoom, moment: number): Decided | undefined =>
  room.decisions.find((one) => one.round === moment - 1);

const standAt = (one: DebriefRoom['members'][number], moment: number): Stand | null =>
  standOf({ phase: one.phases[moment] ?? -1, tread: one.treads[moment] ?? -1, spiral: one.spirals[moment] ?? 0 });

type Standing = Pick<StairPerson, 'member' | 'expression'> & { readonly at: Stand | null };

/* Whoever stands there now, with an open ring where they stood a moment before. */
function stand(now: readonly Standing[], before: readonly Standing[], members: readonly MemberIntro[]): StairPerson[] {
  return now.flatMap(({ member, expression, at }) => {
    const intro = members.find((one) => one.member === member);
    const was = before.find((one) => one.member === member)?.at ?? null;
    if (at === null) return []; // Gone.
    const from = sameStand(was, at) ? null : was;
    return [{ member, id: intro?.id ?? '', name: intro?.name ?? '', expression, at, from, guessed: false }];
  });
}

function standingAt(room: DebriefRoom, moment: number): readonly Standing[] {
  const last = moment === momentsOf(room) - 1;
  return room.members.map((one) => ({
    member: one.member,
    expression: last && one.face !== '' ? one.face : STILL,
    at: moment < 0 ? null : standAt(one, moment),
  }));
}

export const peopleAt = (room: DebriefRoom, moment: number, members: readonly MemberIntro[]): readonly StairPerson[] =>
  stand(standingAt(room, moment), standingAt(room, moment - 1), members);

/* ---- another way beside it ------------------------------------------------------------------------ */

const standingOn = (way: Way): readonly Standing[] =>
  way.members.map((one) => ({ member: one.member, expression: one.face || STILL, at: standOf(one) }));

export interface Beside {
  readonly moment: WayMoment;
  readonly was: readonly StairPerson[];
  readonly other: readonly StairPerson[];
}

/* Both ways at this moment; null: they lie beside each other from the turn on, until they part. */
export function besideAt(
  room: DebriefRoom,
  both: TwoWays,
  turn: WayTurn,
  at: number,
  members: readonly MemberIntro[],
): Beside | null {
  const moment = both.moments[at - momentOf(turn)];
  const last = both.moments[at - momentOf(turn) - 1];
  if (moment === undefined) return null;
  const fork = standingAt(room, turn.round);
  const people = (way: Way, before: Way | undefined): readonly StairPerson[] =>
    stand(standingOn(way), before === undefined ? fork : standingOn(before), members);
  return { moment, was: people(moment.was, last?.was), other: people(moment.other, last?.other) };
}

/* ---- how many are on their way -------------------------------------------------------------------- */

const isUnderWay = (at: Stand | null): boolean => at !== null && (at.spiral > 0 || at.phase >= UNDER_WAY);
const count = (standing: readonly Standing[]): number => standing.filter(({ at }) => isUnderWay(at)).length;

/* At each moment, how many stand in the third phase or beyond. */
export const lineOf = (room: DebriefRoom): readonly number[] =>
  room.weeks.map((_, moment) => count(standingAt(room, moment)));

/* The same on the other way: from the moment before it turns off. */
function otherLineOf(room: DebriefRoom, both: TwoWays, turn: WayTurn): readonly (number | null)[] {
  const line = lineOf(room);
  return line.map((n, moment) => {
    if (moment < turn.round) return null;
    if (moment === turn.round) return n;
    const way = both.moments[moment - momentOf(turn)]?.other;
    return way === undefined ? null : count(standingOn(way));
  });
}

export interface RoomLine {
  readonly room: number;
  readonly counts: readonly (number | null)[]; // At each moment; null: none there.
  readonly kind: 'main' | 'other' | 'beside';
}

/* A line for each room, that of `room` among them, and the other way of that one if there is one. */
export function linesOf(
  rooms: readonly DebriefRoom[],
  room: DebriefRoom | undefined,
  both: TwoWays | null,
  turn: WayTurn | null,
): readonly RoomLine[] {
  const lines = rooms.map(
    (one): RoomLine => ({ room: one.room, counts: lineOf(one), kind: one === room ? 'main' : 'beside' }),
  );
  if (room === undefined || turn === null || both === null) return lines;
  return [...lines, { room: room.room, counts: otherLineOf(room, both, turn), kind: 'other' }];
}

/* room: the one of several that is looked at. */
export const timelineTitle = (t: Texts['t'], room: DebriefRoom | undefined, weeks: number): string =>
  room === undefined
    ? t('timeline.title', { n: weeks })
    : t('timeline.title_room', { room: roomName(t, room.room), n: weeks });

/* How many stand in each phase. */
export function phasesAt(room: DebriefRoom, moment: number): readonly number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const { at } of standingAt(room, moment)) if (at !== null) counts[at.phase] = (counts[at.phase] ?? 0) + 1;
  return counts;
}
