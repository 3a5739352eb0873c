/* wrong.tsx -- what is wrong with a field, below it. */
import type { JSX } from 'preact';
import warning from 'phosphor:warning-circle';
import { Icon } from '../ui/icon';
import type { Trouble } from '../core/types';

export function Wrong({
  id,
  troubles,
}: {
  readonly id?: string;
  readonly troubles: readonly Trouble[];
}): JSX.Element | null {
  if (troubles.length === 0) return null;
  return (
    <ul class="author-wrong" id={id}>
      {troubles.map((one, i) => (
        <li key={i} class={one.level === 'error' ? 'author-error' : undefined}>
          <Icon d={warning} />
          <span>{one.message}</span>
        </li>
      ))}
    </ul>
  );
}
