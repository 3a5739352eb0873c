/* broken.tsx -- the wall when it cannot paint what it was given (ui/safe.tsx). */
import type { JSX } from 'preact';
import { LampScene } from '../ui/lamp';
import { useText } from '../ui/reading';

export function BrokenWall(): JSX.Element {
  const { t } = useText();
  return (
    <div class="wall">
      <main id="main" class="wall-words">
        <LampScene />
        <h1>{t('broken.title')}</h1>
        <p class="wall-lead" role="status">
          {t('broken.text')}
        </p>
      </main>
    </div>
  );
}
