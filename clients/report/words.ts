/* words.ts -- the sentences of the reports: the same catalogue that the command line reads
 * (scenarios/catalogue/{nl,en}/report.json), with {0}, {1} in them. */
import type { Lang } from '../core/types';
import en from '../../scenarios/catalogue/en/report.json';
import nl from '../../scenarios/catalogue/nl/report.json';

type ReportKey = keyof typeof nl;
const catalogues: Readonly<Record<Lang, Readonly<Record<string, string>>>> = { nl, en };
const locales: Readonly<Record<Lang, string>> = { nl: 'nl-NL', en: 'en-GB' };

export type Say = (key: ReportKey, ...values: readonly (string | number)[]) => string;

export const sayIn =
  (lang: Lang): Say =>
  (key, ...values) =>
    (catalogues[lang][key] ?? key).replace(/\{(\d)\}/g, (whole, place: string) =>
      String(values[Number(place)] ?? whole),
    );

/* The text of a key that is made of what a line says; the word itself when there is none. */
export const wordOf = (lang: Lang, family: string, word: string): string =>
  catalogues[lang][`${family}.${word}`] ?? word;

export const percent = (lang: Lang, share: number): string =>
  new Intl.NumberFormat(locales[lang], { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const decimals = (lang: Lang, value: number, digits: number): string =>
  new Intl.NumberFormat(locales[lang], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

const SHARES = ['choices', 'same_path', 'round_seen', 'ends_differ'];
const WHOLE = ['foresight_points', 'apart_stories', 'fit_stories', 'dilemmas', 'forks_thin'];

/* A value of the leverage in its unit: a share, a number, or standard deviations. */
export function measured(lang: Lang, measure: string, value: number): string {
  if (SHARES.includes(measure)) return percent(lang, value);
  return decimals(lang, value, WHOLE.includes(measure) ? 0 : 2);
}
