/* part.ts -- the parts in which a story is written: those that every story has, and its dilemmas. */
import type { Trouble } from '../core/types';
import { idsAt, type Draft } from './draft';

export type NamedPart = 'story' | 'team' | 'arc' | 'endings' | 'debrief';
export type DraftPart = NamedPart | number; // A number: that dilemma.

/* The number of the dilemma that a problem is about, or -1. */
export function dilemmaOf(draft: Draft, trouble: Pick<Trouble, 'file' | 'path'>): number {
  const byNumber = /^dilemmas\[(\d+)\]/.exec(trouble.path);
  if (byNumber !== null) return Number(byNumber[1]);
  const byId = /^dilemmas\.([^.[]+)/.exec(trouble.path);
  return byId === null ? -1 : idsAt(draft.scenario, ['dilemmas']).indexOf(byId[1] ?? '');
}

/* Where the fields of a path of the file are written; what none of these begins with is the story's. */
const places: readonly (readonly [RegExp, NamedPart])[] = [
  [/^(members|team|others)/, 'team'],
  [/^acts/, 'arc'],
  [/^endings/, 'endings'],
  [/^debrief/, 'debrief'],
];

export function partOf(draft: Draft, one: Pick<Trouble, 'file' | 'path'>): DraftPart {
  const number = dilemmaOf(draft, one);
  if (number >= 0) return number;
  return places.find(([path]) => path.test(one.path))?.[1] ?? 'story';
}
