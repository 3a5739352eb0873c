/* outbox.ts -- what was asked and does not show in a view yet. Kept in order, at most OUTBOX_MAX; what
 * is not acknowledged is sent again in that order after every reconnect; the id makes each one count once.
 *
 * Who counts the ids is a *client*: a number that this page draws once and keeps beside the outbox. The
 * server takes nothing of a client at or below the highest id that it has taken, so ids only grow. */
import { OUTBOX_MAX, type Command, type Pending } from './types';

/* Commands that replace an earlier one of the same kind: only the last counts, in any order of
 * arrival, because its id is higher: an earlier one that comes in late has no effect. */
function sameSlot(a: Command, b: Command): boolean {
  switch (a.type) {
    case 'vote_cast':
    case 'second_cast':
    case 'decision_make':
    case 'reflection_share':
      return b.type === a.type && b.round === a.round;
    case 'objection_set':
      return b.type === a.type && b.round === a.round && b.option === a.option;
    case 'guess_cast':
      return b.type === a.type && b.round === a.round && b.member === a.member;
    case 'ready_set':
      return b.type === a.type && b.round === a.round && b.step === a.step;
    case 'language_set':
    case 'room_choose':
      return b.type === a.type;
    default:
      return false;
  }
}

/* The outbox with this command at its end; null when it is full. */
export function outboxAdd(outbox: readonly Pending[], pending: Pending): readonly Pending[] | null {
  const rest = outbox.filter((older) => !sameSlot(older.command, pending.command));
  return rest.length >= OUTBOX_MAX ? null : [...rest, pending];
}

export function outboxRemove(outbox: readonly Pending[], id: number): readonly Pending[] {
  return outbox.filter((pending) => pending.id !== id);
}

/* It is safe, but the view that shows it comes after the ack. Until then it stays, so that no screen falls
 * back for a moment to what was before. It is never sent again. */
export function outboxAck(outbox: readonly Pending[], id: number, seq: number): readonly Pending[] {
  return outbox.map((pending) => (pending.id === id ? { ...pending, acked: seq } : pending));
}

/* A view of this number is there: what was acknowledged up to it shows. */
export function outboxSeen(outbox: readonly Pending[], seq: number): readonly Pending[] {
  const seen = (pending: Pending): boolean => pending.acked !== undefined && pending.acked <= seq;
  return outbox.some(seen) ? outbox.filter((pending) => !seen(pending)) : outbox;
}

export const outboxToSend = (outbox: readonly Pending[]): readonly Pending[] =>
  outbox.filter((pending) => pending.acked === undefined);

/* ---- who counts ------------------------------------------------------------------------------- */

export interface Counted {
  readonly client: number;
  readonly last: number; // The highest id given out.
  readonly outbox: readonly Pending[];
}

const CLIENT_MAX = 2 ** 53 - 1;

const newClient = (random: () => number): number => 1 + Math.floor(random() * (CLIENT_MAX - 1));

/* A new client, which gives what has no answer yet ids of its own. */
export function countAnew(outbox: readonly Pending[], random: () => number): Counted {
  const again = outbox.map((pending, i) => ({ ...pending, id: i + 1 }));
  return { client: newClient(random), last: again.length, outbox: again };
}

/* What somebody else asks from now on is not kept here any more. */
export function countedWithout(counted: Counted, outbox: readonly Pending[]): Counted {
  const gone = new Set(outbox.map(({ id }) => id));
  return { ...counted, outbox: counted.outbox.filter(({ id }) => !gone.has(id)) };
}

/* It was not taken, and something later may have been: it goes again, as the newest. */
export function outboxAgain(outbox: readonly Pending[], id: number, newId: number): readonly Pending[] {
  const again = outbox.find((pending) => pending.id === id);
  return again === undefined ? outbox : [...outboxRemove(outbox, id), { ...again, id: newId }];
}

/* ---- who else may ask it ------------------------------------------------------------------------ */

/* A page that takes up a client that was kept takes over what has no answer yet, up to its last id. The page
 * that had it before may still be there, and asks the same: as the same client, so that it counts once. So
 * whoever takes up a client writes that down, newest first. */
interface TakenUp {
  readonly client: number;
  readonly last: number;
}

const TAKEN_UP_MAX = 8;

function takenUpRead(text: string | null): readonly TakenUp[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isTakenUp).slice(0, TAKEN_UP_MAX) : [];
  } catch {
    return [];
  }
}

export function takenUpWrite({ client, last }: TakenUp, text: string | null): string {
  const known = takenUpRead(text);
  const before = known.find((other) => other.client === client)?.last ?? 0; // A copied tab may be behind.
  const others = known.filter((other) => other.client !== client);
  return JSON.stringify([{ client, last: Math.max(last, before) }, ...others].slice(0, TAKEN_UP_MAX));
}

/* Is there something without an answer that another page may also ask? */
export function isShared(outbox: readonly Pending[], client: number, text: string | null): boolean {
  const last = takenUpRead(text).find((taken) => taken.client === client)?.last ?? 0;
  return outboxToSend(outbox).some(({ id }) => id <= last);
}

/* ---- keeping it ------------------------------------------------------------------------------- */

export function countedWrite({ client, last, outbox }: Counted): string {
  return JSON.stringify({ client, last, outbox: outboxToSend(outbox) });
}

/* What storage gave back, if that is what we wrote; null: nothing was kept. A list is what pages wrote
 * when ids had no client. */
export function countedRead(text: string | null, random: () => number): Counted | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return countAnew(value.filter(isPending).slice(0, OUTBOX_MAX), random);
    if (!isCounted(value)) return null;
    const outbox = value.outbox.filter(isPending).slice(0, OUTBOX_MAX);
    return { client: value.client, last: Math.max(value.last, ...outbox.map(({ id }) => id)), outbox };
  } catch {
    return null;
  }
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isTakenUp(value: unknown): value is TakenUp {
  if (typeof value !== 'object' || value === null) return false;
  const { client, last } = value as { client?: unknown; last?: unknown };
  return isId(client) && isId(last);
}

function isCounted(value: unknown): value is Counted {
  if (typeof value !== 'object' || value === null) return false;
  const { client, last, outbox } = value as { client?: unknown; last?: unknown; outbox?: unknown };
  return isId(client) && client > 0 && isId(last) && Array.isArray(outbox);
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false;
  const { id, command } = value as { id?: unknown; command?: unknown };
  return (
    isId(id) &&
    typeof command === 'object' &&
    command !== null &&
    typeof (command as { type?: unknown }).type === 'string'
  );
}
