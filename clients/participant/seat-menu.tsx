/* seat-menu.tsx -- "Aa" for somebody with a seat: also go on with another device, and leave. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import deviceMobile from 'phosphor:device-mobile';
import signOut from 'phosphor:sign-out';
import { qrPath, seatLink } from '../core/api';
import { notesWipe } from '../core/storage';
import { Button } from '../ui/button';
import { CopyLink } from '../ui/copy-link';
import { Dialog } from '../ui/dialog';
import { useText } from '../ui/reading';
import { useReached } from '../ui/reached';
import { ReadingMenu } from '../ui/reading-menu';
import { isSolo, type Seat } from './seat';
import { shelf } from '../ui/shelf';

export interface ElsewhereProps {
  readonly seat: Seat;
  readonly onClose: () => void;
}

interface SeatMenuProps {
  readonly seat: Seat;
  readonly page: string;
  readonly onGone: () => void;
  readonly Elsewhere?: ((props: ElsewhereProps) => JSX.Element) | undefined; // For a play on this device itself.
}

export function SeatMenu({ seat, page, onGone, Elsewhere }: SeatMenuProps): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState<'device' | 'leave' | null>(null);
  return (
    <>
      <ReadingMenu
        onLang={(lang) => seat.live.command({ type: 'language_set', lang })}
        more={(close) => (
          <div class="stack">
            {(!seat.live.alone || Elsewhere !== undefined) && (
              <Button
                full
                icon={deviceMobile}
                onClick={() => {
                  close();
                  setOpen('device');
                }}
              >
                {t('menu.device')}
              </Button>
            )}
            <Button
              full
              icon={signOut}
              onClick={() => {
                close();
                setOpen('leave');
              }}
            >
              {isSolo(seat) ? t('menu.leave_solo') : t('menu.leave')}
            </Button>
          </div>
        )}
      />
      {open === 'device' && !seat.live.alone && <DeviceDialog seat={seat} page={page} onClose={() => setOpen(null)} />}
      {open === 'device' && seat.live.alone && Elsewhere !== undefined && (
        <Elsewhere seat={seat} onClose={() => setOpen(null)} />
      )}
      {open === 'leave' && (
        <Dialog title={isSolo(seat) ? t('menu.leave_solo') : t('menu.leave')} onClose={() => setOpen(null)}>
          <p>{isSolo(seat) ? t('menu.leave_solo_what') : t('menu.leave_what')}</p>
          <div class="dialog-actions">
            <Button onClick={() => setOpen(null)}>{t('action.stay')}</Button>
            <Button
              kind="destroy"
              onClick={() => {
                if (!isSolo(seat)) seat.live.command({ type: 'seat_leave' });
                notesWipe(shelf, seat.live.token);
                setTimeout(onGone, 400); // The command goes first.
              }}
            >
              {t('menu.leave_go')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function DeviceDialog({
  seat,
  page,
  onClose,
}: {
  readonly seat: Seat;
  readonly page: string;
  readonly onClose: () => void;
}): JSX.Element {
  const { t, lang } = useText();
  const { origin } = useReached();
  const [token, setToken] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    const answer = await seatLink(seat.me.seat, lang, seat.live.token);
    if (answer.ok) setToken(answer.value.token);
    else setProblem(answer.problem.message || t('join.unreachable'));
  };
  const link = token === null ? null : `${origin}${page}#t=${token}`;
  return (
    <Dialog title={t('menu.device')} onClose={onClose}>
      <p>{t('menu.device_what')}</p>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {link === null ? (
        <Button kind="main" full onClick={() => void make()}>
          {t('menu.device_make')}
        </Button>
      ) : (
        <>
          <img class="qr" src={qrPath(link)} alt={t('menu.device_qr')} width="240" height="240" />
          <CopyLink link={link} label={t('menu.device_link')} />
        </>
      )}
    </Dialog>
  );
}
