/* timeline-line.tsx -- how many of the team are on their way at each moment: a line a room, the one that is looked at
 * solid, another way through it dashed. Columns are the moments, so that what stands under them lines up. */
import type { JSX } from 'preact';
import { classes } from './classes';
import type { RoomLine } from './timeline';
import './timeline.css';

const COLUMN = 100;
const HIGH = 100;
const EDGE = 8;

/* The line from moment to moment, straight between the middles of the columns. */
function pathOf(counts: readonly (number | null)[], most: number): string {
  const y = (n: number): number => HIGH - EDGE - (n / most) * (HIGH - 2 * EDGE);
  return counts.reduce<string>((line, n, i) => {
    if (n === null) return line;
    const begins = line === '' || counts[i - 1] === null;
    return `${line}${begins ? 'M' : 'L'}${(i + 0.5) * COLUMN} ${y(n).toFixed(1)}`;
  }, '');
}

export function TimelineLine({
  lines,
  most,
  at,
}: {
  readonly lines: readonly RoomLine[];
  readonly most: number; // People in the team.
  readonly at: number;
}): JSX.Element {
  const moments = Math.max(1, ...lines.map((line) => line.counts.length));
  const order = { beside: 0, main: 1, other: 2 } as const;
  return (
    <svg
      class="timeline-line"
      viewBox={`0 0 ${moments * COLUMN} ${HIGH}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {Array.from({ length: moments }, (_, i) => (
        <path
          key={i}
          class={classes('timeline-tick', i === at && 'timeline-now')}
          d={`M${(i + 0.5) * COLUMN} 0V${HIGH}`}
        />
      ))}
      {[...lines]
        .sort((a, b) => order[a.kind] - order[b.kind])
        .map((line) => (
          <path
            key={`${line.kind}${line.room}`}
            class={`timeline-path timeline-${line.kind}`}
            d={pathOf(line.counts, Math.max(1, most))}
          />
        ))}
    </svg>
  );
}
