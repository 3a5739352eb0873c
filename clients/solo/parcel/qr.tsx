/* qr.tsx -- a QR picture that is drawn on this device: what is in it goes nowhere. */
import type { JSX } from 'preact';
import { encode } from 'uqr';

export const QR_CHARS_MAX = 1_400; // More, and a camera does not tell its points apart on a screen.
const QUIET = 4; // Modules around it, as the standard asks.

interface Modules {
  readonly size: number; // Of a side.
  readonly dark: (x: number, y: number) => boolean;
}

export function modulesOf(text: string): Modules {
  const { size, data } = encode(text, { ecc: 'L', border: QUIET });
  return { size, dark: (x, y) => data[y]?.[x] === true };
}

export function Qr({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const { size, dark } = modulesOf(text);
  const along = Array.from({ length: size }, (_, i) => i);
  const path = along.flatMap((y) => along.map((x) => (dark(x, y) ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg class="qr qr-dense" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path.join('')} fill="#000000" />
    </svg>
  );
}
