/* title.ts -- what the report is called, and what a participant keeps: as a page, as a PDF and as a file. */
import { date } from '../../core/i18n';
import type { Session } from '../../core/types';
import type { Texts } from '../../ui/reading';

/* "Team Noord, De nieuwe vrijheid, verslag van 3 december 2026". */
export function paperTitle({ t, lang }: Pick<Texts, 't' | 'lang'>, session: Session, now_ms: number): string {
  const title = [session.title, session.scenario.title].filter((name) => name !== '').join(', ');
  return t('paper.title', { title, date: date(lang, now_ms), year: new Date(now_ms).getFullYear() });
}
