/* reached.ts -- where phones reach this server, for whoever draws a link or a QR picture. */
import { useEffect, useState } from 'preact/hooks';
import { type Reached, Reaching } from '../core/reached';
import { shelf } from './shelf';

const reaching = new Reaching(shelf, document.documentElement.lang === 'en' ? 'en' : 'nl');

export const chooseReached = (origin: string): void => reaching.choose(origin);

export function useReached(): Reached {
  const [, heard] = useState(0);
  useEffect(() => {
    const tell = (): void => heard((count) => count + 1);
    const stop = reaching.hear(tell);
    tell(); // The answer may have come between drawing and hearing.
    return stop;
  }, []);
  return reaching.now();
}
