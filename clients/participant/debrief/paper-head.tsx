/* paper-head.tsx -- the head of one's own report: on paper, and in the page that is saved. */
import type { JSX } from 'preact';
import { date } from '../../core/i18n';
import { Mark } from '../../ui/mark';
import { useText } from '../../ui/reading';

export function PaperHead({ title }: { readonly title: string }): JSX.Element {
  const { t, lang } = useText();
  return (
    <header class="only-print my-head">
      <Mark />
      <b>{t('page.app')}</b>
      <span>
        {title}, {date(lang, Date.now())}
      </span>
    </header>
  );
}
