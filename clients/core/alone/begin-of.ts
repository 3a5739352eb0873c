/* begin-of.ts -- is one journal the beginning of another? */
const same = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  a.length === b?.length && a.every((byte, i) => byte === b[i]);

export const isBeginOf = (some: readonly Uint8Array[], all: readonly Uint8Array[]): boolean =>
  some.every((event, i) => same(event, all[i]));
