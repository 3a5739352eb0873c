/* price.tsx -- what an option asks, in one line of plain words: hours of the leader's own week, whether that
 * is less or more than it takes to do it well, and for how long; time of the team and money where there is
 * something to say. */
import type { JSX } from 'preact';
import calendar from 'phosphor:calendar-blank';
import clock from 'phosphor:clock';
import hourglass from 'phosphor:hourglass-low';
import coins from 'phosphor:coins';
import people from 'phosphor:users-three';
import type { Price } from '../core/types';
import { Icon } from './icon';
import { priceWords, type PriceWord } from './price-words';
import { useText } from './reading';
import './price.css';

const ICONS: Readonly<Record<PriceWord['about'], string>> = {
  hours: clock,
  given: hourglass,
  weeks: calendar,
  load: people,
  money: coins,
};

interface PriceLineProps {
  readonly price: Price | undefined; // Of a dilemma that has gone on, there may be none.
  readonly own?: boolean;
}

export function PriceLine({ price, own = true }: PriceLineProps): JSX.Element | null {
  const { t } = useText();
  if (price === undefined) return null;
  return (
    <span class="price">
      {priceWords(price, own).map(({ about, key, values }) => (
        <span key={about} class="price-item">
          <Icon d={ICONS[about]} />
          <span>{t(key, values)}</span>
        </span>
      ))}
    </span>
  );
}
