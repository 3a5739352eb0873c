/* says-who.tsx -- from a source to the page that holds the model against research (/evidence/). In a window of
 * its own, so that a session stays where it is. */
import type { JSX } from 'preact';
import { useText } from './reading';
import { at } from '../core/root';

export function SaysWho(): JSX.Element {
  const { t } = useText();
  return (
    <a href={at('/evidence/')} target="_blank" rel="noopener">
      {t('why.says_who')}
    </a>
  );
}
