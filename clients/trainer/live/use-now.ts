/* use-now.ts -- this device's clock, looked at now and then. */
import { useEffect, useState } from 'preact/hooks';
import type { TimeMs } from '../../core/types';

export function useNow(every_ms: number): TimeMs {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(ticking);
  }, [every_ms]);
  return now;
}
