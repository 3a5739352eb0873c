/* timer.tsx -- how much time is left, rounded and calm: "nog ongeveer 3 min". The trainer sees seconds. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RoomTimer, TimeMs } from '../core/types';
import { useText } from './reading';

const REFRESH_MS = 1000;

/* Milliseconds still to go; null without a clock. A paused clock stands still. */
export function remainingOf(timer: RoomTimer | undefined, now_ms: TimeMs): number | null {
  if (timer === undefined) return null;
  if (timer.remaining_ms > 0) return timer.remaining_ms;
  return timer.deadline_ms > 0 ? Math.max(0, timer.deadline_ms - now_ms) : null;
}

export function useRemaining(timer: RoomTimer | undefined, offset_ms: TimeMs): number | null {
  const [now, setNow] = useState(() => Date.now());
  const running = timer !== undefined && timer.deadline_ms > 0 && timer.remaining_ms === 0;
  useEffect(() => {
    if (!running) return undefined;
    setNow(Date.now());
    const ticking = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(ticking);
  }, [running, timer?.deadline_ms]);
  return remainingOf(timer, now + offset_ms);
}

/* Milliseconds until then, by the server's clock. */
export function useCountdown(until_ms: TimeMs, offset_ms: TimeMs): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(ticking);
  }, [until_ms]);
  return Math.max(0, until_ms - now - offset_ms);
}

interface TimerProps {
  readonly timer: RoomTimer | undefined;
  readonly offset_ms: TimeMs;
}

export function Timer({ timer, offset_ms }: TimerProps): JSX.Element | null {
  const { t } = useText();
  const left = useRemaining(timer, offset_ms);
  if (left === null) return null;
  const minutes = Math.round(left / 60_000);
  const words =
    left === 0
      ? timer?.closes
        ? t('timer.over')
        : t('timer.guide_over')
      : minutes < 1
        ? t('timer.under_minute')
        : t('timer.about', { n: minutes });
  return <span class="soft">{words}</span>;
}

/* "2:40" */
export function exactTime(left_ms: number): string {
  const seconds = Math.ceil(left_ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
