/* against-start.tsx -- learning, wellbeing and work of a team against the start of its story, as bars
 * from an axis: to the right is more, hatched to the left is less. Short lines are the other rooms,
 * on the same scale. No numbers: it is no score. */
import type { JSX } from 'preact';
import { useText } from './reading';
import './against-start.css';

export const MEASURES = ['learning', 'wellbeing', 'work'] as const;

const SCALE_LEAST = 40; // Milli: a small change stays a small bar.
const HALF = 100;

/* One bar; `all` are the values of every room for every measure, which set the scale. */
export function AgainstStart({
  value,
  others,
  scale,
}: {
  readonly value: number;
  readonly others: readonly number[];
  readonly scale: number;
}): JSX.Element {
  const x = (milli: number): number =>
    HALF + Math.round((Math.max(-scale, Math.min(scale, milli)) / scale) * (HALF - 4));
  const to = x(value);
  const from = Math.min(HALF, to);
  const width = Math.max(1, Math.abs(to - HALF));
  return (
    <svg class="against" viewBox={`0 0 ${2 * HALF} 20`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="against-whole" width={2 * HALF} height="20" />
      <rect class={value < 0 ? 'against-less' : 'against-more'} x={from} y="4" width={width} height="12" />
      {others.map((other, i) => (
        <path key={i} class="against-other" d={`M${x(other)} 1v18`} />
      ))}
      <path class="against-axis" d={`M${HALF} 0v20`} />
    </svg>
  );
}

export const scaleOf = (rooms: readonly (readonly number[])[]): number =>
  Math.max(SCALE_LEAST, ...rooms.flat().map(Math.abs));

/* For screen readers: "meer dan bij het begin". */
export function useAgainstWords(): (value: number) => string {
  const { t } = useText();
  return (value) => t(value >= 5 ? 'against.more' : value <= -5 ? 'against.less' : 'against.same');
}

/* The three bars of one room as a small table. */
export function AgainstTable({
  room,
  rooms,
}: {
  readonly room: readonly number[];
  readonly rooms: readonly (readonly number[])[]; // The others.
}): JSX.Element {
  const { t } = useText();
  const said = useAgainstWords();
  const scale = scaleOf([room, ...rooms]);
  return (
    <table class="against-table">
      <caption class="small soft">{t(rooms.length > 0 ? 'against.caption_rooms' : 'against.caption')}</caption>
      <tbody>
        {MEASURES.map((measure, i) => (
          <tr key={measure}>
            <th scope="row">{t(`against.${measure}`)}</th>
            <td>
              <AgainstStart value={room[i] ?? 0} others={rooms.map((other) => other[i] ?? 0)} scale={scale} />
              <span class="hidden-text">{said(room[i] ?? 0)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
