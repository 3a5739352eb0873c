/* reading.tsx -- how this person reads: language, light or dark, size of text. Changing it is
 * immediate, is kept on the device, and onLang tells the server. */
import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { sentence, text, type TextKey, type Values } from '../core/i18n';
import { readingKeep, readingOf, type Reading, type Shelf } from '../core/storage';
import type { Lang } from '../core/types';

export interface ReadingControl {
  readonly reading: Reading;
  readonly change: (part: Partial<Reading>) => void;
}

const ReadingContext = createContext<ReadingControl>({
  reading: { lang: 'nl', theme: 'system', text: 'normal' },
  change: () => undefined,
});

/* The page owns the language before Preact does: links and timers read it from here. */
let lang: Lang = 'nl';
export const langNow = (): Lang => lang;

export function ReadingProvider({
  shelf,
  children,
}: {
  readonly shelf: Shelf;
  readonly children: ComponentChildren;
}): JSX.Element {
  const [reading, setReading] = useState(() => readingOf(shelf, navigator.languages));
  lang = reading.lang;
  useEffect(() => {
    document.documentElement.lang = reading.lang;
    dispatchEvent(new Event('dk-reading'));
  }, [reading]);
  const control = useMemo<ReadingControl>(
    () => ({
      reading,
      change: (part) => {
        const next = { ...reading, ...part };
        readingKeep(shelf, next);
        setReading(next);
      },
    }),
    [reading, shelf],
  );
  return <ReadingContext.Provider value={control}>{children}</ReadingContext.Provider>;
}

export const useReading = (): ReadingControl => useContext(ReadingContext);

export interface Texts {
  readonly lang: Lang;
  readonly t: (key: TextKey, values?: Values) => string;
  readonly sentence: (key: string, values?: Values) => string | null;
}

export function useText(): Texts {
  const { reading } = useReading();
  return useMemo(
    () => ({
      lang: reading.lang,
      t: (key: TextKey, values?: Values) => text(reading.lang, key, values),
      sentence: (key: string, values?: Values) => sentence(reading.lang, key, values),
    }),
    [reading.lang],
  );
}
