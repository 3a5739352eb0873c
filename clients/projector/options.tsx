/* options.tsx -- the responses, large enough for the last row. */
import type { JSX } from 'preact';
import type { Option } from '../core/types';
import { Letter } from '../ui/letter';

export function Options({
  options,
  small = false,
}: {
  readonly options: readonly Option[];
  readonly small?: boolean;
}): JSX.Element {
  return (
    <ul class={small ? 'wall-options wall-options-small' : 'wall-options'}>
      {options.map((option) => (
        <li key={option.option}>
          <Letter option={option.option} />
          <span>{option.title}</span>
        </li>
      ))}
    </ul>
  );
}
