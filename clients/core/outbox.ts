/* outbox.ts -- what was asked and does not show in a view yet. Kept in order, at most OUTBOX_MAX; what
 * is not acknowledged is sent again in that order after every reconnect; the id makes each one count once. */
import { OUTBOX_MAX, type Command, type Pending, type TimeMs } from './types';

/* Commands that replace an earlier one of the same kind: only the last counts, in any order of
 * arrival, because the earlier one is either already there or is never sent. */
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

/* A new id: larger than the last, below 2^53, and not one that another tab of this seat makes. */
export function nextId(last: number, now_ms: TimeMs, random: () => number): number {
  return Math.max(last + 1, now_ms * 4096 + Math.floor(random() * 4096));
}

/* What storage gave back, if it is an outbox at all. */
export function outboxRead(text: string | null): readonly Pending[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return [];
    return value.filter(isPending).slice(0, OUTBOX_MAX);
  } catch {
    return [];
  }
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false;
  const { id, command } = value as { id?: unknown; command?: unknown };
  return (
    typeof id === 'number' &&
    Number.isSafeInteger(id) &&
    typeof command === 'object' &&
    command !== null &&
    typeof (command as { type?: unknown }).type === 'string'
  );
}
