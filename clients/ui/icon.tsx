/* icon.tsx -- a Phosphor icon. It never stands alone for meaning: a word stands beside it, or the
 * control that holds it has a label. */
import type { JSX } from 'preact';

export function Icon({ d, large = false }: { readonly d: string; readonly large?: boolean }): JSX.Element {
  return (
    <svg class={large ? 'icon icon-large' : 'icon'} viewBox="0 0 256 256" aria-hidden="true" focusable="false">
      <path d={d} />
    </svg>
  );
}
