/* skip-link.tsx -- the first thing on a page, for people without a mouse: straight to what the page is about. */
import type { JSX } from 'preact';
import { useText } from './reading';

export function SkipLink(): JSX.Element {
  const { t } = useText();
  return (
    <a class="skip-link" href="#main">
      {t('page.skip')}
    </a>
  );
}
