/* kept-focus.ts -- a button that was pressed often makes place for another one. Whoever works with the keyboard or a
 * screen reader then stands nowhere; here the focus goes to what came in its place. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const FOCUSABLE = 'button, a[href], input, textarea, select, summary';

export function useKeptFocus(box: RefObject<HTMLElement | null>): void {
  const inside = useRef(false);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const moved = (): void => {
      inside.current = current.contains(document.activeElement);
    };
    const changed = new MutationObserver(() => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (!inside.current || !lost) return;
      const shown = [...current.querySelectorAll<HTMLElement>(FOCUSABLE)].find((one) => one.offsetParent !== null);
      (shown ?? current).focus({ preventScroll: true });
    });
    document.addEventListener('focusin', moved);
    changed.observe(current, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] });
    return () => {
      document.removeEventListener('focusin', moved);
      changed.disconnect();
    };
  }, []);
}

/* The heading of what is shown now. */
export function focusHeading(within: ParentNode | null = document.getElementById('main')): void {
  const heading = within?.querySelector('h1');
  scrollTo(0, 0);
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

/* Another heading in the same step, about another person. */
export function useNewHeading(about: unknown): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) focusHeading();
    first.current = false;
  }, [about]);
}
