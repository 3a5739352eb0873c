/* kept-wish.ts -- how this trainer played last time is how it stands the next time; only the name of the group is
 * new. */
import type { Shelf } from '../../core/storage';
import type { Lang } from '../../core/types';
import { startSettings, type SessionWish } from './settings';

const KEPT = 'dk.wish';

export function wishKeep(shelf: Shelf, wish: SessionWish): void {
  shelf.set(KEPT, JSON.stringify({ ...wish, title: '' }));
}

/* What an older page kept may lack a setting, or have one of another kind: then that one starts anew. */
export function wishKept(shelf: Shelf, lang: Lang): SessionWish {
  const fresh = startSettings(lang);
  let kept: unknown;
  try {
    kept = JSON.parse(shelf.get(KEPT) ?? '{}');
  } catch {
    return fresh;
  }
  if (typeof kept !== 'object' || kept === null) return fresh;
  const fits = Object.entries(kept).filter(([name, value]) => typeof value === typeof fresh[name as keyof SessionWish]);
  return { ...fresh, ...Object.fromEntries(fits) };
}
