/* earlier.tsx -- sessions that this browser made or was handed; nobody else sees this list. */
import type { JSX } from 'preact';
import { codeShown } from '../../core/api';
import { date } from '../../core/i18n';
import type { KeptSeat } from '../../core/storage';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';

interface EarlierProps {
  readonly seats: readonly KeptSeat[];
  readonly onOpen: (seat: KeptSeat) => void;
  readonly onForget?: (seat: KeptSeat) => void;
}

export function Earlier({ seats, onOpen, onForget }: EarlierProps): JSX.Element {
  const { t, lang } = useText();
  return (
    <section class="block">
      <h2>{t('trainer.earlier')}</h2>
      <p class="soft small lead-in">{t('trainer.earlier_what')}</p>
      <ul class="earlier">
        {seats.map((seat) => (
          <li key={seat.token}>
            <span>
              <b>{seat.title === '' ? t('trainer.untitled') : seat.title}</b>
              <br />
              <span class="soft small">
                {codeShown(seat.code)} {date(lang, seat.at_ms)}
              </span>
            </span>
            <span class="row">
              <Button compact onClick={() => onOpen(seat)}>
                {t('trainer.earlier_open')}
              </Button>
              {onForget !== undefined && (
                <Button kind="quiet" compact onClick={() => onForget(seat)}>
                  {t('trainer.earlier_forget')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
