/* storage.ts -- what this device keeps: the token of each seat, what is not sent yet, private notes.
 * Storage may be forbidden or full: then things live in the tab's history, or in memory. */
import type { Role } from './types';

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): readonly string[];
}

export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

/* In memory, and in what the tab's history keeps of this page: that survives a reload where storage is forbidden, stays
 * in this tab and is sent to nobody. */
function spareShelf(name: string): Shelf {
  const kept = new Map<string, string>();
  const write = (): void => {
    try {
      history.replaceState({ ...history.state, [name]: [...kept] }, '');
    } catch {
      // Too often, or no browser at all: memory has it.
    }
  };
  try {
    for (const [key, value] of history.state[name]) kept.set(key, value);
  } catch {
    // Nothing was kept.
  }
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => {
      kept.set(key, value);
      write();
    },
    remove: (key) => {
      if (kept.delete(key)) write();
    },
    keys: () => [...kept.keys()],
  };
}

function shelfOf(name: string, storage: () => Storage): Shelf {
  const spare = spareShelf(name);
  const attempt = <T>(use: () => T, otherwise: () => T): T => {
    try {
      return use();
    } catch {
      return otherwise();
    }
  };
  return {
    get: (key) =>
      spare.get(key) ??
      attempt(
        () => storage().getItem(key),
        () => null,
      ),
    set: (key, value) =>
      attempt(
        () => storage().setItem(key, value),
        () => spare.set(key, value),
      ),
    remove: (key) => {
      spare.remove(key);
      attempt(
        () => storage().removeItem(key),
        () => undefined,
      );
    },
    keys: () =>
      attempt(
        () => Object.keys(storage()),
        () => spare.keys(),
      ),
  };
}

export const deviceShelf = (): Shelf => shelfOf('dk.device', () => localStorage);
export const tabShelf = (): Shelf => shelfOf('dk.tab', () => sessionStorage); // Ends with the tab, survives a reload.

/* ---- seats ------------------------------------------------------------------------------------ */

/* A seat that this device may sit on. The newest comes first. */
export interface KeptSeat {
  readonly token: string;
  readonly role: Role;
  readonly solo: boolean;
  readonly code: string;
  readonly title: string;
  readonly at_ms: number;
  readonly projector_token?: string;
  readonly alone?: boolean; // Its session is on this device (core/alone), and nowhere else.
}

const SEATS = 'dk.seats';
const SEATS_KEPT = 12;

function isSeat(value: unknown): value is KeptSeat {
  return typeof value === 'object' && value !== null && typeof (value as KeptSeat).token === 'string';
}

export function seats(shelf: Shelf): readonly KeptSeat[] {
  try {
    const value: unknown = JSON.parse(shelf.get(SEATS) ?? '[]');
    return Array.isArray(value) ? value.filter(isSeat) : [];
  } catch {
    return [];
  }
}

export function seatKeep(shelf: Shelf, seat: KeptSeat): void {
  const others = seats(shelf).filter((other) => other.token !== seat.token);
  const kept = [seat, ...others];
  for (const gone of kept.slice(SEATS_KEPT)) seatClear(shelf, gone.token);
  shelf.set(SEATS, JSON.stringify(kept.slice(0, SEATS_KEPT)));
}

export function seatDrop(shelf: Shelf, token: string): void {
  shelf.set(SEATS, JSON.stringify(seats(shelf).filter((seat) => seat.token !== token)));
  seatClear(shelf, token);
}

function seatClear(shelf: Shelf, token: string): void {
  shelf.remove(outboxKey(token));
  shelf.remove(takenUpKey(token));
}

const short = (token: string): string => token.slice(0, 8);
export const outboxKey = (token: string): string => `dk.outbox.${short(token)}`;
export const takenUpKey = (token: string): string => `dk.taken.${short(token)}`;

/* ---- private notes: they outlive the seat, until the person wipes them --------------------------- */

export const noteKey = (token: string, name: string): string => `dk.note.${short(token)}.${name}`;

/* The notes of a seat by their name, of those that fit. */
export function notesOf(shelf: Shelf, token: string, fits: RegExp): Readonly<Record<string, string>> {
  const start = noteKey(token, '');
  const names = shelf.keys().flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  const notes = names.filter((name) => fits.test(name)).map((name) => [name, shelf.get(noteKey(token, name)) ?? '']);
  return Object.fromEntries(notes);
}

export function notesWipe(shelf: Shelf, token: string): void {
  const start = noteKey(token, '');
  for (const key of shelf.keys()) if (key.startsWith(start)) shelf.remove(key);
}
