/* price.tsx -- what an option asks, in one line of plain words: hours of the leader's own week, whether that
 * is less or more than it takes to do it well, and for how long; time of the team and money where there is
 * something to say. */
import type { JSX } from 'preact';
import calendar from 'phosphor:calendar-blank';
import clock from 'phosphor:clock';
import high from 'phosphor:hourglass-high';
import low from 'phosphor:hourglass-low';
import coins from 'phosphor:coins';
import people from 'phosphor:users-three';
import type { Price } from '../core/types';
import { Icon } from './icon';
import { useText, type Texts } from './reading';
import './price.css';

/* From this many weeks on nobody counts in weeks any more. */
const HALF_YEAR_WEEKS = 22;
const YEAR_WEEKS = 40;
const LONGER_WEEKS = 66;

function weeksInWords(t: Texts['t'], weeks: number): string {
  if (weeks >= LONGER_WEEKS) return t('price.longer');
  if (weeks >= YEAR_WEEKS) return t('price.year');
  return weeks >= HALF_YEAR_WEEKS ? t('price.half_year') : t('price.weeks', { n: weeks });
}

/* The hours are of whoever reads it; the trainer's desk is about somebody else's week. */
function hoursInWords(t: Texts['t'], hours: number, own: boolean): string {
  if (hours === 0) return t('price.no_hours');
  if (hours < 0) return t(own ? 'price.back' : 'price.leader_back', { n: -hours });
  return t(own ? 'price.hours' : 'price.leader_hours', { n: hours });
}

const LOAD = [null, 'price.load_1', 'price.load_2', 'price.load_3'] as const;
const MONEY = [null, 'price.money_1', 'price.money_2', 'price.money_3'] as const;

interface PriceLineProps {
  readonly price: Price | undefined; // Of a dilemma that has gone on, there may be none.
  readonly own?: boolean;
}

export function PriceLine({ price, own = true }: PriceLineProps): JSX.Element | null {
  const { t } = useText();
  if (price === undefined) return null;
  const load = LOAD[price.load] ?? null;
  const money = MONEY[price.money] ?? null;
  return (
    <span class="price">
      <Item d={clock} text={hoursInWords(t, price.hours, own)} />
      {price.less > 0 && <Item d={low} text={t('price.less', { n: price.less })} />}
      {price.more > 0 && <Item d={high} text={t('price.more', { n: price.more })} />}
      {price.weeks > 0 && <Item d={calendar} text={weeksInWords(t, price.weeks)} />}
      {load !== null && <Item d={people} text={t(load)} />}
      {money !== null && <Item d={coins} text={t(money)} />}
    </span>
  );
}

function Item({ d, text }: { readonly d: string; readonly text: string }): JSX.Element {
  return (
    <span class="price-item">
      <Icon d={d} />
      <span>{text}</span>
    </span>
  );
}
