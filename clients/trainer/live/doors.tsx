/* doors.tsx -- while people come in: the code, the QR, the address. */
import type { JSX } from 'preact';
import { codeShown, qrPath } from '../../core/api';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';

export const joinLink = (code: string): string => `${location.origin}/?c=${code}`;

export function Doors({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { session } = desk;
  return (
    <section class="lit doors">
      <div>
        <p>{t('trainer.doors', { address: location.host })}</p>
        <p class="doors-code">{codeShown(session.code)}</p>
        <p class="soft small">
          {session.status === 'created'
            ? t('trainer.doors_closed')
            : session.locked
              ? t('trainer.doors_locked')
              : t('trainer.doors_open')}
        </p>
      </div>
      <img class="qr" src={qrPath(joinLink(session.code))} alt={t('trainer.doors_qr')} width="144" height="144" />
    </section>
  );
}
