/* field.tsx -- a label, a line of help, a text box, and when it is wrong a sentence that says what to do. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { clip } from '../core/written';
import { classes } from './classes';
import './field.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onDone?: () => void; // Left the field.
  readonly help?: string;
  readonly helpAfter?: string;
  readonly error?: string | null;
  readonly lines?: number; // More than one: a text area.
  readonly code?: boolean;
  readonly story?: boolean;
  readonly maxLength?: number; // Characters as people count them (core/written.ts).
  readonly autocomplete?: string;
  readonly type?: 'text' | 'date' | 'password';
}

export function Field(props: FieldProps): JSX.Element {
  const {
    label,
    value,
    onInput,
    onDone,
    help,
    helpAfter,
    error,
    lines = 1,
    code,
    story,
    maxLength,
    autocomplete = 'off',
    type = 'text',
  } = props;
  const id = useId();
  const described = [help && `${id}-help`, helpAfter && `${id}-after`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const shared = {
    id,
    value,
    autocomplete,
    class: classes(
      'utrecht-textbox',
      error && 'utrecht-textbox--invalid',
      code && 'field-code',
      story && 'field-story',
    ),
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const fitting = maxLength === undefined ? currentTarget.value : clip(currentTarget.value, maxLength);
      const at = currentTarget.selectionStart;
      if (fitting !== currentTarget.value) {
        currentTarget.value = fitting;
        currentTarget.setSelectionRange(at, at);
      }
      onInput(fitting);
    },
    onBlur: onDone,
  };
  return (
    <div class={`utrecht-form-field field${error ? ' field-wrong' : ''}`}>
      <label class="utrecht-form-field__label field-label" for={id}>
        {label}
      </label>
      {help && (
        <p class="utrecht-form-field__description field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {lines > 1 ? (
        <textarea {...shared} rows={lines} />
      ) : (
        <input
          {...shared}
          type={type as 'text'}
          spellcheck={code ? false : undefined}
          autocapitalize={code ? 'characters' : undefined}
        />
      )}
      {helpAfter && (
        <p class="field-help field-after" id={`${id}-after`}>
          {helpAfter}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
