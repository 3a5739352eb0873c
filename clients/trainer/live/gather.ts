/* gather.ts -- where rooms are, and to which step all of them can be brought. A room that is there already,
 * or further, stays: nobody loses a talk. */
import { onItsWay } from '../../core/screen';
import { isPlayed } from '../../core/steps';
import { ROOM_ALL, steps, type Step, type TrainerRoom } from '../../core/types';
import type { Texts } from '../../ui/reading';
import { stepName } from '../../ui/words';
import { stepAfter, usedRooms, type Desk } from './desk';

export interface Place {
  readonly round: number;
  readonly step: Step;
}

interface Crowd extends Place {
  readonly rooms: readonly TrainerRoom[];
}

const orderOf = (place: Place): number => place.round * steps.length + steps.indexOf(place.step);
const isOver = (place: Place): boolean => place.step === 'debrief';

export const isBefore = (room: TrainerRoom, place: Place): boolean => !isOver(room) && orderOf(room) < orderOf(place);

/* The used rooms by where they are, in the order of the story. */
export function crowdsOf(desk: Desk): readonly Crowd[] {
  const crowds = new Map<number, Crowd>();
  for (const room of usedRooms(desk)) {
    const at = orderOf(room);
    crowds.set(at, { round: room.round, step: room.step, rooms: [...(crowds.get(at)?.rooms ?? []), room] });
  }
  return [...crowds.values()].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || orderOf(a) - orderOf(b));
}

/* Where most rooms are; of two that are as large, the one further on. */
export const mostAre = (crowds: readonly Crowd[]): Crowd | undefined =>
  crowds.reduce<Crowd | undefined>(
    (most, one) => (most === undefined || one.rooms.length >= most.rooms.length ? one : most),
    undefined,
  );

/* The place after this one, as the dilemma of this room goes; null in the debrief. */
export function placeAfter(desk: Desk, room: TrainerRoom): Place | null {
  if (!isPlayed(room.step)) return null;
  const step = stepAfter(desk, room);
  if (step !== null) return { round: room.round, step };
  return room.round + 1 < desk.round.rounds
    ? { round: room.round + 1, step: 'situation' }
    : { round: room.round, step: 'debrief' };
}

/* Those who are behind come to where most rooms are; when nobody is, all come to what follows it. */
export function gatherAt(desk: Desk): Place | null {
  const crowds = crowdsOf(desk);
  const most = mostAre(crowds);
  const [first] = most?.rooms ?? [];
  if (most === undefined || first === undefined) return null;
  const behind = crowds.some((crowd) => crowd !== most && crowd.rooms.some((room) => isBefore(room, most)));
  if (!behind) return placeAfter(desk, first);
  return isOver(most) ? { round: desk.round.rounds - 1, step: 'debrief' } : most;
}

/* "Gesprek"; "dilemma 4" for its first step; both where rooms are at several dilemmas. */
export function placeName(t: Texts['t'], desk: Desk, place: Place): string {
  if (isOver(place) || usedRooms(desk).every((room) => room.round === place.round)) return stepName(t, place.step);
  if (place.step === 'situation') return t('trainer.where_dilemma', { n: place.round + 1 });
  return t('trainer.where_step', { n: place.round + 1, step: stepName(t, place.step).toLowerCase() });
}

/* Not while it is still on its way: a second press could bring a room past a step it has just begun. */
export function bring(desk: Desk, room: number, place: Place): void {
  const asked = onItsWay(desk.screen, 'room_bring', (command) => command.room === room || command.room === ROOM_ALL);
  if (asked === null) desk.live.command({ type: 'room_bring', room, round: place.round, step: place.step });
}

export const hold = (desk: Desk, room: number, held: boolean): void =>
  desk.live.command({ type: 'room_hold', room, held });

const MORE_SECONDS = 60;

export const extend = (desk: Desk, room: number): void =>
  desk.live.command({ type: 'room_extend', room, seconds: MORE_SECONDS });
