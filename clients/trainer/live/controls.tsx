/* controls.tsx -- the second row: which dilemma, the clock, and one main button top right that says
 * where it goes. Below it the path of steps. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import check from 'phosphor:check';
import clockPlus from 'phosphor:clock-clockwise';
import door from 'phosphor:door-open';
import pause from 'phosphor:pause';
import hand from 'phosphor:hand';
import play from 'phosphor:play';
import undo from 'phosphor:arrow-counter-clockwise';
import { isPlayed } from '../../core/steps';
import { ROOM_ALL, type Step } from '../../core/types';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { exactTime, useRemaining } from '../../ui/timer';
import { stepName } from '../../ui/words';
import { dilemmaOf, sharedDilemma, timerOf, together, usedRooms, type Desk } from './desk';
import { bring, crowdsOf, extend, gatherAt, hold, mostAre, placeName, type Place } from './gather';

export function Controls({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { session, round, live, trainer } = desk;
  const dilemma = sharedDilemma(desk);
  const running = session.status === 'running';
  const same = running && together(desk); // Else each room has these on its own card.
  const rooms = usedRooms(desk);
  const held = rooms.length > 0 && rooms.every((room) => room.held);
  return (
    <section class="desk-step" aria-label={t('trainer.now')}>
      {running && trainer.dilemmas.length > 0 && (
        <div class="desk-dilemma">
          {same && <p class="eyebrow">{t('participant.dilemma_of', { n: round.round + 1, m: round.rounds })}</p>}
          <h2>{dilemma?.title ?? t('trainer.dilemmas_apart', { n: trainer.dilemmas.length })}</h2>
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
          <Button compact icon={hand} onClick={() => hold(desk, ROOM_ALL, !held)}>
            {t(
              rooms.length > 1
                ? held
                  ? 'trainer.let_go_all'
                  : 'trainer.hold_all'
                : held
                  ? 'trainer.let_go'
                  : 'trainer.hold',
            )}
          </Button>
        )}
        {running && (
          <Button compact icon={clockPlus} onClick={() => extend(desk, ROOM_ALL)}>
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

function MainButton({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const { session, live, screen } = desk;
  const { scan } = screen.sections;
  if (session.status === 'created')
    return (
      <Button kind="main" compact icon={door} onClick={() => live.command({ type: 'doors_open' })}>
        {t('trainer.open')}
      </Button>
    );
  if (session.status === 'lobby' && scan?.open === true && scan.answered >= scan.least)
    return (
      <Button kind="main" compact onClick={() => live.command({ type: 'scan_close' })}>
        {t('trainer.scan_close')}
      </Button>
    );
  if (session.status === 'lobby')
    return (
      <Button kind="main" compact iconEnd={arrowRight} onClick={() => live.command({ type: 'session_start' })}>
        {t('trainer.begin')}
      </Button>
    );
  const place = gatherAt(desk);
  if (place === null) return null;
  return (
    <Button kind="main" compact once iconEnd={arrowRight} onClick={() => bring(desk, ROOM_ALL, place)}>
      {bringLabel(t, desk, place)}
    </Button>
  );
}

function bringLabel(t: Texts['t'], desk: Desk, place: Place): string {
  if (!together(desk)) return t('trainer.bring_all', { where: placeName(t, desk, place) });
  if (place.step === 'debrief') return t('trainer.to_debrief');
  if (place.round !== desk.round.round) return t('trainer.to_next');
  return isPlayed(place.step) ? t(`trainer.to_${place.step}`) : '';
}

export function StepPath({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const [first] = usedRooms(desk);
  if (first === undefined) return null;
  if (!together(desk)) return <Crowds desk={desk} />;
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

/* How many rooms are at each step; every number says of how many. */
function Crowds({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const crowds = crowdsOf(desk);
  const most = mostAre(crowds);
  return (
    <ol class="desk-path" aria-label={t('trainer.apart')}>
      {crowds.map((crowd) => {
        const where = placeName(t, desk, crowd);
        return (
          <li key={where} class={crowd === most ? 'path-most' : undefined}>
            <span class="dot" aria-hidden="true">
              {crowd.rooms.length}
            </span>
            <span aria-hidden="true">{where}</span>
            <span class="hidden-text">
              {t('trainer.rooms_at', { step: where, n: crowd.rooms.length, m: usedRooms(desk).length })}
            </span>
          </li>
        );
      })}
      <li class="soft">{t('trainer.rooms_of', { n: usedRooms(desk).length })}</li>
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
