/* theme-chips.tsx -- all stories, or those about one of the three things the sessions are about. */
import type { JSX } from 'preact';
import type { ScenarioCard } from '../core/api';
import { Chips } from './chips';
import { useText } from './reading';
import { themeName } from './words';

const MAIN_THEMES = ['autonomy', 'workload', 'feedback'] as const;

/* '': every theme. */
export const ofTheme = (cards: readonly ScenarioCard[], theme: string): readonly ScenarioCard[] =>
  cards.filter((card) => theme === '' || card.themes.includes(theme));

interface ThemeChipsProps {
  readonly cards: readonly ScenarioCard[];
  readonly theme: string;
  readonly onPick: (theme: string) => void;
}

export function ThemeChips({ cards, theme, onPick }: ThemeChipsProps): JSX.Element | null {
  const { t } = useText();
  const themes: readonly string[] = MAIN_THEMES.filter((one) => cards.some((card) => card.themes.includes(one)));
  if (themes.length < 2) return null;
  return (
    <Chips
      label={t('stories.theme')}
      hideLabel
      layout="tight"
      value={theme}
      onPick={onPick}
      chips={[
        { value: '', body: t('stories.theme_all') },
        ...themes.map((one) => ({ value: one, body: themeName(t, one) })),
      ]}
    />
  );
}
