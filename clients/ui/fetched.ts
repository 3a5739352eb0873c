/* fetched.ts -- a part of a page that is fetched when it is drawn for the first time. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/* undefined: it is on its way. null: it cannot be had now. */
export function useFetched<Props>(
  fetched: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null | undefined {
  const [Part, setPart] = useState<ComponentType<Props> | null | undefined>(undefined);
  useEffect(() => {
    fetched().then(
      (part) => setPart(() => part),
      () => setPart(null),
    );
  }, []);
  return Part;
}
