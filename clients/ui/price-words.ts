/* price-words.ts -- what an option asks, as a row of plain words, each about one thing. */
import type { TextKey, Values } from '../core/i18n';
import type { Price } from '../core/types';

/* From this many weeks on nobody counts in weeks any more. */
const HALF_YEAR_WEEKS = 22;
const YEAR_WEEKS = 40;
const LONGER_WEEKS = 66;

export interface PriceWord {
  readonly about: 'hours' | 'given' | 'weeks' | 'load' | 'money';
  readonly key: TextKey;
  readonly values: Values;
}

/* The hours are of whoever reads it; the trainer's desk is about somebody else's week. */
function hoursKey(hours: number, own: boolean): TextKey {
  if (hours === 0) return 'price.no_hours';
  if (hours < 0) return own ? 'price.back' : 'price.leader_back';
  return own ? 'price.hours' : 'price.leader_hours';
}

/* Of several actions one may get less than it asks and another more. That is one sentence: said apart, the two
 * would deny each other. The parts have no names here, as people know what they choose and not what the catalogue
 * calls its actions. */
function givenKey({ less, more }: Price): TextKey | null {
  if (less > 0 && more > 0) return 'price.both';
  if (less > 0) return 'price.less';
  return more > 0 ? 'price.more' : null;
}

function weeksKey(weeks: number): TextKey | null {
  if (weeks >= LONGER_WEEKS) return 'price.longer';
  if (weeks >= YEAR_WEEKS) return 'price.year';
  if (weeks >= HALF_YEAR_WEEKS) return 'price.half_year';
  return weeks > 0 ? 'price.weeks' : null;
}

/* How much, in three steps that a person can tell apart; 0: none worth telling. */
const levelKey = (about: 'load' | 'money', level: number): TextKey | null =>
  level === 1 || level === 2 || level === 3 ? `price.${about}_${level}` : null;

export function priceWords(price: Price, own: boolean): readonly PriceWord[] {
  const { hours, weeks, less, more } = price;
  const words: readonly [PriceWord['about'], TextKey | null, Values?][] = [
    ['hours', hoursKey(hours, own), { n: Math.abs(hours) }],
    ['given', givenKey(price), { n: less, m: more }],
    ['weeks', weeksKey(weeks), { n: weeks }],
    ['load', levelKey('load', price.load)],
    ['money', levelKey('money', price.money)],
  ];
  return words.flatMap(([about, key, values = {}]) => (key ? [{ about, key, values }] : []));
}
