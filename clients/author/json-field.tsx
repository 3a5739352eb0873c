/* json-field.tsx -- what has no field of its own, as it stands in the file. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useText } from '../ui/reading';
import '../ui/field.css';
import { at, type Json, type Path } from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { useGrowing } from './growing';
import { Wrong } from './wrong';

/* The draft changes only when this is JSON. */
export function JsonField({
  label,
  help,
  path,
}: {
  readonly label: string;
  readonly help?: string;
  readonly path: Path;
}): JSX.Element {
  const { t } = useText();
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [broken, setBroken] = useState(false);
  const found = at(draft.scenario, path);
  const value = typed ?? (found === undefined ? '' : JSON.stringify(found, null, 2));
  const box = useGrowing(value);
  const input = (text: string): void => {
    setTyped(text);
    try {
      set(text.trim() === '' ? undefined : (JSON.parse(text) as Json), true);
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <textarea
        class={`utrecht-textbox author-json${broken ? ' utrecht-textbox--invalid' : ''}`}
        id={id}
        ref={box}
        rows={3}
        spellcheck={false}
        value={value}
        data-at={place('scenario', path)}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        aria-invalid={broken ? true : undefined}
        onInput={(event) => input(event.currentTarget.value)}
        onBlur={() => {
          if (!broken) setTyped(null);
        }}
      />
      {broken && <p class="field-error">{t('author.json_broken')}</p>}
      <Wrong troubles={troublesAt(troubles, 'scenario', path, true)} />
    </div>
  );
}
