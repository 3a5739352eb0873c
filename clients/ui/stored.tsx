/* stored.tsx -- the quiet mark: is what I chose safely stored? Said once when it changes; the hint
 * beside it, with counts that change all the time, is only there to be read. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import phone from 'phosphor:device-mobile';
import warning from 'phosphor:warning-circle';
import type { Refused } from '../core/screen';
import { Icon } from './icon';
import { useText } from './reading';

type StoredState = 'nothing' | 'waiting' | 'stored';

export function Stored({
  state,
  lost,
  hint,
  refused = null,
}: {
  readonly state: StoredState;
  readonly lost: boolean;
  readonly hint?: string;
  readonly refused?: Refused | null; // The last that was asked here was not taken.
}): JSX.Element {
  const { t, sentence } = useText();
  if (refused !== null) {
    const field = sentence(`field.${refused.field}`) ?? t('stored.what');
    return (
      <p class="stored" role="alert">
        <Icon d={warning} />
        <span>{sentence(refused.key, { field }) ?? t('link.refused')}</span>
      </p>
    );
  }
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
