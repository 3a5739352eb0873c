/* voices.ts -- who argues alone, for which option. */
import type { Option } from '../core/types';

/* Who they are never changes, so that one gets to know them. They lead other teams, in whatever story. */
const colleagues = [
  { id: 'ineke', name: 'Gonda' },
  { id: 'ruud', name: 'Berend' },
  { id: 'samira', name: 'Halima' },
] as const;

export interface Voice {
  readonly option: Option;
  readonly who: (typeof colleagues)[number];
}

/* Those who would do something else, the one who stands against the choice first. Each option has a voice of its own,
 * so that whoever contradicts is not always the same colleague. */
export function voicesOf(options: readonly Option[], chosen: number, against: number): readonly Voice[] {
  const rank = ({ option }: Option): number => (option === against ? 0 : 1);
  return options
    .filter((option) => option.option !== chosen && option.argument !== '')
    .slice(0, colleagues.length)
    .map((option, i) => ({ option, who: colleagues[i] ?? colleagues[0] }))
    .sort((a, b) => rank(a.option) - rank(b.option));
}
