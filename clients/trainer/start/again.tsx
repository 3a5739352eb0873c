/* again.tsx -- whoever closed the page of a session of today, or comes back to it: on top, one tap away. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import { codeShown } from '../../core/api';
import type { KeptSeat } from '../../core/storage';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';

const RECENT_MS = 16 * 60 * 60 * 1000; // A long day; a session of another day is in the list of earlier ones.

/* The session to go on with: the newest, if it is of today. */
function recentOf(seats: readonly KeptSeat[], now_ms: number): KeptSeat | null {
  const newest = seats.reduce<KeptSeat | null>(
    (best, one) => (best === null || one.at_ms > best.at_ms ? one : best),
    null,
  );
  return newest !== null && Math.abs(now_ms - newest.at_ms) < RECENT_MS ? newest : null;
}

interface AgainProps {
  readonly seats: readonly KeptSeat[];
  readonly onOpen: (seat: KeptSeat) => void;
}

export function Again({ seats, onOpen }: AgainProps): JSX.Element | null {
  const { t } = useText();
  const seat = recentOf(seats, Date.now());
  if (seat === null) return null;
  return (
    <section class="lit start-again" aria-label={t('trainer.again')}>
      <p>
        <b>{t('trainer.again')}</b>{' '}
        {[seat.title === '' ? t('trainer.untitled') : seat.title, codeShown(seat.code)]
          .filter((word) => word !== '')
          .join(', ')}
      </p>
      <Button kind="main" iconEnd={arrowRight} onClick={() => onOpen(seat)}>
        {t('trainer.again_open')}
      </Button>
    </section>
  );
}
