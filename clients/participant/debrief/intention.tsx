/* intention.tsx -- one intention: when ..., I will ..., with whom, look back on a date. Kept on this
 * device only; goes into the calendar, onto paper, or to the clipboard. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import calendar from 'phosphor:calendar-plus';
import copyIcon from 'phosphor:copy';
import filePdf from 'phosphor:file-pdf';
import { capital, date } from '../../core/i18n';
import { noteKey } from '../../core/storage';
import { Button } from '../../ui/button';
import { Chips } from '../../ui/chips';
import { Field } from '../../ui/field';
import { useText, type Texts } from '../../ui/reading';
import { saveFile } from '../../ui/save-file';
import { calendarFile } from '../../core/calendar';
import { paperTitle } from '../../trainer/paper/title';
import type { Seat } from '../seat';
import { shelf } from '../../ui/shelf';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const WEEKS = [3, 8] as const; // From then to the day of looking back.

interface Plan {
  readonly when: string;
  readonly will: string;
  readonly with: string;
  readonly weeks: number;
  readonly made_ms: number;
}

/* What was kept may come from another device: only what a plan has, as a plan has it. */
export function planOf(text: string | null, now_ms: number): Plan {
  const start: Plan = { when: '', will: '', with: '', weeks: 3, made_ms: now_ms };
  try {
    const kept: Partial<Record<keyof Plan, unknown>> = JSON.parse(text ?? '{}');
    const word = (part: unknown): string => (typeof part === 'string' ? part : '');
    const number = (part: unknown, other: number): number => (Number.isSafeInteger(part) ? (part as number) : other);
    return {
      when: word(kept.when),
      will: word(kept.will),
      with: word(kept.with),
      weeks: WEEKS.find((weeks) => weeks === kept.weeks) ?? start.weeks,
      made_ms: number(kept.made_ms, now_ms),
    };
  } catch {
    return start;
  }
}

/* "When ..., I will ..., together with ..." An empty part is left out; a full stop that was typed at the end
 * of a part is not repeated. */
export function sentenceOf(t: Texts['t'], plan: Pick<Plan, 'when' | 'will' | 'with'>): string {
  const said = (text: string): string => text.trim().replace(/[.,;:]+$/, '');
  const [when, will, who] = [said(plan.when), said(plan.will), said(plan.with)];
  const parts = [
    when && `${t('plan.when')} ${when}`,
    will && `${t('plan.will')} ${will}`,
    who && `${t('plan.with')} ${who}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${capital(parts.join(', '))}.`;
}

/* False: what makes the page could not be fetched. */
const savePage = (title: string): Promise<boolean> =>
  import('../../ui/save-page').then(
    ({ savePaper }) => savePaper(title),
    () => false,
  );

export function Intention({ seat }: { readonly seat: Seat }): JSX.Element {
  const texts = useText();
  const { t, lang } = texts;
  const key = noteKey(seat.live.token, 'plan');
  const [plan, setPlan] = useState(() => planOf(shelf.get(key), Date.now()));
  const [copied, setCopied] = useState(false);
  const [away, setAway] = useState(false);
  const change = (part: Partial<Plan>): void => {
    const next = { ...plan, ...part };
    setPlan(next);
    setCopied(false);
    shelf.set(key, JSON.stringify(next));
  };
  const back_ms = plan.made_ms + plan.weeks * WEEK_MS;
  const titleNow = (): string => paperTitle(texts, seat.session, Date.now());
  const sentence = sentenceOf(t, plan);
  const empty = plan.when.trim() === '' && plan.will.trim() === '';
  return (
    <section class="lit block stack">
      <h2>{t('plan.title')}</h2>
      <div class="only-print plan-told">
        {[
          [t('plan.when'), plan.when],
          [t('plan.will'), plan.will],
          [t('plan.with'), plan.with],
        ].map(([label, said]) => (
          <p key={label}>
            <b>{label}</b> <span class="plan-line">{said}</span>
          </p>
        ))}
        <p>
          <b>{t('plan.back')}</b> {date(lang, back_ms, 'weekday')}
        </p>
      </div>
      <div class="stack no-print">
        <Field label={t('plan.when')} value={plan.when} maxLength={200} onInput={(when) => change({ when })} />
        <Field
          label={t('plan.will')}
          lines={2}
          value={plan.will}
          maxLength={300}
          onInput={(will) => change({ will })}
        />
        <Field label={t('plan.with')} value={plan.with} maxLength={120} onInput={(who) => change({ with: who })} />
        <Chips
          label={t('plan.back')}
          layout="even"
          value={plan.weeks}
          onPick={(weeks) => change({ weeks })}
          chips={WEEKS.map((weeks) => ({
            value: weeks,
            body: (
              <>
                {t('plan.weeks', { n: weeks })}
                <small>{date(lang, plan.made_ms + weeks * WEEK_MS, 'weekday')}</small>
              </>
            ),
          }))}
        />
        <Button
          kind="main"
          full
          icon={calendar}
          off={empty}
          onClick={() =>
            saveFile(
              'dilemmakamer.ics',
              'text/calendar',
              calendarFile({ title: t('plan.calendar_title'), text: sentence, day_ms: back_ms, made_ms: Date.now() }),
            )
          }
        >
          {t('plan.calendar')}
        </Button>
        <Button full icon={filePdf} onClick={() => print()}>
          {t('plan.pdf')}
        </Button>
        <Button full onClick={() => void savePage(titleNow()).then((saved) => setAway(!saved))}>
          {t('plan.page')}
        </Button>
        {away && <p role="alert">{t('join.unreachable')}</p>}
        <Button
          full
          icon={copyIcon}
          off={empty}
          onClick={() =>
            void navigator.clipboard.writeText(`${sentence} ${date(lang, back_ms, 'weekday')}`).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          {copied ? t('action.copied') : t('plan.copy')}
        </Button>
      </div>
      <p class="small soft" role="status">
        {t('plan.private')}
      </p>
    </section>
  );
}
