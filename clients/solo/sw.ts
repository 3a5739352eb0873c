/* sw.ts -- the service worker of /solo/: the page opens without a network, and stays what it was.
 *
 * Each build of the site has a version of its own, with a cache for its files. A new one waits until no page of the old
 * one is open, so that a page never gets files of two builds. Stories, the core and journals are not here but
 * with whoever plays them (core/alone/kept.ts); faces are in a cache that outlives versions. */
import { files, version } from 'dk:sw';

/* The style and letters of the house: the server puts their addresses in front of this script (server/edge/dress.c). */
const house = (globalThis as { readonly dkHouse?: readonly string[] }).dkHouse ?? [];
const CACHE = `dk-solo-${[version, ...house].join()}`;
const LISTS = 'dk-lists'; // The stories of the server, as last seen.
const ROOT = new URL('../', location.href).pathname; // As in core/root.ts.
const PAGE = `${ROOT}solo/`;

const at = (path: string): string => ROOT + path.slice(1);

interface Waits extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface Fetched extends Waits {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const own = self as unknown as { readonly clients: { claim(): Promise<void> } };
const on = <E extends Event>(name: string, handle: (event: E) => void): void =>
  addEventListener(name, handle as EventListener);

on<Waits>('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...[...files, ...house].map(at)])));
});

on<Waits>('activate', (event) => {
  const old = async (): Promise<void> => {
    for (const name of await caches.keys())
      if (name.startsWith('dk-solo-') && name !== CACHE) await caches.delete(name);
    await own.clients.claim();
    // The page that is open asked for its list before anybody kept it.
    const lists = await caches.open(LISTS);
    await lists.addAll(['nl', 'en'].map((lang) => at(`/api/scenarios?lang=${lang}`))).catch(() => undefined);
  };
  event.waitUntil(old());
});

/* Of this build before any other: a newer one may be waiting with its own. */
const cacheFirst = async (request: Request | string): Promise<Response> =>
  (await (await caches.open(CACHE)).match(request)) ?? (await caches.match(request)) ?? fetch(request);

/* The newest where there is a network, else what was seen last. */
async function networkFirst(request: Request): Promise<Response> {
  const lists = await caches.open(LISTS);
  try {
    const response = await fetch(request);
    if (response.ok) await lists.put(request, response.clone());
    return response;
  } catch (error) {
    const seen = await lists.match(request);
    if (seen !== undefined) return seen;
    throw error;
  }
}

on<Fetched>('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && url.pathname === PAGE) event.respondWith(cacheFirst(PAGE));
  else if (url.pathname.startsWith(at('/assets/'))) event.respondWith(cacheFirst(request));
  else if (url.pathname === at('/api/scenarios')) event.respondWith(networkFirst(request));
});
