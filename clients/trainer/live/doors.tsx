/* doors.tsx -- while people come in: the code, the QR, the address. */
import type { JSX } from 'preact';
import { codeShown, qrPath } from '../../core/api';
import { hostOf } from '../../core/reached';
import { chooseReached, useReached } from '../../ui/reached';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import type { Desk } from './desk';

export const joinLink = (origin: string, code: string): string => `${origin}/?c=${code}`;

export function Doors({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { session } = desk;
  const reached = useReached();
  return (
    <section class="lit doors">
      <div>
        <p>{t('trainer.doors', { address: reached.host })}</p>
        <p class="doors-code">{codeShown(session.code)}</p>
        <p class="soft small">
          {session.status === 'created'
            ? t('trainer.doors_closed')
            : session.locked
              ? t('trainer.doors_locked')
              : t('trainer.doors_open')}
        </p>
        {reached.nobody && (
          <p class="field-error" role="status">
            {t('trainer.doors_nobody')}
          </p>
        )}
        {reached.choices.length > 0 && (
          <Select
            label={t('trainer.doors_address')}
            value={reached.origin}
            onPick={chooseReached}
            options={reached.choices.map((origin) => ({ value: origin, label: hostOf(origin) }))}
          />
        )}
      </div>
      <img
        class="qr"
        src={qrPath(joinLink(reached.origin, session.code))}
        alt={t('trainer.doors_qr')}
        width="144"
        height="144"
      />
    </section>
  );
}
