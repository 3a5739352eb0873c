/* how-decided.tsx -- by which rule a room decided, and with how many: decision and consequence come at once, so that
 * nobody saw it. */
import type { JSX } from 'preact';
import { useText } from '../ui/reading';
import { isSolo, resultOf, type Playing } from './seat';

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

export function HowDecided({ playing }: { readonly playing: Playing }): JSX.Element | null {
  const { t } = useText();
  const result = resultOf(playing);
  if (result === undefined || result.decision < 0 || isSolo(playing)) return null;
  const votes = sum(result.second) > 0 ? result.second : result.first;
  const all = sum(votes);
  const silent = result.decided_by === 'silence' ? ` ${t('decided_by.silent', { n: result.silent })}` : '';
  return (
    <p class="soft small">
      {t(`decided_by.${result.decided_by}`)}{' '}
      {all > 0 && t('decided_by.count', { n: votes[result.decision] ?? 0, m: all })}
      {silent}
    </p>
  );
}
