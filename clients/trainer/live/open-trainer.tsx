/* open-trainer.tsx -- keeps the trainer's link, and remembers the session in this browser. */
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { browserParts, openLive, wakeWithDevice } from '../../core/live';
import { roles } from '../../core/roles';
import { seatKeep, tabShelf, type KeptSeat } from '../../core/storage';
import { Broken } from '../../ui/broken';
import { Button } from '../../ui/button';
import { LampScene } from '../../ui/lamp';
import { Notices } from '../../ui/notice';
import { PhonePage } from '../../ui/phone-page';
import { useReading, useText } from '../../ui/reading';
import { SafeLive } from '../../ui/safe';
import { shelf } from '../../ui/shelf';
import { useScreen } from '../../ui/use-screen';
import { Keep } from '../after/keep';
import { Dashboard } from './dashboard';

interface OpenTrainerProps {
  readonly seat: KeptSeat;
  readonly openDoors: boolean;
  readonly onStart: () => void;
  readonly onGone: () => void;
}

export function OpenTrainer({ seat, openDoors, onStart, onGone }: OpenTrainerProps): JSX.Element {
  const { t, sentence } = useText();
  const { reading, langNow } = useReading();
  const live = useMemo(() => openLive(seat.token, langNow, shelf, browserParts(), tabShelf()), [seat.token]);
  const screen = useScreen(live);
  useEffect(() => wakeWithDevice(live), [live]);
  useEffect(() => () => live.close(), [live]);
  const { session, me } = screen.sections;
  useEffect(() => {
    if (session === undefined || me === undefined) return;
    seatKeep(shelf, {
      ...seat,
      code: session.code,
      title: session.title || session.scenario.title,
      role: me.role,
      at_ms: Date.now(),
    });
    if (openDoors && session.status === 'created') live.command({ type: 'doors_open' });
    if (me.lang !== reading.lang) live.command({ type: 'language_set', lang: reading.lang });
  }, [session !== undefined && me !== undefined]);
  if (screen.link === 'over') {
    const known = screen.over === 'moved_device' || screen.over === 'deleted' ? screen.over : 'other';
    return (
      <PhonePage
        page="over"
        bar={
          <Button kind="main" full onClick={onGone}>
            {t('trainer.to_start')}
          </Button>
        }
      >
        <LampScene />
        <h1 class="center">{t(`over.${known}`)}</h1>
        <p class="center" role="status">
          {known === 'other'
            ? (sentence(`error.${screen.over ?? 'token_unknown'}`) ?? t('over.other_what'))
            : t(`over.${known}_what`)}
        </p>
        {(screen.over === 'session_outdated' ||
          screen.over === 'session_damaged' ||
          screen.over === 'scenario_unknown') && (
          <Keep
            token={seat.token}
            code={seat.code}
            what={screen.over === 'session_outdated' ? t('trainer.outdated_what') : null}
            deletable={roles[seat.role].owns}
            onGone={onGone}
          />
        )}
      </PhonePage>
    );
  }
  return (
    <SafeLive live={live} broken={<Broken />}>
      <Notices screen={screen} onRead={live.noticeRead} />
      <Dashboard live={live} screen={screen} seat={seat} onStart={onStart} onGone={onGone} />
    </SafeLive>
  );
}
