/* levels.tsx -- what the answers say of each level, in a line or two: strong, weak, or nothing that stands out. */
import type { JSX } from 'preact';
import { list } from '../../core/i18n';
import type { OwnLevel } from '../../core/types';
import { useText } from '../reading';
import { levelSaid, type AnsweredBy } from './voice';

const STRONG = 350; // As in shared/scenario/own_team.c.
const WEAK = 250;

interface LevelsProps {
  readonly levels: readonly OwnLevel[];
  readonly voice: AnsweredBy;
}

export function Levels({ levels, voice }: LevelsProps): JSX.Element | null {
  const { t, lang } = useText();
  const names = (of: readonly OwnLevel[]): string =>
    list(
      lang,
      of.map(({ level }) => levelSaid(t, voice, level)),
    );
  const strong = levels.filter(({ mean }) => mean >= STRONG);
  const weak = levels.filter(({ mean }) => mean > 0 && mean < WEAK);
  if (levels.every(({ mean }) => mean === 0)) return null;
  return (
    <ul class="scan-lines">
      {strong.length > 0 && <li>{t('own.strong', { levels: names(strong) })}</li>}
      {weak.length > 0 && <li>{t('own.weak', { levels: names(weak) })}</li>}
      {strong.length + weak.length === 0 && <li>{t('own.even')}</li>}
    </ul>
  );
}
