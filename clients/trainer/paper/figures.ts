/* figures.ts -- what the report on paper says in numbers and in its first sentence. Figures about people come from the
 * export, which leaves out those about fewer than five; where the invented team stood comes from the debrief. */
import type { DebriefRoom, ExportRound, ExportTeam, Layer, MatrixRow } from '../../core/types';
import { heightOf, standOf, type Stand } from '../../ui/stand';
import type { Texts } from '../../ui/reading';
import { roomName } from '../../ui/words';

type Member = DebriefRoom['members'][number];

const placeAt = (one: Member, moment: number): Stand | null =>
  standOf({ phase: one.phases[moment] ?? -1, tread: one.treads[moment] ?? -1, spiral: one.spirals[moment] ?? 0 });

export const startOf = (one: Member): Stand | null => placeAt(one, 0);
export const endOf = (one: Member): Stand | null => placeAt(one, one.phases.length - 1);

const endHeight = (one: Member | undefined): number => {
  const at = one === undefined ? null : endOf(one);
  return at === null ? -1 : heightOf(at);
};

export const weeksOf = (rooms: readonly DebriefRoom[]): number =>
  Math.max(0, ...rooms.map((room) => (room.weeks[room.weeks.length - 1] ?? 0) - (room.weeks[0] ?? 0)));

/* ---- the first sentence --------------------------------------------------------------------------- */

function headOfOne(t: Texts['t'], room: DebriefRoom): string {
  const of = room.members.filter((one) => startOf(one) !== null && endOf(one) !== null);
  const on = of.filter((one) => endHeight(one) > heightOf(startOf(one) as Stand)).length;
  const values = { weeks: weeksOf([room]), of: of.length, n: on };
  return on === 0 ? t('paper.head_none', values) : t('paper.head_one', values);
}

/* Who fares most differently between the rooms, and in which room they came furthest. */
function furthest(rooms: readonly DebriefRoom[]) {
  const all = (rooms[0]?.members ?? []).map((one) => {
    const heights = rooms.map((room) => endHeight(room.members.find((other) => other.member === one.member)));
    const top = Math.max(...heights);
    const first = heights.filter((height) => height === top).length === 1 ? rooms[heights.indexOf(top)] : undefined;
    return { name: one.name, apart: top - Math.min(...heights), room: first?.room ?? null };
  });
  return all.sort((a, b) => b.apart - a.apart || Number(b.room !== null) - Number(a.room !== null))[0];
}

export function headOf(t: Texts['t'], rooms: readonly DebriefRoom[]): string {
  const [only] = rooms;
  if (only === undefined) return '';
  if (rooms.length === 1) return headOfOne(t, only);
  const most = furthest(rooms);
  const n = rooms.length;
  if (most === undefined || most.apart === 0) return t('paper.head_alike', { n });
  const { name, room } = most;
  if (room === null) return t('paper.head_apart', { n, name });
  return t('paper.head_furthest', { n, name, room: t('room.the', { room: roomName(t, room) }) });
}

/* ---- votes ------------------------------------------------------------------------------------------ */

/* Of each dilemma: all rooms together, or the only room there is. */
export const countedRounds = (rounds: readonly ExportRound[]): readonly ExportRound[] => {
  const sums = rounds.filter((one) => one.room === null);
  return sums.length > 0 ? sums : rounds;
};

/* What was decided about: rooms may have had different dilemmas in one round. */
export interface DecidedAbout {
  readonly round: number;
  readonly dilemma: string;
  readonly week: number; // In which it came, counted from 1.
}

export function askedOf(rooms: readonly DebriefRoom[]): readonly DecidedAbout[] {
  const found = new Map<string, DecidedAbout>();
  for (const { decisions, weeks } of rooms)
    for (const { round, dilemma } of decisions)
      if (!found.has(`${round} ${dilemma}`))
        found.set(`${round} ${dilemma}`, { round, dilemma, week: (weeks[round] ?? 0) + 1 });
  return [...found.values()].sort((a, b) => a.round - b.round);
}

export const decidedIn = (room: DebriefRoom, asked: DecidedAbout): DebriefRoom['decisions'][number] | undefined =>
  room.decisions.find((one) => one.round === asked.round && one.dilemma === asked.dilemma);

/* The figures about it. The export counts rounds from 1. */
export const countedOf = (rounds: readonly ExportRound[], asked: DecidedAbout): ExportRound | undefined =>
  countedRounds(rounds).find((one) => one.round === asked.round + 1 && one.title === asked.dilemma);

/* How many chose otherwise the second time, of how many who chose twice; null: not told. */
export function changedOf(round: ExportRound): { readonly n: number; readonly of: number } | null {
  if (round.shifts === null) return null;
  let n = 0;
  let of = 0;
  for (const [first, row] of round.shifts.entries())
    for (const [second, people] of row.entries()) {
      of += people;
      if (first !== second) n += people;
    }
  return of === 0 ? null : { n, of };
}

/* ---- the matrix of all rooms ------------------------------------------------------------------------- */

const added = (a: readonly number[], b: readonly number[]): readonly number[] => a.map((n, i) => n + (b[i] ?? 0));

/* The rows of the rooms, layer by layer; more rooms than there is paper for are one. */
export function matrixOf(rooms: readonly DebriefRoom[]): readonly MatrixRow[] {
  const rows = new Map<Layer, MatrixRow>();
  for (const row of rooms.flatMap((room) => room.matrix)) {
    const sum = rows.get(row.layer);
    const both = sum && { actions: added(sum.actions, row.actions), stood: added(sum.stood, row.stood) };
    rows.set(row.layer, both === undefined ? { ...row, items: [] } : { ...row, ...both, items: [] });
  }
  return [...rows.values()];
}

/* ---- what came of a team ------------------------------------------------------------------------------ */

/* Learning, wellbeing and work at the end less those at the start; null: not told. */
export function changesOf(team: ExportTeam | undefined): readonly number[] | null {
  if (team === undefined || team.start === null || team.now === null) return null;
  const { start, now } = team;
  return [now.learning - start.learning, now.wellbeing - start.wellbeing, now.work - start.work];
}
