/* fetched-ahead.ts -- fetches later-parts.ts while something else is on the screen: then it is there when it is needed,
 * also without a network, and after an update of the site. */
import { useEffect } from 'preact/hooks';

export const laterParts = (): Promise<typeof import('./later-parts')> => import('./later-parts');

export function useFetchedAhead(): void {
  useEffect(() => {
    laterParts().catch(() => undefined); // What needs it asks again.
  }, []);
}
