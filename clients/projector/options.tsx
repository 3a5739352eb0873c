/* options.tsx -- the responses, large enough for the last row; with what each asks, while a room chooses. */
import type { JSX } from 'preact';
import type { Option } from '../core/types';
import { Letter } from '../ui/letter';
import { PriceLine } from '../ui/price';

export function Options({
  options,
  small = false,
  priced = false,
}: {
  readonly options: readonly Option[];
  readonly small?: boolean;
  readonly priced?: boolean;
}): JSX.Element {
  return (
    <ul class={small ? 'wall-options wall-options-small' : 'wall-options'}>
      {options.map((option) => (
        <li key={option.option}>
          <Letter option={option.option} />
          <span>
            {option.title}
            {priced && <PriceLine price={option.price} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
