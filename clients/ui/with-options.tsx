/* with-options.tsx -- of a round that was played: what moved most with the option that was chosen, and
 * what would have with each other one, the same luck. */
import type { JSX } from 'preact';
import { letterOf, type Decided } from '../core/types';
import { Letter } from './letter';
import { useText } from './reading';
import './with-options.css';

export function WithOptions({ decided }: { readonly decided: Decided }): JSX.Element {
  const { t } = useText();
  const chosen = decided.options.filter((one) => one.option === decided.option);
  const others = decided.options.filter((one) => one.option !== decided.option);
  return (
    <ul class="with-options">
      {[...chosen, ...others].map((one) => (
        <li key={one.option}>
          <Letter option={one.option} small />
          <span>
            {one.option === decided.option ? (
              <b>{one.most}</b>
            ) : (
              <>
                <span class="soft">{t('debrief.with', { letter: letterOf(one.option) })}</span> {one.most}
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
