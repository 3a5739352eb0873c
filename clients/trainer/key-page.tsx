/* key-page.tsx -- without a key this browser cannot make sessions: where it comes from, and a field. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { KeptSeat } from '../core/storage';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { Earlier } from './start/earlier';

export interface KeyPageProps {
  readonly earlier: readonly KeptSeat[];
  readonly refused: boolean; // The key that was tried does not fit.
  readonly onOpen: (seat: KeptSeat) => void;
  readonly onKey: (key: string) => void;
}

export function KeyPage({ earlier, refused, onOpen, onKey }: KeyPageProps): JSX.Element {
  const { t } = useText();
  const [key, setKey] = useState('');
  const given = /key=([\w-]+)/.exec(key)?.[1] ?? key.trim();
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (given !== '') onKey(given); }}>
      <PhonePage page="key" menu={<ReadingMenu />} bar={<Button kind="main" full submit off={given === ''}>{t('trainer.key_go')}</Button>}>
        <LampScene />
        <h1 class="center">{t('trainer.key_title')}</h1>
        <div class="stack">
          <p>{t('trainer.key_what')}</p>
          <Field label={t('trainer.key_field')} value={key} type="password" error={refused && key === '' ? t('trainer.key_wrong') : null} onInput={setKey} />
        </div>
        {earlier.length > 0 && <Earlier seats={earlier} onOpen={onOpen} />}
      </PhonePage>
    </form>
  );
}
