/* reached.ts -- where phones reach this server, for whoever draws a link or a QR picture. */
import { useEffect, useState } from 'preact/hooks';
import { type Reached, Reaching } from '../core/reached';
import { shelf } from './shelf';

const reaching = new Reaching(shelf, document.documentElement.lang === 'en' ? 'en' : 'nl');

export const chooseReached = (origin: string): void => reaching.choose(origin);

export function useReached(): Reached {
  const [, heard] = useState(0);
  useEffect(() => reaching.hear(() => heard((count) => count + 1)), []);
  return reaching.now();
}
