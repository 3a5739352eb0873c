/* happened.ts -- what just happened, newest first. What several rooms did one after the other is one line: sixty rooms
 * that came to a step are not sixty sentences. */
import { list } from '../../core/i18n';
import type { Happened } from '../../core/types';
import type { Texts } from '../../ui/reading';
import { roomName } from '../../ui/words';

const NAMED_MAX = 3;
const MINUTE_MS = 60_000;

export interface HappenedLately {
  readonly newest: Happened;
  readonly rooms: readonly number[]; // In their own order.
  readonly cut: boolean; // The server remembers no further back: there may have been more.
}

const isOfMany = (one: Happened): boolean => one.room >= 0 && (one.kind === 'step' || one.kind === 'decided');

const belong = (a: Happened, b: Happened): boolean =>
  isOfMany(b) && a.kind === b.kind && a.step === b.step && a.at_ms - b.at_ms < MINUTE_MS;

export function gathered(lines: readonly Happened[]): readonly HappenedLately[] {
  const told: HappenedLately[] = [];
  for (let i = 0; i < lines.length; ) {
    const newest = lines[i] as Happened;
    const rooms = new Set([newest.room]);
    let next = i + 1;
    for (; isOfMany(newest) && next < lines.length && belong(newest, lines[next] as Happened); next++)
      rooms.add((lines[next] as Happened).room);
    told.push({ newest, rooms: [...rooms].sort((a, b) => a - b), cut: next === lines.length });
    i = next;
  }
  return told;
}

/* "Keuken, Serre en Zolder"; "Twintig kamers"; "Veel kamers". */
export function roomsInWords({ t, lang }: Texts, { rooms, cut }: HappenedLately): string {
  const names = rooms.map((room) => roomName(t, room));
  if (rooms.length <= NAMED_MAX) return list(lang, names);
  return cut ? t('trainer.rooms_more') : t('trainer.rooms_counted', { n: rooms.length });
}
