/* select.tsx -- one of a list, in the browser's own control. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';

interface SelectProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (value: string) => void;
}

export function Select({ label, hideLabel = false, value, options, onPick }: SelectProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label class={hideLabel ? 'hidden-text' : 'field-label'} for={id}>
        {label}
      </label>
      <select class="select" id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
