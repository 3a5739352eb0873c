/* seat-table.tsx -- a room seen from above: chairs on both sides of a table, and on the table how far
 * they are. Many people: smaller chairs without names; very many: only the number on the table. */
import type { ComponentChildren, JSX } from 'preact';
import { Chair, type ChairProps } from './chair';
import './seat-table.css';

const NAMED_MAX = 14;
const DRAWN_MAX = 60;

interface SeatTableProps {
  readonly label: string;
  readonly chairs: readonly ChairProps[];
  readonly lamp?: boolean;
  readonly children: ComponentChildren; // What lies on the table.
}

export function SeatTable({ label, chairs, lamp = false, children }: SeatTableProps): JSX.Element {
  const many = chairs.length > NAMED_MAX;
  const shown = chairs.length > DRAWN_MAX ? [] : chairs;
  const half = Math.ceil(shown.length / 2);
  const row = (from: number, to: number, side: string): JSX.Element | false =>
    from < to && (
      <ul class={`seats seats-${side}`} aria-label={label}>
        {shown.slice(from, to).map((chair, i) => (
          <Chair key={from + i} {...chair} nameless={many || chair.nameless === true} />
        ))}
      </ul>
    );
  return (
    <div class={`table${many ? ' table-many' : ''}${chairs.every((chair) => chair.nameless) ? ' table-nameless' : ''}`}>
      {row(0, half, 'top')}
      <div class={lamp ? 'board board-lamp' : 'board'}>{children}</div>
      {row(half, shown.length, 'bottom')}
    </div>
  );
}
