/* over.tsx -- the server ended this seat here: moved to another device, asked out, deleted. Says what
 * happened and what one can do. */
import type { JSX } from 'preact';
import { isFinalBye } from '../core/screen';
import type { Bye, Fault } from '../core/types';
import { Button } from '../ui/button';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';

export function Over({
  code,
  onGone,
}: {
  readonly code: Bye | Fault | null;
  readonly onGone: () => void;
}): JSX.Element {
  const { t, sentence } = useText();
  const known = isFinalBye(code) ? code : 'other';
  return (
    <PhonePage
      page="over"
      menu={<ReadingMenu />}
      bar={
        <Button kind="main" full onClick={onGone}>
          {t('over.door')}
        </Button>
      }
    >
      <LampScene />
      <h1 class="join-title">{t(`over.${known}`)}</h1>
      <p class="center" role="status">
        {known === 'other'
          ? (sentence(`error.${code ?? 'token_unknown'}`) ?? t('over.other_what'))
          : t(`over.${known}_what`)}
      </p>
    </PhonePage>
  );
}
