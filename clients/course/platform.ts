/* platform.ts -- the learning platform that opened this page. It hears that somebody began and that somebody is done,
 * and keeps a word to find this person's play again on this device. What somebody chose or wrote is not told to it:
 * whoever runs a platform is often the employer. There is no score. */
import type { Lang } from '../core/types';
import { openCmi5 } from './cmi5';
import { openScorm } from './scorm';

export interface Platform {
  readonly lang: Lang | null; // Of this person, as the platform knows it.
  readonly kept: string; // What `keep` was last given, perhaps another time; empty: nothing yet.
  keep(word: string, told: Kept): void;
  completed(): void; // More than once is the same as once.
  /* The person is done here. Returns where the browser goes next; null: the platform shows itself, or its window is
   * closed. */
  leave(): Promise<string | null>;
}

/* false: the platform does not keep it, or not yet; true: it does. More than once where that changes. */
export type Kept = (kept: boolean) => void;

/* null: nothing opened it, it is a page by itself. `missed`: a platform did, and does not answer. */
type Found = { readonly platform: Platform | null; readonly missed: boolean };

export async function findPlatform(): Promise<Found> {
  const opened = (await openCmi5(location.search)) ?? openScorm(window);
  if (opened === null) return { platform: null, missed: false };
  return opened === 'missed' ? { platform: null, missed: true } : { platform: opened, missed: false };
}
