/* asked-team.ts -- the scan that a leader's own team answers by a link: made on the server, and known by its token to
 * this device only. */
import { deleteSession } from '../../core/api';
import type { Shelf } from '../../core/storage';
import type { Lang } from '../../core/types';

const KEPT = 'dk.scan.asked';

export interface AskedTeam {
  readonly token: string;
  readonly code: string;
}

export const askedKeep = (shelf: Shelf, { token, code }: AskedTeam): void =>
  shelf.set(KEPT, JSON.stringify({ token, code }));

export const askedForget = (shelf: Shelf): void => shelf.remove(KEPT);

export function askedKept(shelf: Shelf): AskedTeam | null {
  try {
    const { token, code } = JSON.parse(shelf.get(KEPT) ?? '{}');
    return typeof token === 'string' && typeof code === 'string' ? { token, code } : null;
  } catch {
    return null;
  }
}

/* The answers go from the server; true: they are gone. Where that cannot be now, this device goes on knowing them. */
export async function askedWipe(shelf: Shelf, lang: Lang): Promise<boolean> {
  const asked = askedKept(shelf);
  const gone = asked === null || (await deleteSession(lang, asked.token)).ok;
  if (gone) askedForget(shelf);
  return gone;
}
