/* stored.tsx -- the quiet mark: is what I chose safely stored? Said once when it changes; the hint
 * beside it, with counts that change all the time, is only there to be read. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import phone from 'phosphor:device-mobile';
import { Icon } from './icon';
import { useText } from './reading';

export type StoredState = 'nothing' | 'waiting' | 'stored';

export function Stored({
  state,
  lost,
  hint,
}: {
  readonly state: StoredState;
  readonly lost: boolean;
  readonly hint?: string;
}): JSX.Element {
  const { t } = useText();
  return (
    <p class="stored">
      {state === 'stored' && <Icon d={check} />}
      {state === 'waiting' && lost && <Icon d={phone} />}
      <span>
        <span role="status" class={state === 'waiting' && !lost ? 'soft' : undefined}>
          {state === 'stored'
            ? t('stored.stored')
            : state === 'nothing'
              ? ''
              : lost
                ? t('stored.on_phone')
                : t('stored.storing')}
        </span>
        {state !== 'waiting' && hint !== undefined && (
          <span class={state === 'nothing' ? 'soft' : undefined}> {hint}</span>
        )}
      </span>
    </p>
  );
}
