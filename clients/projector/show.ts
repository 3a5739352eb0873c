/* show.ts -- what hangs on the wall follows from the sections and the clock, nothing else. Here are
 * the choice of the picture, and sums over rooms; no names of participants anywhere. */
import type { Screen } from '../core/screen';
import { steps } from '../core/types';
import type {
  Befell,
  Debrief,
  ProjectorView,
  Reason,
  RoomConsequence,
  RoomProgress,
  RoomResult,
  RoomTeam,
  RoomTimer,
  Round,
  Sections,
  Session,
  Shift,
  Step,
  TimeMs,
} from '../core/types';

type Picture =
  | 'join'
  | 'situation'
  | 'progress'
  | 'talk'
  | 'result'
  | 'guess'
  | 'team'
  | 'reflection'
  | 'rooms'
  | 'apart'
  | 'debrief'
  | 'timeline'
  | 'lit'
  | 'blank';

/* Everything a picture is made of. */
export interface Show {
  readonly session: Session;
  readonly round: Round | null; // Null until something runs; its step is that of the slowest room to show.
  readonly apart: boolean; // That room plays a dilemma of which we do not have the words.
  readonly room: number; // The one to show; -1: all of several.
  readonly progress: readonly RoomProgress[]; // Below: of the rooms to show, in this round.
  readonly results: readonly RoomResult[];
  readonly teams: readonly RoomTeam[];
  readonly consequences: readonly RoomConsequence[];
  readonly timer: RoomTimer | undefined;
  readonly debrief: Debrief | undefined;
  readonly scan: Sections['scan'] | undefined;
}

const SHIFT_SHOWN_MS = 15_000; // How long the threads stay before the rooms guess,
const GUESS_SHOWN_MS = 45_000; // and how long the wall waits for them at most.
export const COMPARED_MAX = 4; // Rooms that stand beside each other with faces.

export function showOf({ sections }: Screen): Show | null {
  const { session } = sections;
  if (session === undefined) return null;
  const first = sections.round !== undefined && sections.round.round >= 0 ? sections.round : null;
  const room =
    session.projector_room >= 0
      ? session.projector_room
      : session.rooms.length === 1
        ? (session.rooms[0]?.room ?? 0)
        : -1;
  const asked = <T extends { readonly room: number }>(rooms: readonly T[] | undefined): readonly T[] =>
    (rooms ?? []).filter((one) => room < 0 || one.room === room);
  const progress = asked(sections.progress?.rooms);
  const slowest = slowestOf(progress);
  const over = first?.dilemma === null && slowest !== undefined && slowest.step !== 'debrief';
  const apart = first !== null && slowest !== undefined && (over || slowest.round < first.round);
  const behind = first !== null && slowest !== undefined && !apart && slowest.round === first.round;
  const round = !behind ? first : { ...first, step: slowest.step, waiting: progress.every((one) => one.waiting) };
  const here = new Set(progress.filter((one) => one.round === round?.round).map((one) => one.room));
  return {
    session,
    round,
    room,
    apart,
    progress,
    results: asked(sections.result?.rooms).filter((one) => one.shown && here.has(one.room)),
    teams: asked(sections.team?.rooms),
    consequences: asked(sections.consequence?.rooms).filter((one) => one.round === round?.round),
    timer: sections.timer?.rooms.find((one) => one.room === (room >= 0 ? room : (slowest?.room ?? round?.room))),
    debrief: debriefOf(sections, asked),
    scan: sections.scan,
  };
}

/* Of the rooms that have anybody in them. */
function slowestOf(progress: readonly RoomProgress[]): RoomProgress | undefined {
  const at = (one: RoomProgress): number => one.round * steps.length + steps.indexOf(one.step);
  const peopled = progress.filter((one) => one.present > 0);
  return [...(peopled.length > 0 ? peopled : progress)].sort((a, b) => at(a) - at(b))[0];
}

function debriefOf(
  sections: Partial<Sections>,
  asked: (rooms: Debrief['rooms'] | undefined) => Debrief['rooms'],
): Debrief | undefined {
  const { debrief } = sections;
  return debrief === undefined || debrief.rooms.every((room) => room.decisions.length === 0)
    ? undefined
    : { ...debrief, rooms: asked(debrief.rooms) };
}

/* The one reason that the trainer holds up: not while a room here is still choosing about the same. */
export function litOf(show: Show): Reason | undefined {
  const chosen = show.round !== null && steps.indexOf(show.round.step) > steps.indexOf('choice');
  return chosen ? show.results.flatMap((one) => one.reasons).find((reason) => reason.lit) : undefined;
}

/* ---- which picture ------------------------------------------------------------------------------ */

export function pictureOf(show: Show, now_ms: TimeMs): Picture {
  if (litOf(show) !== undefined && show.session.projector_view !== 'blank') return 'lit';
  return wishes[show.session.projector_view](show) ?? followed(show, now_ms);
}

/* What the trainer asked for; null when that is not there (yet): then the wall follows the session. */
const wishes: Readonly<Record<ProjectorView, (show: Show) => Picture | null>> = {
  auto: () => null,
  join: () => 'join',
  situation: (show) => (show.round?.dilemma ? 'situation' : null),
  progress: (show) => (show.round?.dilemma ? 'progress' : null),
  result: (show) => (show.results.length > 0 ? 'result' : null),
  team: (show) => (show.teams.length > 0 ? 'team' : null),
  rooms: (show) => (show.teams.length > 1 ? 'rooms' : show.teams.length > 0 ? 'team' : null),
  debrief: (show) => (show.debrief !== undefined ? 'debrief' : null),
  timeline: (show) => (show.debrief !== undefined ? 'timeline' : null),
  blank: () => 'blank',
};

function followed(show: Show, now_ms: TimeMs): Picture {
  const { session, round } = show;
  if (session.status === 'created' || session.status === 'lobby') return 'join';
  if (show.apart && session.status !== 'ended') return 'apart';
  if (session.status === 'ended' || round?.step === 'debrief') return pictures.debrief(show, now_ms);
  if (round === null || round.dilemma === null) return 'join';
  return pictures[round.step](show, now_ms);
}

/* What hangs there in which step, when nobody asked for something else. */
const pictures: Readonly<Record<Step, (show: Show, now_ms: TimeMs) => Picture>> = {
  lobby: () => 'join',
  situation: () => 'situation',
  diagnosis: () => 'progress',
  choice: () => 'progress',
  discussion: (show) => (show.results.length > 0 ? 'result' : 'talk'),
  decision: () => 'progress',
  consequence: (show, now_ms) =>
    shiftEnds(show, now_ms) > 0 ? 'result' : guessEnds(show, now_ms) > 0 ? 'guess' : revealOf(show),
  reflection: () => 'reflection',
  debrief: (show) => (show.debrief !== undefined ? 'debrief' : 'blank'),
};

/* Who changed their mind is shown before what it led to: how many milliseconds the threads still hang; 0 when
 * their time is over. */
export function shiftEnds(show: Show, now_ms: TimeMs): number {
  const moved = show.results.some((one) => one.shifts.length > 0);
  if (
    !moved ||
    show.round?.step !== 'consequence' ||
    show.timer === undefined ||
    show.session.projector_view !== 'auto'
  )
    return 0;
  return Math.max(0, show.timer.began_ms + SHIFT_SHOWN_MS - now_ms);
}

/* Before anybody sees what it led to, the rooms guess who moved: until all who are there have, or for how many
 * milliseconds more. */
export function guessEnds(show: Show, now_ms: TimeMs): number {
  const { timer, session } = show;
  if (show.round?.step !== 'consequence' || timer === undefined || session.projector_view !== 'auto') return 0;
  const here = sum(show.progress.map((room) => room.present));
  if (here === 0 || sum(show.progress.map((room) => room.movers)) >= here) return 0;
  const threads_ms = show.results.some((one) => one.shifts.length > 0) ? SHIFT_SHOWN_MS : 0;
  return Math.max(0, timer.began_ms + threads_ms + GUESS_SHOWN_MS - now_ms);
}

/* Room beside room where that fits; else what each decided, or the team of one. */
function revealOf({ teams, consequences }: Show): Picture {
  if (teams.length === 0) return 'talk';
  return teams.length > 1 && teams.length <= COMPARED_MAX && consequences.length === teams.length ? 'rooms' : 'team';
}

/* Whom most of them guessed, once a room's guesses may be told. */
interface Guessed {
  readonly members: readonly number[]; // Several: as often.
  readonly count: number;
  readonly people: number;
}

export function guessedOf({ progress }: Show): Guessed | null {
  const counts = progress.reduce<readonly number[]>((all, room) => added(all, room.movers_of), []);
  const people = sum(counts);
  const count = Math.max(0, ...counts);
  const members = counts.flatMap((n, member) => (n === count ? [member] : []));
  return people === 0 ? null : { members, count, people };
}

/* ---- sums over rooms ------------------------------------------------------------------------------ */

const added = (a: readonly number[], b: readonly number[]): readonly number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));

export interface Total {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly shifts: readonly Shift[];
  readonly reasons: readonly Reason[];
}

export function totalOf(results: readonly RoomResult[]): Total {
  const counts = new Map<string, Shift>();
  for (const shift of results.flatMap((one) => one.shifts)) {
    const key = `${shift.from}.${shift.to}`;
    counts.set(key, { ...shift, count: (counts.get(key)?.count ?? 0) + shift.count });
  }
  return {
    first: results.reduce<readonly number[]>((sum, one) => added(sum, one.first), []),
    second: results.reduce<readonly number[]>((sum, one) => added(sum, one.second), []),
    shifts: [...counts.values()],
    reasons: results.flatMap((one) => one.reasons).filter((one) => !one.hidden && one.text !== ''),
  };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

/* How the first choices are spread, for the sentence above them. */
type Lie =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'all' | 'most' | 'more'; readonly option: number }
  | { readonly kind: 'even'; readonly options: readonly number[] };

export function lieOf(counts: readonly number[]): Lie {
  const all = sum(counts);
  const top = Math.max(0, ...counts);
  if (all === 0) return { kind: 'nobody' };
  const leading = counts
    .map((n, option) => ({ n, option }))
    .filter((one) => one.n === top)
    .map((one) => one.option);
  const option = leading[0] ?? 0;
  if (leading.length > 1) return { kind: 'even', options: leading };
  return { kind: top === all ? 'all' : top * 2 > all ? 'most' : 'more', option };
}

/* The longest moves first, each with a reason that was given for where people went. */
interface Move extends Shift {
  readonly said: string;
}

export function movesOf({ shifts, reasons }: Total, moves_max: number): readonly Move[] {
  const used = new Set<Reason>();
  const moves: Move[] = [];
  for (const shift of [...shifts].filter((one) => one.from !== one.to).sort((a, b) => b.count - a.count)) {
    const reason = reasons.find((one) => one.option === shift.to && !used.has(one));
    if (reason === undefined || moves.length >= moves_max) continue;
    used.add(reason);
    moves.push({ ...shift, said: reason.text });
  }
  return moves;
}

/* What befell every room: what was brought into some of them stands on the phones there. */
export function befellAll(rooms: readonly RoomConsequence[]): readonly Befell[] {
  const [first, ...others] = rooms;
  const same = (a: Befell) => (b: Befell) => a.name === b.name && a.text === b.text;
  return (first?.befell ?? []).filter((one) => others.every((room) => room.befell.some(same(one))));
}
