/* root.ts -- where our site begins: "/", or "/dilemma/" where a proxy leads a path of another site to the server. Each
 * page says how it comes there (build/pages.mjs, data-up); whoever has none is at the top. All addresses of our own
 * go through here. */
const up = typeof document === 'undefined' ? undefined : document.documentElement.dataset.up;

const root = up === undefined ? '/' : new URL(up, location.href).pathname;

/** "/api/x" as this page has to ask for it; "x" stays what it is, a file beside this page. */
export const at = (path: string): string => (path.startsWith('/') ? root + path.slice(1) : path);

/** What stands before every path of ours in a whole address: "https://x.nl", or "https://x.nl/dilemma". */
export const site = (): string => location.origin + root.slice(0, -1);
