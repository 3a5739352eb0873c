/* history.ts -- every change can be taken back. What is typed in one field without a pause is one
 * change. */
import type { Draft } from './draft';

const STEPS_MAX = 200;
const PAUSE_MS = 1200;

export interface History {
  readonly now: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  readonly field: string; // Of the last change; '': none that typing could go on with.
  readonly at_ms: number;
}

export const historyOf = (draft: Draft): History => ({ now: draft, past: [], future: [], field: '', at_ms: 0 });

export function changed(history: History, draft: Draft, field: string, at_ms: number): History {
  if (draft === history.now) return history;
  const goesOn = field !== '' && field === history.field && at_ms - history.at_ms < PAUSE_MS;
  return {
    now: draft,
    past: goesOn ? history.past : [...history.past, history.now].slice(-STEPS_MAX),
    future: [],
    field,
    at_ms,
  };
}

export function undone(history: History): History {
  const before = history.past[history.past.length - 1];
  if (before === undefined) return history;
  return {
    now: before,
    past: history.past.slice(0, -1),
    future: [history.now, ...history.future],
    field: '',
    at_ms: 0,
  };
}

export function redone(history: History): History {
  const [next, ...future] = history.future;
  return next === undefined
    ? history
    : { now: next, past: [...history.past, history.now], future, field: '', at_ms: 0 };
}
