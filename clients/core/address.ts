/* address.ts -- what this page's address asks, and what must not stay in it. */
import type { Encoding } from './codec';

/* ?json: the socket carries JSON, so that the browser's own tools show what is said. */
export const encodingOf = (search: string): Encoding => (new URLSearchParams(search).has('json') ? 'json' : 'msgpack');

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
