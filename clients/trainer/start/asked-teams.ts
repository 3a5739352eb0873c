/* asked-teams.ts -- the teams that a trainer asked by a link, newest first: kept by this browser only, which so follows
 * how many have answered, makes the team of five or more, and plays with it as often as the trainer likes. */
import { answersOf } from '../../core/own-team';
import type { Shelf } from '../../core/storage';

const KEPT = 'dk.teams';

export interface TeamAsked {
  readonly token: string; // Of who asked.
  readonly code: string; // In the link.
  readonly group: string; // As the trainer named it, when the link was made.
  readonly at_ms: number;
  readonly made: string; // The mean of the answers, as text; empty: it can still be answered.
}

function teamOf(kept: unknown): TeamAsked | null {
  const { token, code, group, at_ms, made } = (kept ?? {}) as Partial<Record<keyof TeamAsked, unknown>>;
  const isWhole =
    typeof token === 'string' &&
    typeof code === 'string' &&
    typeof group === 'string' &&
    typeof at_ms === 'number' &&
    typeof made === 'string';
  if (!isWhole) return null;
  // Answers of another version make no team any more.
  return made === '' || answersOf(made) !== null ? { token, code, group, at_ms, made } : null;
}

export function teamsKept(shelf: Pick<Shelf, 'get'>): readonly TeamAsked[] {
  try {
    const kept: unknown = JSON.parse(shelf.get(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.map(teamOf).filter((team) => team !== null) : [];
  } catch {
    return [];
  }
}

export const teamsKeep = (shelf: Pick<Shelf, 'set'>, teams: readonly TeamAsked[]): void =>
  shelf.set(KEPT, JSON.stringify(teams));

export const withTeam = (teams: readonly TeamAsked[], changed: TeamAsked): readonly TeamAsked[] =>
  teams.map((team) => (team.token === changed.token ? changed : team));

export const withoutTeam = (teams: readonly TeamAsked[], gone: TeamAsked): readonly TeamAsked[] =>
  teams.filter((team) => team.token !== gone.token);
