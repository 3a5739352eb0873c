/* calm.tsx -- a line that changes often, announced once it has stood still: a reader hears where things are, and not
 * every step of the way there. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const STILL_MS = 3000;

export function Calm({ text }: { readonly text: string }): JSX.Element {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), STILL_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      {text}
      <span class="hidden-text" role="status">
        {said}
      </span>
    </>
  );
}
