/* seat.ts -- what a participant's page knows: the sections it needs, and its own choices as they are
 * on this phone a moment before the server has them. */
import { onItsWay, type Screen } from '../core/screen';
import type { Live } from '../core/live';
import type {
  Dilemma,
  Me,
  RoomConsequence,
  RoomProgress,
  RoomResult,
  RoomTeam,
  RoomTimer,
  Round,
  Session,
} from '../core/types';

/* Everything a screen of a running round is a function of. */
export interface Seat {
  readonly live: Live;
  readonly screen: Screen;
  readonly session: Session;
  readonly round: Round;
  readonly me: Me;
}

export interface Playing extends Seat {
  readonly dilemma: Dilemma;
}

export const isSolo = (seat: Seat): boolean => seat.session.mode === 'solo';

export const progressOf = (seat: Seat): RoomProgress | undefined =>
  seat.screen.sections.progress?.rooms.find((room) => room.room === seat.round.room);
export const resultOf = (seat: Seat): RoomResult | undefined =>
  seat.screen.sections.result?.rooms.find((room) => room.room === seat.round.room);
export const teamOf = (seat: Seat): RoomTeam | undefined =>
  seat.screen.sections.team?.rooms.find((room) => room.room === seat.round.room);
export const timerOf = (seat: Seat): RoomTimer | undefined =>
  seat.screen.sections.timer?.rooms.find((room) => room.room === seat.round.room);
export const consequenceOf = (seat: Seat): RoomConsequence | undefined =>
  seat.screen.sections.consequence?.rooms.find(
    (room) => room.room === seat.round.room && room.round === seat.round.round,
  );

/* ---- own choices ----------------------------------------------------------------------------- */

interface OwnValue<T> {
  readonly value: T;
  readonly waiting: boolean; // Not acknowledged yet.
}

export interface Vote {
  readonly option: number;
  readonly confidence: number;
  readonly reason: string;
}

export function ownVote({ screen, round, me }: Seat): OwnValue<Vote> {
  const sent = onItsWay(screen, 'vote_cast', (command) => command.round === round.round);
  if (sent !== null) return { value: { confidence: 0, ...sent }, waiting: true };
  return { value: { option: me.vote, confidence: me.confidence, reason: me.reason }, waiting: false };
}

export function ownSecond({ screen, round, me }: Seat): OwnValue<number> {
  const sent = onItsWay(screen, 'second_cast', (command) => command.round === round.round);
  return sent !== null ? { value: sent.option, waiting: true } : { value: me.second, waiting: false };
}

export function ownDecision({ screen, round }: Seat): OwnValue<number> {
  const sent = onItsWay(screen, 'decision_make', (command) => command.round === round.round);
  return sent !== null ? { value: sent.option, waiting: true } : { value: -1, waiting: false };
}

export function ownGuess(
  { screen, round, me }: Seat,
  member: number,
  phaseAt: (phase: string) => number,
): OwnValue<number> {
  const sent = onItsWay(screen, 'guess_cast', (command) => command.round === round.round && command.member === member);
  if (sent !== null) return { value: phaseAt(sent.phase), waiting: true };
  return { value: me.guesses.find((guess) => guess.member === member)?.phase ?? -1, waiting: false };
}

/* Whom they guessed, before looking. */
export function ownMover({ screen, round, me }: Seat): OwnValue<number> {
  const sent = onItsWay(screen, 'mover_cast', (command) => command.round === round.round);
  return sent !== null ? { value: sent.member, waiting: true } : { value: me.mover, waiting: false };
}

export function ownReady({ screen, round, me }: Seat): OwnValue<boolean> {
  const sent = onItsWay(screen, 'ready_set', (command) => command.round === round.round && command.step === round.step);
  return sent !== null ? { value: sent.ready, waiting: true } : { value: me.ready, waiting: false };
}

/* Asked the room to wait. Casting a vote says that it need not wait any longer. */
export function ownHolding({ screen, round, me }: Seat): OwnValue<boolean> {
  const sent = onItsWay(screen, 'ready_set', (command) => command.round === round.round && command.step === round.step);
  return sent !== null ? { value: !sent.ready, waiting: true } : { value: me.holding, waiting: false };
}

/* Said that they can live with the option that leads. */
export function ownLives({ screen, round, me }: Seat, leading: number): OwnValue<boolean> {
  const sent = onItsWay(
    screen,
    'objection_set',
    (command) => command.round === round.round && command.option === leading,
  );
  return sent !== null ? { value: !sent.objects, waiting: true } : { value: me.lives, waiting: false };
}

export function ownObjection({ screen, round, me }: Seat, leading: number): OwnValue<boolean> {
  const sent = onItsWay(
    screen,
    'objection_set',
    (command) => command.round === round.round && command.option === leading,
  );
  return sent !== null ? { value: sent.objects, waiting: true } : { value: me.objects, waiting: false };
}
