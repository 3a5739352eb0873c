/* threads.tsx -- who changed: a thread for each person from the first to the second vote. A thread that
 * changes is thick and its colour turns into the other; above THREADS_MAX people there are ribbons with
 * counts. The heading above it says the result; a table gives the same numbers. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Option, Shift } from '../core/types';
import { letterOf } from '../core/types';
import { useText } from './reading';
import './threads.css';

const THREADS_MAX = 60;
const WIDTH = 640;
const LEFT = 108;
const RIGHT = WIDTH - LEFT;
const HEIGHT = 400;
const PITCH_MAX = 30; // Few people: threads lie further apart, and the picture is lower.

/* From the left edge to the right; never quite flat, as a gradient along a flat line is not drawn. */
const curve = (y1: number, y2: number): string =>
  `M${LEFT} ${y1}C${LEFT + 190} ${y1} ${RIGHT - 190} ${y2 + 0.01} ${RIGHT} ${y2 + 0.01}`;

interface Thread {
  readonly from: number;
  readonly to: number;
  readonly y1: number;
  readonly y2: number;
  readonly width: number;
}

interface Node {
  readonly option: number;
  readonly count: number;
  readonly y: number;
}

interface Picture {
  readonly lines: readonly Thread[];
  readonly left: readonly Node[];
  readonly right: readonly Node[];
  readonly height: number;
}

/* Where every thread starts and ends. Pure, so that a test can count threads. */
export function layThreads(shifts: readonly Shift[], options: readonly number[]): Picture {
  const total = shifts.reduce((sum, shift) => sum + shift.count, 0);
  const gap = 34;
  const pitch = total > 0 ? Math.min(PITCH_MAX, (HEIGHT - gap * (options.length - 1) - 20) / total) : 0;
  const place = (side: 'from' | 'to'): { nodes: Node[]; starts: Map<number, number>; end: number } => {
    const nodes: Node[] = [];
    const starts = new Map<number, number>();
    let y = 20;
    for (const option of options) {
      const count = shifts.filter((shift) => shift[side] === option).reduce((sum, shift) => sum + shift.count, 0);
      starts.set(option, y);
      nodes.push({ option, count, y: y + (Math.max(0, count - 1) * pitch) / 2 });
      y += Math.max(1, count) * pitch + gap;
    }
    return { nodes, starts, end: y - gap };
  };
  const left = place('from');
  const right = place('to');
  const used = { left: new Map<number, number>(), right: new Map<number, number>() };
  const take = (side: 'left' | 'right', option: number): number => {
    const n = used[side].get(option) ?? 0;
    used[side].set(option, n + 1);
    return ((side === 'left' ? left : right).starts.get(option) ?? 0) + n * pitch;
  };
  const lines: Thread[] = [];
  const ordered = [...shifts].sort((a, b) => a.from - b.from || a.to - b.to);
  const y1s = ordered.map((shift) => Array.from({ length: shift.count }, () => take('left', shift.from)));
  const byEnd = ordered
    .map((shift, i) => ({ shift, i }))
    .sort((a, b) => a.shift.to - b.shift.to || a.shift.from - b.shift.from);
  for (const { shift, i } of byEnd) {
    for (const y1 of y1s[i] ?? [])
      lines.push({ from: shift.from, to: shift.to, y1, y2: take('right', shift.to), width: Math.min(8, pitch) });
  }
  lines.sort((a, b) => Number(a.from !== a.to) - Number(b.from !== b.to)); // Movers last, on top.
  return { lines, left: left.nodes, right: right.nodes, height: Math.max(left.end, right.end) + 12 };
}

interface ThreadsProps {
  readonly shifts: readonly Shift[];
  readonly options: readonly Option[];
  readonly table?: boolean;
}

export function Threads({ shifts, options, table = true }: ThreadsProps): JSX.Element {
  const { t } = useText();
  const id = useId();
  const shown = options.map((option) => option.option);
  const total = shifts.reduce((sum, shift) => sum + shift.count, 0);
  const { lines, left, right, height } = layThreads(shifts, shown);
  const low = (option: number): string => letterOf(option).toLowerCase();
  const dot = total <= THREADS_MAX;
  return (
    <figure class="threads-figure">
      <div class="threads-axis" aria-hidden="true">
        <span>{t('threads.first')}</span>
        <span>{t('threads.second')}</span>
      </div>
      <svg class="threads" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('threads.label')}>
        <defs>
          {shown.flatMap((from) =>
            shown.map((to) => (
              <linearGradient
                id={`${id}-${from}-${to}`}
                key={`${from}-${to}`}
                gradientUnits="userSpaceOnUse"
                x1={LEFT}
                x2={RIGHT}
                y1="0"
                y2="0"
              >
                <stop class={`stop-${low(from)}`} offset="0.2" />
                <stop class={`stop-${low(to)}`} offset="0.8" />
              </linearGradient>
            )),
          )}
        </defs>
        {lines.map((line, i) => (
          <path
            key={i}
            class={line.from === line.to ? `thread thread-stayed stroke-${low(line.from)}` : 'thread thread-moved'}
            pathLength="1"
            stroke={line.from === line.to ? undefined : `url(#${id}-${line.from}-${line.to})`}
            stroke-width={line.from === line.to ? line.width * 0.6 : line.width}
            d={curve(line.y1, line.y2)}
          />
        ))}
        {dot &&
          lines.map((line, i) => (
            <g key={i}>
              <circle class={`fill-${low(line.from)}`} cx={LEFT} cy={line.y1} r={line.width * 0.8} />
              <circle class={`fill-${low(line.to)}`} cx={RIGHT} cy={line.y2} r={line.width * 0.8} />
            </g>
          ))}
        {left.map((node) => node.count > 0 && <End key={node.option} node={node} x={LEFT - 44} side="left" />)}
        {right.map((node) => node.count > 0 && <End key={node.option} node={node} x={RIGHT + 44} side="right" />)}
      </svg>
      <figcaption>{t('threads.caption')}</figcaption>
      {table && <ShiftTable shifts={shifts} options={options} />}
    </figure>
  );
}

function End({
  node,
  x,
  side,
}: {
  readonly node: Node;
  readonly x: number;
  readonly side: 'left' | 'right';
}): JSX.Element {
  const letter = letterOf(node.option);
  return (
    <g aria-hidden="true">
      <circle class={`fill-${letter.toLowerCase()}`} cx={x} cy={node.y} r="19" />
      <text class="thread-letter" x={x} y={node.y + 6} text-anchor="middle">
        {letter}
      </text>
      <text
        class="thread-count"
        x={side === 'left' ? x - 30 : x + 30}
        y={node.y + 8}
        text-anchor={side === 'left' ? 'end' : 'start'}
      >
        {node.count}
      </text>
    </g>
  );
}

function ShiftTable({
  shifts,
  options,
}: {
  readonly shifts: readonly Shift[];
  readonly options: readonly Option[];
}): JSX.Element {
  const { t } = useText();
  const count = (from: number, to: number): number =>
    shifts.filter((shift) => shift.from === from && shift.to === to).reduce((sum, shift) => sum + shift.count, 0);
  return (
    <div class="hidden-text">
      <table>
        <caption>{t('threads.label')}</caption>
        <thead>
          <tr>
            <td />
            {options.map((option) => (
              <th scope="col" key={option.option}>
                {t('threads.to', { letter: letterOf(option.option) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map((from) => (
            <tr key={from.option}>
              <th scope="row">{t('threads.from', { letter: letterOf(from.option) })}</th>
              {options.map((to) => (
                <td key={to.option}>{count(from.option, to.option)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
