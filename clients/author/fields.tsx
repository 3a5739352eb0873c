/* fields.tsx -- the fields of the form: a text in both languages beside each other, numbers, choices,
 * and, for what has no field of its own, JSON. Each knows its place in the draft. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import down from 'phosphor:arrow-down';
import plus from 'phosphor:plus';
import trash from 'phosphor:trash';
import up from 'phosphor:arrow-up';
import warning from 'phosphor:warning-circle';
import type { TextKey } from '../core/i18n';
import { Button } from '../ui/button';
import { classes } from '../ui/classes';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import '../ui/field.css';
import { at, LANGS, listAt, numberAt, putIn, textAt, typedText, type Json, type Path, type TextFile } from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import type { Trouble } from './desk';

/* What is wrong here, below the field it is about. */
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

/* A text area that is as high as what stands in it. */
function useGrowing(value: string): { current: HTMLTextAreaElement | null } {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    box.current.rows = 1;
    const line = parseFloat(getComputedStyle(box.current).lineHeight) || 24;
    box.current.rows = Math.max(1, Math.min(24, Math.round((box.current.scrollHeight - 12) / line)));
  }, [value]);
  return box;
}

export interface BothProps {
  readonly label: string;
  readonly path: Path;
  readonly help?: string;
  readonly story?: boolean; // Paragraphs; who speaks stands before a colon.
  readonly lines?: boolean; // More than one line.
  readonly optional?: boolean;
  readonly hideLabel?: boolean;
}

/* One text in Dutch and in English. */
export function Both({
  label,
  path,
  help,
  story = false,
  lines = story,
  optional = false,
  hideLabel = false,
}: BothProps): JSX.Element {
  const { draft } = useEditing();
  const id = useId();
  const texts = LANGS.map((file) => textAt(draft[file], path));
  const some = texts.some((text) => text.trim() !== '');
  return (
    <div class="both" role="group" aria-labelledby={`${id}-label`}>
      <p class={hideLabel ? 'hidden-text' : 'field-label'} id={`${id}-label`}>
        {label}
      </p>
      {help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <div class="both-sides">
        {LANGS.map((file) => (
          <OneText
            key={file}
            file={file}
            path={path}
            label={label}
            story={story}
            lines={lines}
            missing={some || !optional}
            described={help === undefined ? undefined : `${id}-help`}
          />
        ))}
      </div>
    </div>
  );
}

interface OneTextProps {
  readonly file: TextFile;
  readonly path: Path;
  readonly label: string;
  readonly story: boolean;
  readonly lines: boolean;
  readonly missing: boolean;
  readonly described: string | undefined;
}

function OneText({ file, path, label, story, lines, missing, described }: OneTextProps): JSX.Element {
  const { t } = useText();
  const { draft, troubles, change } = useEditing();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null); // As typed, while the field has the focus.
  const stored = textAt(draft[file], path);
  const same =
    typed !== null && JSON.stringify(typedText(typed, story) ?? '') === JSON.stringify(at(draft[file], path) ?? '');
  const value = same ? typed : stored;
  const box = useGrowing(value);
  const wrong = troublesAt(troubles, file, path, true).filter((one) => one.code !== 'text_missing');
  const empty = missing && stored.trim() === '';
  const input = (text: string): void => {
    setTyped(text);
    const listed = typeof path[path.length - 1] === 'number'; // Its place in the list stays.
    change((now) => putIn(now, file, path, typedText(text, story) ?? (listed ? '' : undefined)), place(file, path));
  };
  const shared = {
    id,
    value,
    lang: file,
    'data-at': place(file, path),
    'aria-describedby':
      [described, wrong.length > 0 || empty ? `${id}-wrong` : undefined].filter(Boolean).join(' ') || undefined,
    'aria-label': t(`author.in_${file}`, { label }),
    'aria-invalid': wrong.some((one) => one.level === 'error') ? true : undefined,
    class: classes(
      'utrecht-textbox',
      (wrong.some((one) => one.level === 'error') || empty) && 'utrecht-textbox--invalid',
      story && 'author-story',
    ),
    onInput: (event: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      input(event.currentTarget.value),
    onBlur: () => setTyped(null),
  };
  return (
    <div class="both-side">
      <span class="both-lang" aria-hidden="true">
        {file.toUpperCase()}
      </span>
      <div>
        {lines ? (
          <textarea {...shared} ref={box} rows={story ? 4 : 2} />
        ) : (
          <input {...shared} type="text" autocomplete="off" />
        )}
        {wrong.length > 0 ? (
          <Wrong id={`${id}-wrong`} troubles={wrong} />
        ) : (
          empty && (
            <p class="author-missing" id={`${id}-wrong`}>
              <Icon d={warning} />
              {t('author.missing')}
            </p>
          )
        )}
      </div>
    </div>
  );
}

/* ---- numbers and choices ------------------------------------------------------------------------ */

export interface NumberFieldProps {
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

export interface PickFieldProps {
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

/* Thousandths that people read as more or less. */
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

/* Some of a few. `most`: no more than that. */
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

/* What has no field: as it stands in the file. Only what can be read is taken over. */
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

/* ---- lists -------------------------------------------------------------------------------------- */

export interface RowActionsProps {
  readonly name: string; // Of the thing: "keuze B".
  readonly index: number;
  readonly count: number;
  readonly onMove?: ((to: number) => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

export function RowActions({ name, index, count, onMove, onRemove }: RowActionsProps): JSX.Element {
  const { t } = useText();
  const move = (to: number): void => onMove?.(to);
  return (
    <span class="row-actions">
      {onMove !== undefined && (
        <>
          <button
            type="button"
            class="icon-button"
            disabled={index === 0}
            aria-label={t('author.move_up', { name })}
            onClick={() => move(index - 1)}
          >
            <Icon d={up} />
          </button>
          <button
            type="button"
            class="icon-button"
            disabled={index >= count - 1}
            aria-label={t('author.move_down', { name })}
            onClick={() => move(index + 1)}
          >
            <Icon d={down} />
          </button>
        </>
      )}
      {onRemove !== undefined && (
        <button type="button" class="icon-button" aria-label={t('author.remove', { name })} onClick={onRemove}>
          <Icon d={trash} />
        </button>
      )}
    </span>
  );
}

export const AddButton = ({
  children,
  off,
  onClick,
}: {
  readonly children: ComponentChildren;
  readonly off?: boolean;
  readonly onClick: () => void;
}): JSX.Element => (
  <Button kind="quiet" compact icon={plus} off={off ?? false} onClick={onClick}>
    {children}
  </Button>
);

/* A list of texts, equally long in both languages. */
export function BothList({
  label,
  item,
  path,
  least,
  most,
}: {
  readonly label: string;
  readonly item: TextKey;
  readonly path: Path;
  readonly least: number;
  readonly most: number;
}): JSX.Element {
  const { t } = useText();
  const { draft, change, troubles } = useEditing();
  const count = Math.max(least, ...LANGS.map((file) => listAt(draft[file], path).length));
  const each = (make: (list: readonly Json[]) => readonly Json[]): void =>
    change((now) =>
      LANGS.reduce((done, file) => {
        const list = Array.from({ length: count }, (_, i) => listAt(done[file], path)[i] ?? '');
        return putIn(done, file, path, make(list));
      }, now),
    );
  return (
    <section class="author-list">
      <h2 class="tool-head">{label}</h2>
      {LANGS.map((file) => (
        <Wrong key={file} troubles={troublesAt(troubles, file, path)} />
      ))}
      {Array.from({ length: count }, (_, i) => (
        <div class="author-list-row" key={i}>
          <Both label={t(item, { n: i + 1 })} path={[...path, i]} lines hideLabel />
          {count > least && (
            <RowActions
              name={t(item, { n: i + 1 })}
              index={i}
              count={count}
              onRemove={() => each((list) => list.filter((_, at_) => at_ !== i))}
            />
          )}
        </div>
      ))}
      {count < most && <AddButton onClick={() => each((list) => [...list, ''])}>{t('author.add_line')}</AddButton>}
    </section>
  );
}
