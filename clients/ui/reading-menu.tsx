/* reading-menu.tsx -- "Aa", always in the same place: language, size of text, light or dark. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import textAa from 'phosphor:text-aa';
import type { Lang } from '../core/types';
import { Chips } from './chips';
import { Dialog } from './dialog';
import { Icon } from './icon';
import { useReading, useText } from './reading';

interface ReadingMenuProps {
  readonly onLang?: (lang: Lang) => void;
  readonly more?: (close: () => void) => ComponentChildren;
}

export function ReadingMenu({ onLang, more }: ReadingMenuProps): JSX.Element {
  const { t } = useText();
  const { reading, change } = useReading();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const setLang = (lang: Lang): void => {
    change({ lang });
    onLang?.(lang);
  };
  return (
    <>
      <button
        type="button"
        class="icon-button no-print"
        aria-label={t('reading.open')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon d={textAa} large />
      </button>
      {open && (
        <Dialog title={t('reading.title')} onClose={close}>
          <Chips
            label={t('reading.lang')}
            layout="even"
            value={reading.lang}
            onPick={setLang}
            chips={[
              { value: 'nl', body: <span lang="nl">Nederlands</span> },
              { value: 'en', body: <span lang="en">English</span> },
            ]}
          />
          <Chips
            label={t('reading.text')}
            layout="even"
            value={reading.text}
            onPick={(text) => change({ text })}
            chips={[
              { value: 'normal', body: t('reading.text_normal') },
              { value: 'large', body: t('reading.text_large') },
              { value: 'larger', body: t('reading.text_larger') },
            ]}
          />
          <Chips
            label={t('reading.theme')}
            layout="even"
            value={reading.theme}
            onPick={(theme) => change({ theme })}
            chips={[
              { value: 'system', body: t('reading.theme_system') },
              { value: 'light', body: t('reading.theme_light') },
              { value: 'dark', body: t('reading.theme_dark') },
            ]}
          />
          {more?.(close)}
        </Dialog>
      )}
    </>
  );
}
