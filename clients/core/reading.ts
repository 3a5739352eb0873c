/* reading.ts -- how this person reads: language, light or dark, size of text. One value, held here for the
 * whole page: links and timers ask now() when they need it, screens subscribe. Kept on the device. */
import type { Shelf } from './storage';
import type { Lang } from './types';

type Theme = 'system' | 'light' | 'dark';
type TextSize = 'normal' | 'large' | 'larger';

export interface Reading {
  readonly lang: Lang;
  readonly theme: Theme;
  readonly text: TextSize;
}

export interface ReadingHeld {
  now(): Reading;
  change(part: Partial<Reading>): void;
  subscribe(told: () => void): () => void; // Returns: end it.
}

const READING = 'dk.reading';

/* What is kept; without a choice the languages of the device decide. */
export function readingOf(shelf: Shelf, languages: readonly string[]): Reading {
  const start: Reading = {
    lang: languages.some((l) => l.startsWith('nl')) || languages.length === 0 ? 'nl' : 'en',
    theme: 'system',
    text: 'normal',
  };
  try {
    const kept = JSON.parse(shelf.get(READING) ?? '{}') as Partial<Reading>;
    return {
      lang: kept.lang === 'nl' || kept.lang === 'en' ? kept.lang : start.lang,
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
      text: kept.text === 'large' || kept.text === 'larger' ? kept.text : 'normal',
    };
  } catch {
    return start;
  }
}

export function holdReading(shelf: Shelf, languages: readonly string[]): ReadingHeld {
  const listeners = new Set<() => void>();
  let reading = readingOf(shelf, languages);
  return {
    now: () => reading,
    change: (part) => {
      reading = { ...reading, ...part };
      shelf.set(READING, JSON.stringify(reading));
      for (const told of listeners) told();
    },
    subscribe: (told) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
}
