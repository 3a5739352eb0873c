/* named.ts -- buttons and headings as the screens call them, for sentences that tell where to press. */
import type { TextKey, Values } from '../core/i18n';
import { useText } from '../ui/reading';

const names = {
  all: 'odds.all',
  dark: 'trainer.dark',
  delete: 'trainer.delete',
  end: 'trainer.end',
  links: 'trainer.links',
  more: 'trainer.more',
  most: 'trainer.rule_majority',
  open: 'trainer.open',
  pace: 'trainer.pace_trainer',
  people: 'trainer.people',
  reach: 'trainer.reach',
  rehearse: 'rehearse.first',
  screen: 'trainer.screen_open',
  settings: 'trainer.settings',
  take: 'take.title',
  undo: 'trainer.undo',
  what_if: 'trainer.what_if',
} as const satisfies Readonly<Record<string, TextKey>>;

export function useNamed(): Values {
  const { t } = useText();
  return Object.fromEntries(Object.entries(names).map(([name, key]) => [name, t(key)]));
}
