/* lines.ts -- what `dilemma ... --json` prints, as values: the lines of a playtest by story, those of the
 * leverage, and whatever else there is. What is not known is kept, so that nothing of a file is hidden. */
import type { Lang } from '../core/types';

type Both = Readonly<Record<Lang, string>>;

export const OUTCOMES = ['learning', 'wellbeing', 'performance'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Outcomes = Readonly<Record<Outcome, number>>;

export interface PlayedOption {
  readonly title: Both;
  readonly best: number; // Share of the teams in which it gives the most, on balance,
  readonly best_of: Outcomes; // and on each outcome.
  readonly regret: number; // What always taking it costs, in standard deviations.
  readonly dominated_by: number | null;
}

export interface PlayedDilemma {
  readonly scenario: string;
  readonly dilemma: string;
  readonly title: Both;
  readonly states: number;
  readonly verdict: 'holds' | 'fails' | 'unreached';
  readonly options: readonly PlayedOption[];
  readonly why: Both;
}

export interface Leader {
  readonly scenario: string;
  readonly leader: string;
  readonly endings: Readonly<Record<string, number>>; // Shares.
  readonly outcomes: Outcomes; // Points.
}

export interface PlayedStory {
  readonly scenario: string;
  readonly title: Both;
  readonly plays: number;
  readonly seconds: number;
  readonly minutes: readonly [number, number];
  readonly best_least: number;
  readonly best_most: number;
  readonly endings: readonly string[];
}

/* One thing measured of a story, or of all of them. */
export interface Bar {
  readonly story: string;
  readonly measure: string;
  readonly outcome: string;
  readonly value: number;
  readonly bar: number | null;
  readonly holds: boolean | null;
}

export type OtherLine = Readonly<Record<string, unknown>>;

export interface Playtest {
  readonly story: PlayedStory;
  readonly dilemmas: readonly PlayedDilemma[];
  readonly leaders: readonly Leader[];
}

export interface Report {
  readonly playtests: readonly Playtest[];
  readonly bars: readonly Bar[];
  readonly others: readonly OtherLine[];
  readonly damaged: number; // Lines that are no JSON.
}

const isObject = (value: unknown): value is OtherLine =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBar = (line: OtherLine): boolean => 'story' in line && 'measure' in line && typeof line.value === 'number';

/* Lines are ours when they have the name that only we give; the rest of a line is then as documented. */
export function reportOf(lines: readonly unknown[], damaged = 0): Report {
  const known = lines.filter(isObject);
  const named = <T>(name: string): readonly T[] => known.filter((line) => line.name === name) as unknown as T[];
  const stories = named<PlayedStory>('playtest_story');
  const dilemmas = named<PlayedDilemma>('playtest_dilemma');
  const leaders = named<Leader>('playtest_leader');
  return {
    playtests: stories.map((story) => ({
      story,
      dilemmas: dilemmas.filter((one) => one.scenario === story.scenario),
      leaders: leaders.filter((one) => one.scenario === story.scenario),
    })),
    bars: known.filter(isBar) as unknown as Bar[],
    others: known.filter((line) => !isBar(line) && !String(line.name).startsWith('playtest_')),
    damaged: damaged + lines.length - known.length,
  };
}

/* A file of JSON lines. */
export function readReport(text: string): Report {
  const lines: unknown[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    try {
      lines.push(JSON.parse(line));
    } catch {
      damaged++;
    }
  }
  return reportOf(lines, damaged);
}

interface Embedded {
  readonly lang: Lang;
  readonly report: Report;
}

/* What `--html` wrote into the page; null when it wrote nothing. */
export function embeddedIn(page: Document): Embedded | null {
  const text = page.getElementById('lines')?.textContent?.trim();
  if (!text) return null;
  const { lang, lines } = JSON.parse(text) as { lang: Lang; lines: readonly unknown[] };
  return { lang, report: reportOf(lines) };
}

/* ---- leverage ---------------------------------------------------------------------------------- */

export interface Measured {
  readonly measure: string;
  readonly outcome: string;
  readonly bar: number | null; // Of the stories.
  readonly least: number; // Of the scale: every value, the bar and 0 are within it.
  readonly most: number;
  readonly stories: readonly Bar[];
  readonly all: Bar | null; // Of all stories together.
}

/* The outcome of a thin fork says where it is: those rows become one list. */
const isFork = (row: Bar): boolean => row.measure === 'fork';

function measuredOf(rows: readonly Bar[], first: Bar): Measured {
  const stories = rows.filter((row) => row.story !== 'all');
  const bar = stories.find((row) => row.bar !== null)?.bar ?? null;
  const values = [0, bar ?? 0, ...stories.map((row) => row.value)];
  const least = Math.min(...values);
  const most = Math.max(...values);
  return {
    measure: first.measure,
    outcome: isFork(first) ? '' : first.outcome,
    bar,
    least,
    most: most - least < 1e-6 ? least + 1 : most,
    stories,
    all: rows.find((row) => row.story === 'all') ?? null,
  };
}

/* Everything that was measured, in the order of the file, with its rows together. */
export function measuredIn(bars: readonly Bar[]): readonly Measured[] {
  const groups = new Map<string, Bar[]>();
  for (const row of bars) {
    const key = isFork(row) ? row.measure : `${row.measure}/${row.outcome}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((rows) => measuredOf(rows, rows[0] as Bar));
}
