/* dashboard.tsx -- everything at one glance, no page changes: who is here, where everybody is, what
 * they chose, what it did, and what to say next. */
import type { JSX } from 'preact';
import hourglass from 'phosphor:hourglass-medium';
import type { Live } from '../../core/live';
import type { Screen } from '../../core/screen';
import type { KeptSeat } from '../../core/storage';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { After } from '../after/after';
import { Controls, StepPath } from './controls';
import { progressOf, type Desk } from './desk';
import { Doors } from './doors';
import { Rooms } from './rooms';
import { Side } from './side';
import { Top } from './top';

export interface DashboardProps {
  readonly live: Live;
  readonly screen: Screen;
  readonly seat: KeptSeat;
  readonly onStart: () => void;
  readonly onGone: () => void;
}

export function Dashboard({ live, screen, seat, onStart, onGone }: DashboardProps): JSX.Element {
  const { t } = useText();
  const { session, round, trainer } = screen.sections;
  if (session === undefined || round === undefined || trainer === undefined) {
    return <main class="after"><h1>{screen.link === 'lost' ? t('participant.opening_lost') : t('trainer.loading')}</h1></main>;
  }
  const desk: Desk = { live, screen, session, round, trainer };
  const ended = session.status === 'ended' || (trainer.rooms.length > 0 && trainer.rooms.every((room) => room.step === 'debrief'));
  const lobby = session.status === 'created' || session.status === 'lobby';
  const wide = round.step === 'consequence';
  return (
    <>
      <a class="skip-link" href="#main">{t('page.skip')}</a>
      <Top desk={desk} seat={seat} onStart={onStart} onGone={onGone} />
      {!ended && <Controls desk={desk} />}
      {!ended && !lobby && (
        <section class="desk-now" aria-label={t('trainer.path')}>
          <StepPath desk={desk} />
          <p class="desk-hint" role="status"><Icon d={hourglass} /><span>{hint(t, desk)}</span></p>
        </section>
      )}
      {ended ? <After desk={desk} onGone={onGone} />
        : (
          <main id="main" tabIndex={-1} class={wide ? 'desk desk-wide' : 'desk'}>
            <div class="stack-wide">
              {lobby && <Doors desk={desk} />}
              <Rooms desk={desk} />
            </div>
            <Side desk={desk} />
          </main>
        )}
    </>
  );
}

/* Go on, or let them: from how many are done, never from what they chose. */
function hint(t: Texts['t'], desk: Desk): string {
  let done = 0;
  let expected = 0;
  for (const room of desk.trainer.rooms) {
    const progress = progressOf(desk, room.room);
    done += progress?.done ?? 0;
    expected += progress?.expected ?? 0;
  }
  if (desk.session.paused) return t('trainer.hint_paused');
  if (expected === 0) return t('trainer.hint_nobody');
  const values = { n: done, m: expected };
  if (done >= expected) return t('trainer.hint_all', values);
  return done * 4 >= expected * 3 ? t('trainer.hint_most', values) : t('trainer.hint_some', values);
}
