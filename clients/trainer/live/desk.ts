/* desk.ts -- what the dashboard knows of a session, and the commands it sends for one room or all. */
import type { Live } from '../../core/live';
import { roles, stillHere } from '../../core/roles';
import { rules } from '../../core/rules';
import type { Screen } from '../../core/screen';
import { isPlayed, type PlayedStep } from '../../core/steps';
import type {
  Person,
  RoomConsequence,
  RoomProgress,
  RoomResult,
  RoomTimer,
  Round,
  Sections,
  Session,
  Step,
  Trainer,
  TrainerDilemma,
  TrainerRoom,
} from '../../core/types';

export interface Desk {
  readonly live: Live;
  readonly screen: Screen;
  readonly session: Session;
  readonly round: Round;
  readonly trainer: Trainer;
  readonly used: readonly TrainerRoom[]; // See usedRooms.
  readonly beside: TrainerRoom | undefined; // The room that the column beside the rooms is about.
  readonly lookAt: (room: number) => void;
}

/* By room, once for each section that came: sixty rooms ask of five hundred people. */
function byRoom<S extends object, T>(list: (section: S) => readonly T[], roomOf: (one: T) => number) {
  const known = new WeakMap<S, ReadonlyMap<number, readonly T[]>>();
  return (section: S | undefined, room: number): readonly T[] => {
    if (section === undefined) return [];
    let index = known.get(section);
    if (index === undefined) {
      index = grouped(list(section), roomOf);
      known.set(section, index);
    }
    return index.get(room) ?? [];
  };
}

function grouped<T>(items: readonly T[], roomOf: (one: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const one of items) {
    const group = groups.get(roomOf(one));
    if (group === undefined) groups.set(roomOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

const ofRoom = (one: { readonly room: number }): number => one.room;
const playersBy = byRoom((people: Sections['people']) => people.seats.filter((one) => roles[one.role].plays), ofRoom);
const progressBy = byRoom((progress: Sections['progress']) => progress.rooms, ofRoom);
const resultBy = byRoom((result: Sections['result']) => result.rooms, ofRoom);
const timerBy = byRoom((timer: Sections['timer']) => timer.rooms, ofRoom);

export const progressOf = (desk: Desk, room: number): RoomProgress | undefined =>
  progressBy(desk.screen.sections.progress, room)[0];
export const resultOf = (desk: Desk, room: number): RoomResult | undefined =>
  resultBy(desk.screen.sections.result, room)[0];
export const timerOf = (desk: Desk, room: number): RoomTimer | undefined =>
  timerBy(desk.screen.sections.timer, room)[0];
/* The dilemma that a room is at: rooms that go their own way, or whose stories forked, are at several. */
export const dilemmaOf = (desk: Desk, room: TrainerRoom): TrainerDilemma | undefined =>
  desk.trainer.dilemmas.find((one) => one.dilemma === room.dilemma);
export const consequenceOf = (desk: Desk, room: TrainerRoom): RoomConsequence | undefined =>
  desk.screen.sections.consequence?.rooms.find((one) => one.room === room.room && one.round === room.round);
export const peopleOf = (desk: Desk, room: number): readonly Person[] => playersBy(desk.screen.sections.people, room);

/* The rooms in which somebody sits; all of them where nobody does. An empty one stays behind. */
export const usedRooms = (desk: Pick<Desk, 'used'>): readonly TrainerRoom[] => desk.used;

export function roomsWithPeople(trainer: Trainer, people: Sections['people'] | undefined): readonly TrainerRoom[] {
  const used = trainer.rooms.filter((room) => stillHere(playersBy(people, room.room)).length > 0);
  return used.length > 0 ? used : trainer.rooms;
}

/* Rooms that stand at the same place move together; otherwise each goes its own way. */
export function together(desk: Desk): boolean {
  const [first, ...others] = usedRooms(desk);
  return first !== undefined && others.every((room) => room.round === first.round && room.step === first.step);
}

/* In the talk nobody taps: with the trainer's pace it lasts as long as the trainer lets it. */
export const onlyTalk = (desk: Desk, step: Step): boolean => step === 'discussion' && desk.session.pace === 'trainer';

/* The one dilemma that all used rooms are at. */
export function sharedDilemma(desk: Desk): TrainerDilemma | undefined {
  const [first, ...others] = usedRooms(desk);
  return first !== undefined && others.every((room) => room.dilemma === first.dilemma)
    ? dilemmaOf(desk, first)
    : undefined;
}

/* What comes after the step of this room, or null when that is the next dilemma or the debrief. */
export function stepAfter(desk: Desk, room: TrainerRoom): PlayedStep | null {
  const steps: readonly Step[] = dilemmaOf(desk, room)?.steps ?? [];
  const after = steps[steps.indexOf(room.step) + 1];
  return after !== undefined && isPlayed(after) ? after : null;
}

/* In the decision: did anybody choose, in the first round or the second? */
export const somebodyChose = (room: TrainerRoom): boolean => [...room.first, ...room.second].some((votes) => votes > 0);

/* A room that waits for the trainer: a tie, an objection, the trainer's own decision, or the gate. */
export function needsTrainer(desk: Desk, room: TrainerRoom): boolean {
  const result = resultOf(desk, room.room);
  const undecided = room.step === 'decision' && room.decision < 0;
  const done = progressOf(desk, room.room);
  const all = done !== undefined && done.done >= done.expected;
  const rule = rules[desk.session.rule];
  const objected = rule.mayObject && (result?.objections.length ?? 0) > 0;
  return (
    (undecided && ((result?.tie ?? false) || (all && (rule.trainerDecides || objected)))) || (done?.waiting ?? false)
  );
}
