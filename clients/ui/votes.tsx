/* votes.tsx -- how a room chose: pawns behind each option, and under it the reasons, without names
 * unless the session shows them. */
import type { ComponentChildren, JSX } from 'preact';
import type { OptionTitle, Reason } from '../core/types';
import { letterOf } from '../core/types';
import { Letter } from './letter';
import { useText } from './reading';
import './votes.css';

const PAWNS_MAX = 10;

interface VotesProps {
  readonly options: readonly OptionTitle[];
  readonly counts: readonly number[];
  readonly reasons: readonly Reason[];
  readonly extra?: (reason: Reason) => ComponentChildren; // A trainer's button beside a reason.
}

export function Votes({ options, counts, reasons, extra }: VotesProps): JSX.Element {
  const { t } = useText();
  return (
    <ul class="votes">
      {options.map((option) => {
        const count = counts[option.option] ?? 0;
        const own = reasons.filter((reason) => reason.option === option.option && reason.text !== '');
        return (
          <li class="vote" key={option.option}>
            <Letter option={option.option} />
            <div class="vote-head">
              <strong>{option.title}</strong>
              <span>
                <span class="hidden-text">{count === 0 ? '' : t('votes.people', { n: count })}</span>
                {count === 0 ? (
                  <span class="soft small">{t('votes.nobody')}</span>
                ) : (
                  <Pawns option={option.option} count={count} />
                )}
              </span>
            </div>
            {own.length > 0 && (
              <ul class="reasons">
                {own.map((reason) => (
                  <li key={reason.reason} class={reason.hidden ? 'reason-hidden' : undefined}>
                    {reason.text}
                    {reason.name !== '' && <span class="reason-name"> {reason.name}</span>}
                    {extra?.(reason)}
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Pawns({ option, count }: { readonly option: number; readonly count: number }): JSX.Element {
  const shown = count > PAWNS_MAX ? 1 : count;
  return (
    <span class={`pawns pawns-${letterOf(option).toLowerCase()}`} aria-hidden="true">
      {count > PAWNS_MAX && <b>{count}</b>}
      {Array.from({ length: shown }, (_, i) => (
        <svg class="pawn" viewBox="0 0 17 22" key={i} focusable="false" aria-hidden="true">
          <circle cx="8.5" cy="5.5" r="5" />
          <path d="M1 22v-3a7.5 7.5 0 0 1 15 0v3z" />
        </svg>
      ))}
    </span>
  );
}
