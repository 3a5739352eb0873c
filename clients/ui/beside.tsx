/* beside.tsx -- two parts of a page: below each other on a phone, beside each other where a screen has the room. They
 * are read in the order in which they stand here. */
import type { ComponentChildren, JSX } from 'preact';
import './beside.css';

export function Beside({
  side,
  children,
}: {
  readonly side: JSX.Element | false; // false: there is nothing.
  readonly children: ComponentChildren;
}): JSX.Element {
  if (side === false) return <>{children}</>;
  return (
    <div class="beside">
      <div>{children}</div>
      <div>{side}</div>
    </div>
  );
}
