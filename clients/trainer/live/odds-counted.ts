/* odds-counted.ts -- what an option brings over many rooms: the same thing to the same person, counted by room. */
import type { OptionOdds } from '../../core/types';

interface CountedOdds {
  readonly odds: Pick<OptionOdds, 'member' | 'quality' | 'more'>;
  readonly rooms: number;
}

/* Most rooms first; of as many rooms, what comes most often in each. */
export function countedOdds(rooms: readonly (readonly OptionOdds[])[]): readonly CountedOdds[] {
  const found = new Map<string, { odds: OptionOdds; rooms: number; of_ten: number }>();
  for (const one of rooms.flat()) {
    const key = `${one.member} ${one.quality} ${one.more}`;
    const known = found.get(key) ?? { odds: one, rooms: 0, of_ten: 0 };
    found.set(key, { odds: known.odds, rooms: known.rooms + 1, of_ten: known.of_ten + one.of_ten });
  }
  return [...found.values()].sort((a, b) => b.rooms - a.rooms || b.of_ten - a.of_ten);
}
