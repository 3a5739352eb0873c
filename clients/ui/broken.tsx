/* broken.tsx -- the page of a phone or a laptop that cannot paint what it was given (safe.tsx). */
import type { JSX } from 'preact';
import { Button } from './button';
import { PhonePage } from './phone-page';
import { useText } from './reading';

export function Broken(): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage
      page="broken"
      bar={
        <Button kind="main" full onClick={() => location.reload()}>
          {t('broken.reload')}
        </Button>
      }
    >
      <h1>{t('broken.title')}</h1>
      <p class="lead-in" role="status">
        {t('broken.text')}
      </p>
    </PhonePage>
  );
}
