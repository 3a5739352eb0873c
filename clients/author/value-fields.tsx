/* value-fields.tsx -- numbers and choices. Each knows its place in the draft. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import '../ui/field.css';
import { Switch } from '../ui/switch';
import { at, listAt, numberAt, type Path } from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { Wrong } from './wrong';

interface NumberFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
  readonly optional?: boolean; // Empty: as usual.
}

export function NumberField({ label, path, least, most, otherwise, optional = false }: NumberFieldProps): JSX.Element {
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const id = useId();
  const found = at(draft.scenario, path);
  const wrong = troublesAt(troubles, 'scenario', path);
  const input = (text: string): void => {
    if (text.trim() === '') set(optional ? undefined : otherwise, true);
    else if (/^\d+$/.test(text)) set(Number(text), true);
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="utrecht-textbox author-number"
        id={id}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        data-at={place('scenario', path)}
        value={typeof found === 'number' ? found : optional ? '' : otherwise}
        placeholder={optional ? String(otherwise) : undefined}
        onInput={(event) => input(event.currentTarget.value)}
      />
      <Wrong troubles={wrong} />
    </div>
  );
}

interface SwitchFieldProps {
  readonly label: string;
  readonly help: string;
  readonly path: Path;
}

/* On unless the draft says no; then nothing stands there. */
export function SwitchField({ label, help, path }: SwitchFieldProps): JSX.Element {
  const { draft } = useEditing();
  const { set } = useValue(path);
  const on = at(draft.scenario, path) !== false;
  return <Switch label={label} help={help} on={on} onChange={(next) => set(next ? undefined : false)} />;
}

interface PickFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly otherwise: string;
}

export function PickField({ label, path, options, otherwise }: PickFieldProps): JSX.Element {
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const id = useId();
  const found = at(draft.scenario, path);
  const value = typeof found === 'string' ? found : otherwise;
  const known = options.some((one) => one.value === value) ? options : [{ value, label: value }, ...options];
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <select
        class="select"
        id={id}
        value={value}
        data-at={place('scenario', path)}
        onChange={(event) => set(event.currentTarget.value)}
      >
        {known.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
      <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
    </div>
  );
}

/* A number in thousandths, shown as a slider from less to more. */
export function SliderField({
  label,
  path,
  otherwise,
  low,
  high,
}: {
  readonly label: string;
  readonly path: Path;
  readonly otherwise: number;
  readonly low: string;
  readonly high: string;
}): JSX.Element {
  const { draft } = useEditing();
  const { set } = useValue(path);
  const id = useId();
  const value = numberAt(draft.scenario, path, otherwise);
  return (
    <div class="field author-slider">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={1000}
        step={50}
        value={value}
        data-at={place('scenario', path)}
        aria-describedby={`${id}-ends`}
        onInput={(event) => set(Number(event.currentTarget.value), true)}
      />
      <p class="author-ends soft tiny" id={`${id}-ends`}>
        <span>{low}</span>
        <b>{value}</b>
        <span>{high}</span>
      </p>
    </div>
  );
}

/* Some of a few, at most `most`. */
export function Ticks({
  label,
  path,
  options,
  most = 99,
}: {
  readonly label: string;
  readonly path: Path;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly most?: number;
}): JSX.Element {
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const chosen = listAt(draft.scenario, path).filter((one): one is string => typeof one === 'string');
  const flip = (value: string, on: boolean): void =>
    set(
      on
        ? options.map((one) => one.value).filter((one) => one === value || chosen.includes(one))
        : chosen.filter((one) => one !== value),
    );
  return (
    <fieldset class="group" data-at={place('scenario', path)}>
      <legend>{label}</legend>
      <div class="chips chips-tight">
        {options.map((one) => {
          const on = chosen.includes(one.value);
          return (
            <label class="chip" key={one.value}>
              <input
                type="checkbox"
                checked={on}
                disabled={!on && chosen.length >= most}
                onChange={(event) => flip(one.value, event.currentTarget.checked)}
              />
              <span class="chip-face">{one.label}</span>
            </label>
          );
        })}
      </div>
      <Wrong troubles={troublesAt(troubles, 'scenario', path, true)} />
    </fieldset>
  );
}
