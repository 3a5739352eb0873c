/* i18n.ts -- every text on a screen comes from here. A key that is not in the Dutch catalogue does
 * not compile; build/texts says when English lacks one.
 *
 *   "{n} van {m}"                       holes, filled from the values
 *   "{n|één persoon|# mensen}"          one or many; # is the number
 *   "{who}"                             words are put in as they are */
import { en, nl } from 'dk:texts';
import type catalogue from './texts/nl.json';
import type { Lang } from './types';

export type TextKey = keyof typeof catalogue;
export type Values = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Lang, Readonly<Record<string, string>>>> = { nl, en };

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return String(value);
    return (value === 1 ? one : many).replace('#', String(value));
  });
}

export function text(lang: Lang, key: TextKey, values: Values = {}): string {
  const found = catalogues[lang][key] ?? catalogues.nl[key];
  return found === undefined ? key : fill(found, values);
}

/* Sentences of shared/texts ("reject.*", "error.*", "bye.*"); null for a code we do not know. */
export function sentence(lang: Lang, key: string, values: Values = {}): string | null {
  const found = catalogues[lang][key];
  return found === undefined ? null : fill(found, values);
}

/* "zeven" for 7, "31" for 31: small numbers are words in running text. */
export function numberWord(lang: Lang, n: number): string {
  const words = text(lang, 'number.words').split(' ');
  return words[n] ?? String(n);
}

/* A capital carries no accent where Dutch stresses a word: "Eén". */
export const capital = (s: string): string => (s.startsWith('éé') ? 'E' : s.charAt(0).toUpperCase()) + s.slice(1);

/* "Sanne", "Sanne en Kofi", "Sanne, Kofi en Bram". */
export function list(lang: Lang, names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${text(lang, 'word.and')} ${names[names.length - 1]}`;
}

export function date(lang: Lang, at_ms: number, style: 'day' | 'weekday' = 'day'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'day' ? { day: 'numeric', month: 'long' } : { weekday: 'short', day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', options).format(at_ms);
}

export function clock(lang: Lang, at_ms: number): string {
  return new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(
    at_ms,
  );
}
