/* use-looks.ts -- the looks of all rooms, made again only of those that something of changed. Rows of a view that did
 * not change keep their identity (core/merge.ts), so who changed shows without looking into them. */
import { useRef } from 'preact/hooks';
import type { TimeMs, TrainerRoom } from '../../core/types';
import { peopleOf, progressOf, resultOf, timerOf, type Desk } from './desk';
import { lookAt, type Look } from './look';

interface MadeLook {
  readonly of: readonly unknown[]; // What it was made of.
  readonly text: string;
  readonly look: Look;
}

function madeOf(desk: Desk, room: TrainerRoom, now_ms: TimeMs): readonly unknown[] {
  const { session } = desk;
  const at = room.room;
  return [
    room,
    progressOf(desk, at),
    resultOf(desk, at),
    timerOf(desk, at),
    now_ms,
    session.paused,
    session.pace,
    session.rule,
    ...peopleOf(desk, at),
  ];
}

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/* `now_ms` may only change when there is something to look at again. A look that says the same is the same value. */
export function useLooks(desk: Desk, now_ms: TimeMs): readonly Look[] {
  const known = useRef(new Map<number, MadeLook>());
  return desk.trainer.rooms.map((room) => {
    const before = known.current.get(room.room);
    const of = madeOf(desk, room, now_ms);
    if (before !== undefined && areSame(before.of, of)) return before.look;
    const look = lookAt(desk, room, now_ms);
    const text = JSON.stringify(look);
    const made = { of, text, look: before?.text === text ? before.look : look };
    known.current.set(room.room, made);
    return made.look;
  });
}
