/* modules.d.ts -- what build/plugins.mjs makes out of thin air. */
declare module '*.css';

/* The path data of a Phosphor icon (MIT), regular weight, on a grid of 256. */
declare module 'phosphor:*' {
  const d: string;
  export default d;
}

/* Who is drawn (ui/faces/people.json), each in all of these expressions, and the hash in the file names. */
declare module 'dk:faces' {
  export const people: readonly string[];
  export const expressions: readonly string[];
  export const hash: string;
}

/* The catalogues of this page: clients/core/texts and shared/texts together. */
declare module 'dk:texts' {
  export const nl: Readonly<Record<string, string>>;
  export const en: Readonly<Record<string, string>>;
}

/* Where the core, the catalogue and each story are, for the worker that plays without a server. */
declare module 'dk:alone' {
  export const module: string;
  export const catalogue: string;
  export const stories: Readonly<Record<string, string>>;
}

/* Where that worker is, for a page. */
declare module 'dk:alone-page' {
  export const worker: string;
}

/* What the service worker keeps of its build. */
declare module 'dk:sw' {
  export const files: readonly string[];
  export const version: string;
}
