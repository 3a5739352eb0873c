/* gradually.tsx -- a long page that comes part by part, from the top: a slow phone is never kept by all of it at one
 * stretch, and what is on the screen can be read and tapped while the rest is drawn. */
import { toChildArray, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function Gradually({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const parts = toChildArray(children);
  const [shown, show] = useState(1);
  useEffect(() => {
    if (shown >= parts.length) return undefined;
    const timer = setTimeout(() => show(shown + 1));
    return () => clearTimeout(timer);
  }, [shown, parts.length]);
  return <>{parts.slice(0, shown)}</>;
}
