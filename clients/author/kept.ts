/* kept.ts -- drafts live on this device, each under a key of its own, and are written down while
 * somebody types. localStorage answers at once, also when the page is being left; a draft takes a
 * tenth of a megabyte, so there is room for some twenty. */
import { hexOf } from '../core/hex';
import { isMap, type Draft } from './draft';

export interface KeptDraft {
  readonly key: string;
  readonly at_ms: number;
  readonly draft: Draft;
}

const PREFIX = 'dk.draft.';
const OPEN = 'dk.draft_open'; // Of this tab.

const isKept = (value: unknown): value is KeptDraft =>
  isMap(value) &&
  typeof value.key === 'string' &&
  typeof value.at_ms === 'number' &&
  isMap(value.draft) &&
  isMap(value.draft.scenario) &&
  isMap(value.draft.nl) &&
  isMap(value.draft.en);

function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

export const newKey = (): string => hexOf(crypto.getRandomValues(new Uint8Array(6)));

/* False: this device does not keep it (forbidden, or full). */
export const keep = (kept: KeptDraft): boolean =>
  attempt(() => {
    localStorage.setItem(PREFIX + kept.key, JSON.stringify(kept));
    return true;
  }, false);

export const keptOf = (key: string): KeptDraft | null =>
  attempt(() => {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
    return isKept(value) ? value : null;
  }, null);

export const drop = (key: string): void => attempt(() => localStorage.removeItem(PREFIX + key), undefined);

/* The newest first. */
export const allKept = (): readonly KeptDraft[] =>
  attempt(
    () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => keptOf(key.slice(PREFIX.length)))
        .filter((one): one is KeptDraft => one !== null)
        .sort((a, b) => b.at_ms - a.at_ms),
    [],
  );

/* Another tab has written this draft: from then on each keeps its own. */
export function onOtherTab(key: () => string, tell: () => void): () => void {
  const listen = (event: StorageEvent): void => {
    if (event.key === PREFIX + key() && event.newValue !== null) tell();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}

export const openKey = (): string | null => attempt(() => sessionStorage.getItem(OPEN), null);
export const setOpenKey = (key: string | null): void =>
  attempt(() => (key === null ? sessionStorage.removeItem(OPEN) : sessionStorage.setItem(OPEN, key)), undefined);
