/* text-fields.tsx -- a text in both languages side by side, and a list of such texts. Each knows its place in
 * the draft. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import warning from 'phosphor:warning-circle';
import type { TextKey } from '../core/i18n';
import { classes } from '../ui/classes';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import '../ui/field.css';
import { at, LANGS, listAt, putIn, textAt, typedText, type Json, type Path, type TextFile } from './draft';
import { place, troublesAt, useEditing } from './editing';
import { useGrowing } from './growing';
import { AddButton, RowActions } from './rows';
import { Wrong } from './wrong';

interface BothProps {
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

/* A list of texts, equally long in both languages. */
export function BothList({
  label,
  item,
  path,
  least,
  most,
  help,
}: {
  readonly label: string;
  readonly item: TextKey;
  readonly help?: string;
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
      {help !== undefined && <p class="field-help">{help}</p>}
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
