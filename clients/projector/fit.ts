/* fit.ts -- a wall cannot scroll. Text first gets a smaller size (a class, never below what the last
 * row can read), and then fewer parts from the end; the page says where the rest is. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Fit {
  readonly size: number; // 0: the largest; the page has a class for each.
  readonly parts: number;
}

interface Fitted<T> extends Fit {
  readonly box: { readonly current: T | null };
}

export function useFit<T extends HTMLElement>(what: string, parts: number, sizes: number): Fitted<T> {
  const box = useRef<T>(null);
  const whole: Fit = { size: 0, parts };
  const [fit, setFit] = useState<Fit & { readonly of: string }>({ ...whole, of: what });
  const [turn, setTurn] = useState(0); // Measured anew, also where the size was the largest already.
  const now = fit.of === what ? fit : { ...whole, of: what };

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || element.scrollHeight <= element.clientHeight + 2) return;
    if (now.size < sizes - 1) setFit({ ...now, size: now.size + 1 });
    else if (now.parts > 1) setFit({ ...now, parts: now.parts - 1 });
  }, [now.size, now.parts, what, turn]);

  useLayoutEffect(() => {
    // Another screen, or the fonts have come: begin again from the largest.
    const again = (): void => {
      setFit({ ...whole, of: what });
      setTurn((before) => before + 1);
    };
    let stale = false;
    addEventListener('resize', again);
    if (document.fonts.status !== 'loaded')
      void document.fonts.ready.then(() => {
        if (!stale) again();
      });
    return () => {
      stale = true;
      removeEventListener('resize', again);
    };
  }, [what, parts]);
  return { box, size: now.size, parts: Math.min(now.parts, parts) };
}
