/* closing.tsx -- all are in: the seconds until the step ends, and "wait for me". Whoever is in the middle of a
 * sentence, or has picked something that is not chosen yet, is waited for without asking. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import hand from 'phosphor:hand';
import { closesTo, endsByVotes } from '../core/steps';
import { Button } from '../ui/button';
import { useText } from '../ui/reading';
import { useCountdown } from '../ui/timer';
import { isSolo, ownHolding, progressOf, timerOf, type Playing } from './seat';
import './closing.css';

const IDLE_MS = 20_000; // Somebody who has stopped in the middle is not waited for any longer.

/* Something here is begun and not sent; `what` is another value with every change of it. */
export function useUnsent(playing: Playing, begun: boolean, what: unknown): void {
  const { live } = playing;
  useEffect(() => {
    live.unsent(begun);
    if (!begun) return undefined;
    const idle = setTimeout(() => live.unsent(false), IDLE_MS);
    return () => clearTimeout(idle);
  }, [begun, what]);
  useEffect(() => () => live.unsent(false), []);
}

/* Asks the room to wait while something is begun; `by_itself` is true of what was asked so. */
function useHolding(playing: Playing, set: (ready: boolean) => void, by_itself: { current: boolean }): void {
  const { round, screen } = playing;
  const holding = ownHolding(playing);
  const sent = screen.outbox.length === 0;
  useEffect(() => {
    if (isSolo(playing) || !endsByVotes.has(round.step)) return;
    if (screen.unsent && !holding.value) {
      by_itself.current = true;
      set(false);
    } else if (!screen.unsent && by_itself.current && holding.value && sent) {
      by_itself.current = false;
      set(true); // What was begun is gone, and nothing was sent that says so.
    }
  }, [screen.unsent, holding.value, sent]);
}

export function Closing({
  playing,
  children,
}: {
  readonly playing: Playing;
  readonly children: JSX.Element;
}): JSX.Element {
  const { t } = useText();
  const { live, round, screen } = playing;
  const holding = ownHolding(playing).value;
  const progress = progressOf(playing);
  const closing_ms = timerOf(playing)?.closing_ms ?? 0;
  const busy = screen.unsent || screen.link === 'lost';
  const closes = closing_ms > 0 && !busy;
  const votes = endsByVotes.has(round.step);
  const byItself = useRef(false);
  const set = (ready: boolean): void =>
    live.command({ type: 'ready_set', round: round.round, step: round.step, ready });
  const tap = (ready: boolean): void => {
    byItself.current = false;
    set(ready);
  };
  useHolding(playing, set, byItself);
  const others = (progress?.holding ?? 0) - (holding ? 1 : 0);
  return (
    <>
      {closes && !holding && (
        <>
          <Countdown playing={playing} until_ms={closing_ms} key={closing_ms} />
          <Button full icon={hand} onClick={() => tap(false)}>
            {t('closing.wait')}
          </Button>
        </>
      )}
      {holding && votes && !busy && (
        <div class="row between">
          <p class="stored" role="status">
            {t('closing.holding')}
          </p>
          <Button compact onClick={() => tap(true)}>
            {t('closing.go_on')}
          </Button>
        </div>
      )}
      {!holding && others > 0 && progress !== undefined && progress.done >= progress.expected && (
        <p class="stored soft" role="status">
          {t('closing.others', { n: others })}
        </p>
      )}
      <div class="bar-slot" hidden={(closes && !holding) || (holding && votes && !busy)}>
        {children}
      </div>
    </>
  );
}

function Countdown({ playing, until_ms }: { readonly playing: Playing; readonly until_ms: number }): JSX.Element {
  const { t } = useText();
  const left = Math.ceil(useCountdown(until_ms, playing.screen.clock_offset_ms) / 1000);
  const [first] = useState(left);
  const part = Math.min(1, first > 0 ? left / first : 0);
  const { round } = playing;
  const to = t(`closing.to_${closesTo(round.steps, round.step, round.round + 1 < round.rounds)}`);
  const all = endsByVotes.has(round.step) ? t('closing.all_chose') : t('closing.all_ready');
  return (
    <div class="closing">
      <svg class="closing-ring" viewBox="0 0 56 56" aria-hidden="true" focusable="false">
        <circle class="closing-rail" cx="28" cy="28" r="24" />
        <circle class="closing-left" cx="28" cy="28" r="24" pathLength={1} stroke-dasharray={`${part} 1`} />
        <circle class="closing-edge" cx="28" cy="28" r="20.5" />
        <circle class="closing-edge" cx="28" cy="28" r="27" />
        <text x="28" y="35" text-anchor="middle">
          {left}
        </text>
      </svg>
      <p aria-hidden="true">
        <b>{all}</b>
        {t('closing.then', { n: left, to })}
      </p>
      {/* Said once: a number that is read out every second drowns everything else. */}
      <p class="hidden-text" role="status">
        {all}. {t('closing.then', { n: first, to })}
      </p>
    </div>
  );
}
