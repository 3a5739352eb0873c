/* look.ts -- one room at a glance, for its tile: what asks for the trainer, and how long it has been so. A look is a
 * plain value, so that a tile whose look is the same is not painted again. */
import { stillHere } from '../../core/roles';
import type { Person, RoomTimer, Step, TimeMs, TrainerRoom } from '../../core/types';
import { isOn, movementOf } from '../../ui/stand';
import { memberStandBefore, memberStand } from '../../ui/team';
import { needsTrainer, onlyTalk, peopleOf, progressOf, resultOf, timerOf, type Desk } from './desk';

/* In the order in which they ask for somebody.
 *   waits   for the trainer: a tie, the gate, the trainer's own decision
 *   alone   none of them is connected
 *   stuck   not all have done what the step asks, and for minutes nobody did anything
 *   silent  they talk, and nobody said why
 *   split   they talk, and two options have (almost) as many votes */
export const troubles = ['waits', 'alone', 'stuck', 'silent', 'split'] as const;
type RoomTrouble = (typeof troubles)[number];
export type Flag = RoomTrouble | 'done';

export type TileChair = 'done' | 'here' | 'asleep' | 'gone';

export interface Look {
  readonly room: number;
  readonly step: Step;
  readonly round: number;
  readonly flag: Flag | null;
  readonly minutes: number; // Since anything happened in it, or since it talks.
  readonly why: Why;
  readonly chairs: readonly TileChair[];
  readonly done: number;
  readonly expected: number;
  readonly votes: readonly number[]; // Per option; empty while they may not be seen.
  readonly decision: number;
  readonly held: boolean;
  readonly closing: 'closes' | 'busy' | null; // All are in: its step ends in a moment, or somebody is still busy.
  readonly team: readonly Dot[];
}

export interface Dot {
  readonly at: number; // 0 to 14: treads from the first phase on.
  readonly moved: 'on' | 'back' | null;
}

/* The reason in figures; what it says in words is direct.ts. */
interface Why {
  readonly agreed: boolean;
  readonly reasons: number;
  readonly sure: number;
  readonly doubting: number;
}

const MINUTE_MS = 60_000;
const STUCK_MINUTES = 3;
const READING_MINUTES = 6; // Nobody taps while reading or thinking back.
const SILENT_MINUTES = 2;
const ASLEEP_MS = 5 * MINUTE_MS; // A phone in a pocket is back within minutes.
const TREADS = 3;

const chairOf = (person: Person, now_ms: TimeMs): TileChair => {
  if (person.present) return person.state === 'done' ? 'done' : 'here';
  return person.away_ms > 0 && now_ms - person.away_ms > ASLEEP_MS ? 'gone' : 'asleep';
};

const minutesSince = (since_ms: TimeMs, now_ms: TimeMs): number =>
  since_ms > 0 ? Math.max(0, Math.floor((now_ms - since_ms) / MINUTE_MS)) : 0;

/* What people do is read and think, so nobody is stuck soon. */
const isRead: Readonly<Record<Step, boolean>> = {
  lobby: false,
  situation: true,
  diagnosis: false,
  choice: false,
  discussion: false,
  decision: false,
  consequence: true,
  reflection: true,
  debrief: false,
};

function stuckAfter(step: Step, timer: RoomTimer | undefined): number {
  if (!isRead[step]) return STUCK_MINUTES;
  const planned = timer !== undefined && timer.deadline_ms > timer.began_ms ? timer.deadline_ms - timer.began_ms : 0;
  return Math.max(READING_MINUTES, Math.ceil(planned / MINUTE_MS));
}

/* Two options with as many votes, or one apart, and at least two people behind each. */
export function isSplit(votes: readonly number[]): boolean {
  const [most = 0, next = 0] = [...votes].sort((a, b) => b - a);
  return next >= 2 && most - next <= 1;
}

const isAgreed = (votes: readonly number[]): boolean => votes.filter((count) => count > 0).length === 1;

function flagOf(desk: Desk, room: TrainerRoom, look: Omit<Look, 'flag'>): Flag | null {
  const { step, minutes, votes, why } = look;
  const timed = !desk.session.paused;
  if (step === 'debrief') return 'done';
  if (look.chairs.length === 0 || step === 'lobby') return null;
  if (needsTrainer(desk, room)) return 'waits';
  if (!look.chairs.some((chair) => chair === 'done' || chair === 'here')) return 'alone';
  if (onlyTalk(desk, step)) {
    if (timed && minutes >= SILENT_MINUTES && why.reasons === 0 && votes.some((count) => count > 0)) return 'silent';
    return isSplit(votes) ? 'split' : null;
  }
  if (look.expected > 0 && look.done >= look.expected) return 'done';
  return timed && minutes >= stuckAfter(step, timerOf(desk, room.room)) ? 'stuck' : null;
}

function closingOf(desk: Desk, room: TrainerRoom): Look['closing'] {
  const progress = progressOf(desk, room.room);
  if (progress === undefined || progress.expected === 0 || progress.done < progress.expected) return null;
  if ((timerOf(desk, room.room)?.closing_ms ?? 0) > 0) return 'closes';
  return progress.holding > 0 ? 'busy' : null;
}

export function lookAt(desk: Desk, room: TrainerRoom, now_ms: TimeMs): Look {
  const progress = progressOf(desk, room.room);
  const began_ms = timerOf(desk, room.room)?.began_ms ?? 0;
  const since = room.step === 'discussion' ? began_ms : Math.max(began_ms, room.stirred_ms);
  const votes = room.second.some((count) => count > 0) ? room.second : room.first;
  const look = {
    room: room.room,
    step: room.step,
    round: room.round,
    minutes: minutesSince(since, now_ms),
    why: {
      agreed: isAgreed(votes),
      reasons: (resultOf(desk, room.room)?.reasons ?? []).filter((reason) => reason.text !== '').length,
      sure: room.sure[3] ?? 0,
      doubting: room.sure[1] ?? 0,
    },
    chairs: stillHere(peopleOf(desk, room.room)).map((person) => chairOf(person, now_ms)),
    done: progress?.done ?? 0,
    expected: progress?.expected ?? 0,
    votes,
    decision: room.decision,
    held: room.held,
    closing: closingOf(desk, room),
    team: room.members.filter((member) => !member.vacant).map(dotOf),
  };
  return { ...look, flag: flagOf(desk, room, look) };
}

function dotOf(member: TrainerRoom['members'][number]): Dot {
  const movement = movementOf(memberStandBefore(member), memberStand(member));
  return {
    at: member.phase * TREADS + Math.max(0, member.tread),
    moved: movement === null ? null : isOn(movement) ? 'on' : 'back',
  };
}

export const isTrouble = (flag: Flag | null): flag is RoomTrouble => flag !== null && flag !== 'done';

/* ---- many looks --------------------------------------------------------------------------------- */

export const sorts = ['need', 'name', 'long'] as const;
export type Sort = (typeof sorts)[number];

const rank = (look: Look): number => {
  if (look.chairs.length === 0) return troubles.length + 2;
  if (look.flag === 'done') return troubles.length + 1;
  return look.flag === null ? troubles.length : troubles.indexOf(look.flag);
};

export function sorted(looks: readonly Look[], by: Sort): readonly Look[] {
  const order: Readonly<Record<Sort, (a: Look, b: Look) => number>> = {
    need: (a, b) => rank(a) - rank(b) || b.minutes - a.minutes,
    name: () => 0,
    long: (a, b) => b.minutes - a.minutes,
  };
  return [...looks].sort((a, b) => order[by](a, b) || a.room - b.room);
}
