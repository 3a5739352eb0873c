/* chips.tsx -- one of a few: radio buttons that look like cards to tap. */
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

interface Chip<T> {
  readonly value: T;
  readonly body: ComponentChildren;
  readonly off?: boolean;
}

interface ChipsProps<T> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly chips: readonly Chip<T>[];
  readonly value: T | null;
  readonly onPick: (value: T) => void;
  readonly layout?: 'even' | 'tight' | 'flow';
}

export function Chips<T extends string | number>(props: ChipsProps<T>): JSX.Element {
  const { label, hideLabel, chips, value, onPick, layout = 'flow' } = props;
  const name = useId();
  return (
    <fieldset class="group">
      <legend class={hideLabel ? 'hidden-text' : undefined}>{label}</legend>
      <div class={`chips chips-${layout}`}>
        {chips.map((chip) => (
          <label class="chip" key={chip.value}>
            <input
              type="radio"
              name={name}
              checked={chip.value === value}
              disabled={chip.off}
              onChange={() => onPick(chip.value)}
            />
            <span class="chip-face">{chip.body}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
