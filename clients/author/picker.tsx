/* picker.tsx -- one of many, by searching in plain words. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { useText } from '../ui/reading';

const SHOWN_MAX = 30;

export interface Choosable {
  readonly id: string;
  readonly name: string;
  readonly text?: string;
  readonly note?: string;
  readonly picture?: ComponentChildren;
}

/* Without accents and capitals, so that "zelfroosteren" finds "Zelf roosteren" by its pieces. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

export function found(items: readonly Choosable[], search: string): readonly Choosable[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  const score = (item: Choosable): number => {
    const name = plain(item.name);
    const all = `${name} ${plain(item.text ?? '')} ${plain(item.note ?? '')} ${item.id}`;
    if (!words.every((word) => all.includes(word))) return 0;
    return words.every((word) => name.includes(word)) ? 2 : 1;
  };
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.item);
}

export function Picker({
  title,
  items,
  onPick,
  onClose,
}: {
  readonly title: string;
  readonly items: readonly Choosable[];
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const all = found(items, search);
  return (
    <Dialog title={title} wide onClose={onClose}>
      <Field label={t('author.search')} value={search} onInput={setSearch} />
      <p class="soft small" role="status">
        {t('author.found', { n: all.length })}
        {all.length > SHOWN_MAX && ` ${t('author.found_more')}`}
      </p>
      <ul class="picker">
        {all.slice(0, SHOWN_MAX).map((item) => (
          <li key={item.id}>
            <button
              type="button"
              class="picker-item"
              onClick={() => {
                onPick(item.id);
                onClose();
              }}
            >
              {item.picture}
              <span>
                <b>{item.name}</b>
                {item.note !== undefined && <small class="soft">{item.note}</small>}
                {item.text !== undefined && <span>{item.text}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
