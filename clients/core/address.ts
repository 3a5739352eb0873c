/* address.ts -- what this page's address asks, and what must not stay in it. */
import type { Encoding } from './codec';

/* ?json: the socket carries JSON, so that the browser's own tools show what is said. */
export const encodingOf = (search: string): Encoding => (new URLSearchParams(search).has('json') ? 'json' : 'msgpack');

/* /solo/?story=…: the story that a link leads to, until a play is opened. */
export const askedStory = (): string => new URLSearchParams(location.search).get('story') ?? '';

/* A play was opened: the page that is loaded again is about that play. */
export function storyAnswered(): void {
  const address = new URL(location.href);
  address.searchParams.delete('story');
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}

/* What came behind the # under these names. A key or token is taken out of the address: it belongs
 * neither in a screenshot nor in the history. Of the rest only ?json stays then. */
export function arrivedWith<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string | null>> {
  const hash = new URLSearchParams(location.hash.slice(1));
  const found = Object.fromEntries(names.map((name) => [name, hash.get(name)])) as Record<Name, string | null>;
  if (names.some((name) => found[name] !== null))
    history.replaceState(
      history.state,
      '',
      location.pathname + (encodingOf(location.search) === 'json' ? '?json' : ''),
    );
  return found;
}
