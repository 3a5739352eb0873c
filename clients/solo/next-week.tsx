/* next-week.tsx -- a short story a week: the next one as a day in the person's own calendar. */
import type { JSX } from 'preact';
import calendar from 'phosphor:calendar-plus';
import { calendarFile } from '../core/calendar';
import { date } from '../core/i18n';
import { Button } from '../ui/button';
import { useText } from '../ui/reading';
import { useReached } from '../ui/reached';
import { saveFile } from '../ui/save-file';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export function NextWeek(): JSX.Element {
  const { t, lang } = useText();
  const { origin } = useReached();
  const save = (): void => {
    const now = Date.now();
    const text = t('solo.week_calendar_text', { address: `${origin}/solo/` });
    const file = calendarFile({ title: t('solo.week_calendar'), text, day_ms: now + WEEK_MS, made_ms: now });
    saveFile('dilemmakamer.ics', 'text/calendar', file);
  };
  return (
    <section class="block stack no-print">
      <h2>{t('solo.week')}</h2>
      <p>{t('solo.week_what', { day: date(lang, Date.now() + WEEK_MS, 'weekday') })}</p>
      <Button full icon={calendar} onClick={save}>
        {t('plan.calendar')}
      </Button>
    </section>
  );
}
