/* chairs.ts -- from the people of a room to chairs, each with what it is in words. */
import type { Person } from '../core/types';
import type { ChairProps } from './chair';
import type { Texts } from './reading';

type ChairTime = 'lobby' | 'step';

export function chairsOf(
  t: Texts['t'],
  people: readonly Person[],
  me: number,
  moment: ChairTime,
  free = 0,
): readonly ChairProps[] {
  const chairs = people.map((person): ChairProps => {
    const state = !person.present ? 'away' : moment === 'lobby' ? 'idle' : person.state;
    return {
      name: person.name,
      state,
      me: person.seat === me,
      spokesperson: moment === 'step' && person.spokesperson,
      ...(person.seat === me ? { shown: t('chair.you') } : {}),
      says: person.seat === me ? t(`chair.you_${state}`) : t(`chair.${state}`, { name: person.name }),
    };
  });
  const empty: ChairProps = { name: '', shown: t('chair.free'), state: 'empty', says: t('chair.free') };
  return [...chairs, ...Array.from({ length: free }, () => empty)];
}
