/* i18n.ts -- every text on a screen comes from here. A key that is not in the Dutch catalogue does
 * not compile; texts.mjs says when English lacks one.
 *
 *   "{who}", "{n}"                       words and numbers are put in as they are
 *   "{n:word}", "{n:Word}"               a small number in words: "zeven", "Zeven"
 *   "{n|één persoon|# mensen}"           one or many, by the rules of the language; # is the number,
 *   "{n|Eén persoon|#Word mensen}"       #word and #Word are the number in words; {who} may stand in either part */
import { en, nl } from 'dk:texts';
import type catalogue from './texts/nl.json';
import type { Lang } from './types';

export type TextKey = keyof typeof catalogue;
export type Values = Readonly<Record<string, string | number>>;

type Catalogues = Readonly<Record<Lang, Readonly<Record<string, string>>>>;

const catalogues: Record<Lang, Readonly<Record<string, string>>> = { nl, en };

/* The texts of what is fetched later (later.ts). */
export function learn(more: Catalogues): void {
  for (const lang of ['nl', 'en'] as const) catalogues[lang] = { ...catalogues[lang], ...more[lang] };
}

/* ---- what a language does with numbers, lists and days ------------------------------------------ */

const locales: Readonly<Record<Lang, string>> = { nl: 'nl-NL', en: 'en-GB' };

interface Manners {
  readonly plural: Intl.PluralRules;
  readonly list: Intl.ListFormat;
  readonly series: Intl.ListFormat;
  readonly day: Intl.DateTimeFormat;
  readonly weekday: Intl.DateTimeFormat;
  readonly clock: Intl.DateTimeFormat;
}

const mannersOf = (locale: string): Manners => ({
  plural: new Intl.PluralRules(locale),
  list: new Intl.ListFormat(locale, { type: 'conjunction' }),
  series: new Intl.ListFormat(locale, { type: 'unit', style: 'short' }),
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }),
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
});

const manners: Readonly<Record<Lang, Manners>> = { nl: mannersOf(locales.nl), en: mannersOf(locales.en) };

/* "Sanne", "Sanne en Kofi", "Sanne, Kofi en Bram". */
export const list = (lang: Lang, names: readonly string[]): string => manners[lang].list.format(names);

/* "Autonomie, werkdruk, feedback": what stands in a row, not in a sentence. */
export const series = (lang: Lang, names: readonly string[]): string => manners[lang].series.format(names);

export const date = (lang: Lang, at_ms: number, style: 'day' | 'weekday' = 'day'): string =>
  manners[lang][style].format(at_ms);

export const clock = (lang: Lang, at_ms: number): string => manners[lang].clock.format(at_ms);

/* ---- numbers in words ---------------------------------------------------------------------------- */

/* A capital carries no accent where Dutch stresses a word: "Eén". */
export const capital = (s: string): string => (s.startsWith('éé') ? 'E' : s.charAt(0).toUpperCase()) + s.slice(1);

/* "zeven" for 7, "31" for 31: small numbers are words in running text. */
function numberWord(lang: Lang, value: string | number): string {
  const words = (catalogues[lang]['number.words'] ?? '').split(' ');
  return words[Number(value)] ?? String(value);
}

function write(lang: Lang, value: string | number, how = ''): string {
  if (how === 'word') return numberWord(lang, value);
  return how === 'Word' ? capital(numberWord(lang, value)) : String(value);
}

/* ---- texts ---------------------------------------------------------------------------------------- */

const HOLE = /\{(\w+)(?::(\w+))?(?:\|((?:[^|{}]|\{[^|{}]*\})*)\|((?:[^|{}]|\{[^|{}]*\})*))?\}/g;

export function fill(lang: Lang, text: string, values: Values): string {
  return text.replace(HOLE, (whole, name: string, how?: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return write(lang, value, how);
    const chosen = manners[lang].plural.select(Number(value)) === 'one' ? one : many;
    const parts = chosen.split(/#(word|Word)?/); // What stands for the number is not looked into for holes.
    return parts.map((part, i) => (i % 2 === 0 ? fill(lang, part, values) : write(lang, value, part))).join('');
  });
}

export function text(lang: Lang, key: TextKey, values: Values = {}): string {
  const found = catalogues[lang][key] ?? catalogues.nl[key];
  return found === undefined ? key : fill(lang, found, values);
}

/* Sentences of shared/texts ("reject.*", "error.*"); null for a code we do not know. */
export function sentence(lang: Lang, key: string, values: Values = {}): string | null {
  const found = catalogues[lang][key];
  return found === undefined ? null : fill(lang, found, values);
}
