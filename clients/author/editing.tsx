/* editing.tsx -- what every part of the form needs: the draft, how to change it, the words to choose
 * from, and what is wrong at a place. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { pathText, putIn, type Draft, type File, type Json, type Path } from './draft';
import type { DraftDilemma, Trouble, TryoutReport, Vocabulary } from '../core/types';

export interface Editing {
  readonly draft: Draft;
  readonly words: Vocabulary;
  readonly troubles: readonly Trouble[];
  readonly shown: DraftDilemma | null; // The dilemma of this page, as it last compiled.
  readonly report: TryoutReport | null; // Of the structure as it is now.
  /* `field` names what is being typed in: its changes are one step of undo. */
  readonly change: (make: (draft: Draft) => Draft, field?: string) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error('no draft is open');
  return editing;
}

/* A value of scenario.json: what it is, and how to set it. */
export function useValue(path: Path): { readonly set: (value: Json | undefined, typing?: boolean) => void } {
  const { change } = useEditing();
  return {
    set: (value, typing = false) =>
      change((draft) => putIn(draft, 'scenario', path, value), typing ? place('scenario', path) : ''),
  };
}

export const place = (file: File, path: Path): string => `${file}:${pathText(path)}`;

/* What is wrong exactly here, or below here where no field of its own says it. */
export const troublesAt = (troubles: readonly Trouble[], file: File, path: Path, below = false): readonly Trouble[] => {
  const here = pathText(path);
  return troubles.filter(
    (one) =>
      one.file === file &&
      (one.path === here || (below && /^[.[]/.test(one.path.slice(here.length)) && one.path.startsWith(here))),
  );
};

/* "a.b[0]" -> "a.b" -> "a" -> ""; whatever stands in it. */
export const around = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));

/* To the field that a problem is about: the nearest one around its place. True: found. */
export function goTo(trouble: Pick<Trouble, 'file' | 'path'>): boolean {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-at]')];
  for (let path = trouble.path; ; path = around(path)) {
    const found = fields.find((one) => one.dataset.at === `${trouble.file}:${path}`);
    if (found !== undefined) {
      for (let box = found.closest('details'); box !== null; box = box.parentElement?.closest('details') ?? null)
        box.open = true;
      const focus = found.matches('input, textarea, select, button')
        ? found
        : (found.querySelector<HTMLElement>('input, textarea, select, button') ?? found);
      found.scrollIntoView({ block: 'center' });
      focus.focus({ preventScroll: true });
      return true;
    }
    if (path === '') return false;
  }
}
