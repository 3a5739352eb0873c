/* change.tsx -- what moved in somebody: the word, and up to three blocks on an axis, filled to the
 * right for more, hatched to the left for less, a dot for the same. Never good or bad by its look. */
import type { JSX } from 'preact';
import type { Quality } from '../core/types';
import { useText, type Texts } from './reading';
import './change.css';

export interface Apart {
  readonly quality: Exclude<Quality, 'none'>;
  readonly change: number; // Signed milli.
}

const FROM_MILLI = [15, 60, 130] as const; // One block from the first on, two from the second, three.

/* -3..3: blocks to the left or right. */
export const blocksOf = (change: number): number =>
  Math.sign(change) * FROM_MILLI.filter((from) => Math.abs(change) >= from).length;

/* "durft meer" */
function apartInWords(t: Texts['t'], { quality, change }: Apart): string {
  const blocks = blocksOf(change);
  return t(`apart.${quality}_${blocks > 0 ? 'more' : blocks < 0 ? 'less' : 'same'}`);
}

export function Change({ apart }: { readonly apart: Apart }): JSX.Element {
  const { t } = useText();
  return (
    <span class="change">
      {apartInWords(t, apart)}
      <Blocks blocks={blocksOf(apart.change)} />
    </span>
  );
}

const BLOCK = 15;

/* Only as wide as what it says: the axis stands at the left of more, at the right of less. */
function Blocks({ blocks }: { readonly blocks: number }): JSX.Element {
  const count = Math.abs(blocks);
  const width = Math.max(1, count) * BLOCK + 4;
  const axis = blocks < 0 ? width - 1 : 1;
  const x = (i: number): number => (blocks < 0 ? 1 : 4) + i * BLOCK;
  return (
    <svg
      class="change-blocks"
      viewBox={`0 0 ${width} 20`}
      width={width}
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {blocks === 0 ? (
        <circle class="change-on" cx="8" cy="11" r="4.5" />
      ) : (
        <path class="change-axis" d={`M${axis} 0v20`} />
      )}
      {Array.from({ length: count }, (_, i) =>
        blocks > 0 ? (
          <rect key={i} class="change-on" x={x(i)} y="3" width={BLOCK - 3} height="14" rx="2" />
        ) : (
          <g key={i}>
            <rect class="change-less" x={x(i)} y="4" width={BLOCK - 4} height="12" rx="2" />
            <path class="change-hatch" d={`M${x(i) + 2} 14l7-8`} />
          </g>
        ),
      )}
    </svg>
  );
}
