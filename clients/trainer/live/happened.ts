/* happened.ts -- what just happened, newest first. What several rooms did within a minute is one line, also where each
 * of them did two things: sixty rooms that decided and came to a step are not a hundred and twenty sentences. */
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

interface Gathering {
  readonly newest: Happened;
  readonly rooms: Set<number>;
  oldest: number; // Its last line in the list.
}

export function gathered(lines: readonly Happened[]): readonly HappenedLately[] {
  const groups: Gathering[] = [];
  for (const [i, line] of lines.entries()) {
    const group = groups.find(({ newest }) => isOfMany(newest) && belong(newest, line));
    if (group === undefined) groups.push({ newest: line, rooms: new Set([line.room]), oldest: i });
    else {
      group.rooms.add(line.room);
      group.oldest = i;
    }
  }
  const end = lines.length - 1;
  const last = groups.find((group) => group.oldest === end);
  const inTurns = last !== undefined && last.rooms.size > 1; // With the group before it, as rooms do two things each.
  return groups.map(({ newest, rooms, oldest }) => ({
    newest,
    rooms: [...rooms].sort((a, b) => a - b),
    cut: oldest === end || (inTurns && oldest === end - 1),
  }));
}

/* "Keuken, Serre en Zolder"; "Twintig kamers"; "Veel kamers". */
export function roomsInWords({ t, lang }: Texts, { rooms, cut }: HappenedLately): string {
  const names = rooms.map((room) => roomName(t, room));
  if (rooms.length <= NAMED_MAX) return list(lang, names);
  return cut ? t('trainer.rooms_more') : t('trainer.rooms_counted', { n: rooms.length });
}
