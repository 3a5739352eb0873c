/* modules.d.ts -- what build/plugins.mjs makes out of thin air. */
declare module '*.css';

/* The address of a picture. */
declare module '*.webp' {
  const address: string;
  export default address;
}

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
  export const folder: string; // Of the files, as the page asks for them.
}

/* The catalogues of this page: clients/core/texts and shared/texts together. */
declare module 'dk:texts' {
  export const nl: Readonly<Record<string, string>>;
  export const en: Readonly<Record<string, string>>;
}

/* Those of what this page fetches later. */
declare module 'dk:texts-later' {
  export const nl: Readonly<Record<string, string>>;
  export const en: Readonly<Record<string, string>>;
}

/* The files of the core, of the catalogue and of each story, beside the worker that plays without a server. */
declare module 'dk:alone' {
  export const module: string;
  export const catalogue: string;
  export const stories: Readonly<Record<string, string>>;
  export const serves: boolean; // A service worker (solo/sw.ts) answers from what is kept.
}

/* Where that worker is, for a page. */
declare module 'dk:alone-page' {
  export const worker: string;
}

/* A story for a learning platform: all but the story (a zip), and each story that can be put into it. */
declare module 'dk:course' {
  export const zip: string;
  export const stories: Readonly<Record<string, string>>;
}

/* What the service worker keeps of its build. */
declare module 'dk:sw' {
  export const files: readonly string[];
  export const version: string;
}
