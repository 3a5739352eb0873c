/* stored.tsx -- the quiet mark: is what I chose safely stored? Said once when it changes. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import phone from 'phosphor:device-mobile';
import { Icon } from './icon';
import { useText } from './reading';

export type StoredState = 'nothing' | 'waiting' | 'stored';

export function Stored({ state, lost, hint }: { readonly state: StoredState; readonly lost: boolean; readonly hint?: string }): JSX.Element {
  const { t } = useText();
  return (
    <p class="stored" role="status">
      {state === 'stored' && <><Icon d={check} /><span>{t('stored.stored')}{hint !== undefined && ` ${hint}`}</span></>}
      {state === 'waiting' && lost && <><Icon d={phone} /><span>{t('stored.on_phone')}</span></>}
      {state === 'waiting' && !lost && <span class="soft">{t('stored.storing')}</span>}
      {state === 'nothing' && hint !== undefined && <span class="soft">{hint}</span>}
    </p>
  );
}
