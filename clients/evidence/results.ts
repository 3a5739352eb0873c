/* results.ts -- what build/evidence.mjs made of `dilemma evidence --json`, and how it is counted. */
import type { Lang } from '../core/types';
import { at } from '../core/root';

export type EvidencePart = 'effects' | 'findings' | 'facts';
type Verdict = 'holds' | 'partly' | 'fails' | 'not_expressible';

export interface Check {
  readonly label: string;
  readonly test: 'sign' | 'band' | 'construction';
  readonly band: readonly [number, number]; // An end of OPEN or more is open.
  readonly none: number | null; // What no difference would give, where there is such a point.
  readonly lacks: boolean; // It was not played: the model lacks something. Then what follows is not there.
  readonly holds?: boolean;
  readonly sign?: boolean | null; // Is the direction right? null: none was asked.
  readonly observed?: number;
  readonly low?: number | null; // The 95% interval, where one was computed.
  readonly high?: number | null;
}

export interface Item {
  readonly id: string;
  readonly verdict: Verdict;
  readonly test: Check['test'];
  readonly none: boolean; // The source found no difference.
  readonly nothing?: boolean; // Likewise, of a published effect.
  readonly claim: string;
  readonly source: string;
  readonly design?: string;
  readonly contested?: string; // Why.
  readonly reason?: string; // Why it was not played.
  readonly checks: readonly Check[];
}

export interface Group {
  readonly part: EvidencePart;
  readonly family: string;
  readonly name: string;
  readonly items: readonly Item[];
}

export interface Results {
  readonly teams: number;
  readonly calibration: string;
  readonly groups: readonly Group[];
}

export const OPEN = 9;

/* null: nothing was made when the server was built, or it cannot be reached. */
export async function fetchResults(lang: Lang): Promise<Results | null> {
  try {
    const response = await fetch(at(`/evidence/results-${lang}.json`));
    return response.ok ? ((await response.json()) as Results) : null;
  } catch {
    return null;
  }
}

/* Signs and bands leave out what is contested and what holds by construction. */
interface Score {
  readonly signs: number;
  readonly signsRight: number;
  readonly bands: number;
  readonly bandsHold: number;
  readonly constructed: number;
  readonly lacking: number;
}

const count = (checks: readonly Check[], such: (check: Check) => boolean): number => checks.filter(such).length;

export function scoreOf(items: readonly Item[]): Score {
  const all = items.flatMap((item) => item.checks);
  const played = items
    .filter((item) => item.contested === undefined)
    .flatMap((item) => item.checks)
    .filter((check) => !check.lacks);
  const told = played.filter((check) => check.test !== 'construction');
  const bands = told.filter((check) => check.test === 'band');
  return {
    signs: count(told, (check) => typeof check.sign === 'boolean'),
    signsRight: count(told, (check) => check.sign === true),
    bands: bands.length,
    bandsHold: count(bands, (check) => check.holds === true),
    constructed: played.length - told.length,
    lacking: count(all, (check) => check.lacks),
  };
}

export type Sieve = 'all' | Verdict | 'contested' | 'none';
export const SIEVES: readonly Sieve[] = ['all', 'holds', 'partly', 'fails', 'not_expressible', 'contested', 'none'];

export function passes(item: Item, sieve: Sieve): boolean {
  if (sieve === 'all') return true;
  if (sieve === 'contested') return item.contested !== undefined;
  if (sieve === 'none') return item.none || item.nothing === true;
  return item.verdict === sieve;
}

export const sifted = (groups: readonly Group[], part: EvidencePart, sieve: Sieve): readonly Group[] =>
  groups
    .filter((group) => group.part === part)
    .map((group) => ({ ...group, items: group.items.filter((item) => passes(item, sieve)) }))
    .filter((group) => group.items.length > 0);
