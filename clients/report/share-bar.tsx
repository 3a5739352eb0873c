/* share-bar.tsx -- a share as a bar, with the number beside it; the limits, where there are, as lines. */
import type { JSX } from 'preact';
import { useText } from '../ui/reading';
import { percent } from './words';

interface ShareBarProps {
  readonly label: string;
  readonly share: number;
  readonly limits?: readonly number[];
}

export function ShareBar({ label, share, limits = [] }: ShareBarProps): JSX.Element {
  const { lang } = useText();
  return (
    <li class="report-share">
      <span class="report-label">{label}</span>
      <svg class="report-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="report-bar-all" width="100" height="10" />
        <rect class="report-bar-some" width={Math.max(0.5, 100 * share)} height="10" />
        {limits.map((limit) => (
          <line key={limit} class="report-limit" x1={100 * limit} x2={100 * limit} y1="0" y2="10" />
        ))}
      </svg>
      <span class="report-number">{percent(lang, share)}</span>
    </li>
  );
}
