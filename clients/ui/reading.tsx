/* reading.tsx -- how this person reads, for components. A change is immediate. */
import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { sentence, text, type TextKey, type Values } from '../core/i18n';
import { holdReading, type Reading, type ReadingHeld } from '../core/reading';
import { memoryShelf } from '../core/storage';
import type { Lang } from '../core/types';

interface ReadingControl {
  readonly reading: Reading; // As it was when this was rendered.
  readonly change: (part: Partial<Reading>) => void;
  readonly langNow: () => Lang; // For whoever asks later: a link that comes back, a timer.
}

const controlOf = (held: ReadingHeld, reading: Reading): ReadingControl => ({
  reading,
  change: held.change,
  langNow: () => held.now().lang,
});

const outside = holdReading(memoryShelf(), []);
const ReadingContext = createContext(controlOf(outside, outside.now()));

interface ReadingProviderProps {
  readonly held: ReadingHeld;
  readonly children: ComponentChildren;
}

export function ReadingProvider({ held, children }: ReadingProviderProps): JSX.Element {
  const [reading, setReading] = useState(held.now());
  useEffect(() => {
    const look = (): void => setReading(held.now());
    look(); // It may have changed before we listened.
    return held.subscribe(look);
  }, [held]);
  useEffect(() => {
    document.documentElement.lang = reading.lang;
    const title = document.querySelector('title')?.dataset[reading.lang]; // build/pages.mjs
    if (title !== undefined) document.title = title;
    dispatchEvent(new Event('dk-reading')); // theme-early.js looks again.
  }, [reading]);
  const control = useMemo(() => controlOf(held, reading), [held, reading]);
  return <ReadingContext.Provider value={control}>{children}</ReadingContext.Provider>;
}

export const useReading = (): ReadingControl => useContext(ReadingContext);

export interface Texts {
  readonly lang: Lang;
  readonly t: (key: TextKey, values?: Values) => string;
  readonly sentence: (key: string, values?: Values) => string | null;
}

/* In a house style this place may have a name of its own, which the server puts on the page (server/edge/dress.c). */
function named(lang: Lang, said: string): string {
  const { app } = document.documentElement.dataset;
  return app === undefined ? said : said.replace(text(lang, 'page.app'), () => app);
}

export function useText(): Texts {
  const { reading } = useReading();
  return useMemo(
    () => ({
      lang: reading.lang,
      t: (key: TextKey, values?: Values) => named(reading.lang, text(reading.lang, key, values)),
      sentence: (key: string, values?: Values) => sentence(reading.lang, key, values),
    }),
    [reading.lang],
  );
}
