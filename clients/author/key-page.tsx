/* key-page.tsx -- without the trainer's key this browser cannot write for this server. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';

export function KeyPage({ refused, onKey }: { readonly refused: boolean; readonly onKey: (key: string) => void }): JSX.Element {
  const { t } = useText();
  const [key, setKey] = useState('');
  const given = /key=([\w-]+)/.exec(key)?.[1] ?? key.trim();
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (given !== '') onKey(given); }}>
      <PhonePage page="key" menu={<ReadingMenu />} bar={<Button kind="main" full submit off={given === ''}>{t('author.key_go')}</Button>}>
        <LampScene />
        <h1 class="center">{t('author.key_title')}</h1>
        <div class="stack">
          <p>{t('author.key_what')}</p>
          <Field label={t('author.key_field')} value={key} type="password" onInput={setKey} error={refused && key === '' ? t('author.key_wrong') : null} />
        </div>
      </PhonePage>
    </form>
  );
}
