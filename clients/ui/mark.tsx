/* mark.tsx -- the lamp over the table: who we are, at the top of every page. */
import type { JSX } from 'preact';
import { useText } from './reading';
import './mark.css';

export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <path d="M14 1v7" stroke-width="2" stroke-linecap="round" />
      <path d="M5.5 16.5a8.5 8.5 0 0 1 17 0z" class="mark-lamp" stroke-width="2" stroke-linejoin="round" />
      <path d="M2 24.5h24" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}

export function Wordmark(): JSX.Element {
  const { t } = useText();
  return (
    <span class="wordmark">
      <Mark />
      <span class="wordmark-name">{t('page.app')}</span>
    </span>
  );
}
