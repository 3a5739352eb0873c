/* leader-week.tsx -- the leader's own week as a bar of hours: what runs fills it, what the chosen
 * option adds is hatched. More than there is may be chosen, and shows. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import { letterOf, type LeaderLoad as Load, type LeaderWeek as Week, type Option } from '../core/types';
import { useText } from './reading';
import './leader-week.css';

/* Bars beyond this many hours over would say nothing more. */
const OVER_HOURS_SHOWN = 6;

/* On a phone it stands in the bar at the foot, in view while options are read; what it would be with the one that is
 * picked is said as well as drawn. */
export function LeaderWeek({ week, option }: { readonly week: Week; readonly option?: Option }): JSX.Element {
  const { t } = useText();
  const used = Math.max(0, week.used);
  const then = Math.max(0, week.used + (option?.price.hours ?? 0));
  return (
    <section class="week" aria-label={t('week.title')}>
      <p class="week-words">
        <span>
          <b>{t('week.title')}</b> {t('week.used', { n: used, m: week.hours })}
        </span>
        <b role="status">
          {option !== undefined && t('week.with', { letter: letterOf(option.option), n: then, m: week.hours })}
        </b>
      </p>
      <WeekBar hours={week.hours} used={used} then={then} />
      <WeekRuns week={week} />
      <p class="week-thin small" role="status">
        {then > week.hours && t('week.thin')}
        {then < used && t('week.gives', { n: used - then })}
      </p>
      {week.fresh >= week.limit && <p class="week-thin small">{t('week.many', { n: week.fresh })}</p>}
    </section>
  );
}

/* What asks of the leader's hours already. A narrow bar has no room for it: there it stands in the page. */
export function WeekRuns({ week, below = '' }: { readonly week: Week; readonly below?: string }): JSX.Element {
  const { lang, t } = useText();
  const running = week.running.filter((one) => one.hours > 0).map((one) => one.title);
  return (
    <p class={`week-list soft small ${below}`}>
      {running.length === 0 ? t('week.nothing') : t('week.running', { what: list(lang, running) })}
    </p>
  );
}

/* The week of whoever leads a room, for the trainer: how full it is, and when it is too much. */
export function LeaderLoad({ load }: { readonly load: Load }): JSX.Element {
  const { t } = useText();
  const used = Math.max(0, load.used);
  return (
    <div class="week">
      <b>{t('week.leader')}</b> {t('week.used', { n: used, m: load.hours })}
      <WeekBar hours={load.hours} used={used} then={used} />
      {used > load.hours && <p class="week-thin small">{t('week.thin')}</p>}
      {load.fresh >= load.limit && <p class="week-thin small">{t('week.many', { n: load.fresh })}</p>}
    </div>
  );
}

function WeekBar({
  hours,
  used,
  then,
}: {
  readonly hours: number;
  readonly used: number;
  readonly then: number;
}): JSX.Element {
  return (
    <div class="week-bar" aria-hidden="true">
      {hoursOf(used, then, hours).map((kind, hour) => (
        <span key={hour} class={`week-hour ${kind}`} />
      ))}
    </div>
  );
}

type Hour = 'week-full' | 'week-adds' | 'week-free' | 'week-full week-over' | 'week-adds week-over';

function hoursOf(used: number, then: number, hours: number): readonly Hour[] {
  const shown = Math.max(hours, Math.min(Math.max(used, then), hours + OVER_HOURS_SHOWN));
  return Array.from({ length: shown }, (_, hour): Hour => {
    if (hour >= Math.max(used, then)) return 'week-free';
    const adds = hour >= used;
    if (hour >= hours) return adds ? 'week-adds week-over' : 'week-full week-over';
    return adds ? 'week-adds' : 'week-full';
  });
}
