/* recap.ts -- a story in the twenty seconds that a latecomer has: how it begins, what one of them says, how
 * it ends. In its own words, because a summary that nobody wrote would be another story. */
import type { Block } from '../core/types';

export const RECAP_WORDS_MAX = 55; // Read calmly in twenty seconds.
const BEGIN_WORDS_MAX = 24;
const SAID_WORDS_MAX = 16;

const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/* Sentences with what closes them: a mark, and quotation marks behind it. */
const sentences = (text: string): readonly string[] =>
  (text.match(/[^.!?…]+[.!?…]*[’'”"]*(?:\s+|$)/g) ?? [text]).map((one) => one.trim()).filter((one) => one !== '');

/* The first sentences that fit, at least one. */
function begin(text: string, max: number): string {
  const [first = '', ...rest] = sentences(text);
  let kept = first;
  for (const one of rest) {
    if (words(kept) + words(one) > max) break;
    kept = `${kept} ${one}`;
  }
  return kept;
}

export function recapOf(story: readonly Block[]): readonly Block[] {
  const first = story[0];
  if (first === undefined) return [];
  const opening = { ...first, text: begin(first.text, BEGIN_WORDS_MAX) };
  const said = story.slice(1).find((block) => block.kind === 'speech' && words(block.text) <= SAID_WORDS_MAX);
  const last = story[story.length - 1];
  const ending = last === undefined || last === first || last === said ? undefined : last;
  const end = ending === undefined ? [] : [{ ...ending, text: sentences(ending.text).at(-1) ?? ending.text }];
  const all = [opening, ...(said === undefined ? [] : [said]), ...end];
  const fits = all.reduce((sum, block) => sum + words(block.text), 0) <= RECAP_WORDS_MAX;
  return fits ? all : [opening, ...end];
}
