/* controls.tsx -- the second row: which dilemma, the clock, and one main button top right that says
 * where it goes. Below it the path of steps. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import check from 'phosphor:check';
import clockPlus from 'phosphor:clock-clockwise';
import door from 'phosphor:door-open';
import pause from 'phosphor:pause';
import play from 'phosphor:play';
import undo from 'phosphor:arrow-counter-clockwise';
import { ROOM_ALL, type Step } from '../../core/types';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { exactTime, useRemaining } from '../../ui/timer';
import { stepName } from '../../ui/words';
import { dilemmaOf, next, sharedDilemma, stepAfter, timerOf, together, usedRooms, type Desk } from './desk';

const MORE_SECONDS = 120;

export function Controls({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { session, round, live, trainer } = desk;
  const dilemma = sharedDilemma(desk);
  const running = session.status === 'running';
  const same = running && together(desk); // Else each room has these on its own card.
  return (
    <section class="desk-step" aria-label={t('trainer.now')}>
      {running && trainer.dilemmas.length > 0 && (
        <div class="desk-dilemma">
          {same && <p class="eyebrow">{t('participant.dilemma_of', { n: round.round + 1, m: round.rounds })}</p>}
          <h2>{dilemma?.title ?? t('trainer.dilemmas', { n: trainer.dilemmas.length })}</h2>
        </div>
      )}
      {!running && (
        <div class="desk-dilemma">
          <h2>{session.status === 'created' ? t('trainer.closed_title') : t('trainer.lobby_title')}</h2>
        </div>
      )}
      <div class="desk-controls">
        {running && <Clock desk={desk} />}
        {same && trainer.rooms.some((room) => room.can_undo) && (
          <Button compact icon={undo} onClick={() => live.command({ type: 'room_undo', room: ROOM_ALL })}>
            {t('trainer.undo')}
          </Button>
        )}
        {same && round.step === 'discussion' && (
          <Button compact onClick={() => live.command({ type: 'room_reopen', room: ROOM_ALL })}>
            {t('trainer.reopen')}
          </Button>
        )}
        {running && (
          <Button
            compact
            icon={clockPlus}
            onClick={() => live.command({ type: 'room_extend', room: ROOM_ALL, seconds: MORE_SECONDS })}
          >
            {t('trainer.extend')}
          </Button>
        )}
        {running && (
          <Button
            compact
            icon={session.paused ? play : pause}
            onClick={() => live.command({ type: 'session_pause', paused: !session.paused })}
          >
            {session.paused ? t('trainer.resume') : t('trainer.pause')}
          </Button>
        )}
        <MainButton desk={desk} />
      </div>
    </section>
  );
}

function MainButton({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { session, live } = desk;
  if (session.status === 'created')
    return (
      <Button kind="main" compact icon={door} onClick={() => live.command({ type: 'doors_open' })}>
        {t('trainer.open')}
      </Button>
    );
  if (session.status === 'lobby')
    return (
      <Button kind="main" compact iconEnd={arrowRight} onClick={() => live.command({ type: 'session_start' })}>
        {t('trainer.begin')}
      </Button>
    );
  return (
    <Button kind="main" compact iconEnd={arrowRight} onClick={() => next(desk, ROOM_ALL)}>
      {nextLabel(t, desk)}
    </Button>
  );
}

function nextLabel(t: Texts['t'], desk: Desk): string {
  const [first, ...others] = usedRooms(desk);
  if (first === undefined || !together(desk)) return t('trainer.next_all');
  const after = stepAfter(desk, first);
  if (others.some((room) => stepAfter(desk, room) !== after)) return t('trainer.next_all');
  if (after !== null) return t(`trainer.to_${after}`);
  return desk.round.round + 1 >= desk.round.rounds ? t('trainer.to_debrief') : t('trainer.to_next');
}

export function StepPath({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const [first] = usedRooms(desk);
  if (first === undefined || !together(desk)) return <p class="desk-path soft">{t('trainer.apart')}</p>;
  const steps: readonly Step[] = dilemmaOf(desk, first)?.steps ?? [];
  const now = steps.indexOf(first.step);
  return (
    <ol class="desk-path">
      {steps.map((step, i) => (
        <li key={step} aria-current={i === now ? 'step' : undefined}>
          <span class={i < now ? 'dot dot-done' : 'dot'} aria-hidden="true">
            {i < now ? <Icon d={check} /> : i + 1}
          </span>
          <span>{stepName(t, step)}</span>
        </li>
      ))}
    </ol>
  );
}

function Clock({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const timer = timerOf(desk, usedRooms(desk)[0]?.room ?? 0);
  const left = useRemaining(timer, desk.screen.clock_offset_ms);
  if (left === null || !together(desk)) return null;
  return (
    <p class="desk-timer">
      <b>{exactTime(left)}</b>
      <span class="tiny soft">{timer?.closes ? t('trainer.clock_closes') : t('trainer.clock_guide')}</span>
    </p>
  );
}
