/* main.tsx -- the projector's page: a link with a token (#t=) opens it; it stays open after a reload
 * of the laptop, and keeps the screen awake. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { arrivedWith } from '../core/address';
import { browserParts, openLive, wakeWithDevice } from '../core/live';
import { deviceShelf, memoryShelf, seatKeep, seats, tabShelf } from '../core/storage';
import { LampScene } from '../ui/lamp';
import { mount } from '../ui/mount';
import { useReading, useText } from '../ui/reading';
import { SafeLive } from '../ui/safe';
import { ProjectorApp } from './app';
import { BrokenWall } from './broken';
import './projector.css';

const RESUME_MS = 12 * 60 * 60 * 1000;
const shelf = deviceShelf();

function arrive(): string | null {
  const { t: token } = arrivedWith('t'); // Out of the address bar at once: the wall shows that as well.
  if (token === null)
    return seats(shelf).find((seat) => seat.role === 'projector' && Date.now() - seat.at_ms < RESUME_MS)?.token ?? null;
  seatKeep(shelf, { token, role: 'projector', solo: false, code: '', title: '', at_ms: Date.now() });
  return token;
}

function keepAwake(): void {
  const ask = (): void => {
    if (document.visibilityState === 'visible') void navigator.wakeLock?.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

function Open({ token }: { readonly token: string }): JSX.Element {
  const { langNow } = useReading();
  const live = useMemo(() => openLive(token, langNow, shelf, browserParts(), tabShelf()), [token]);
  useEffect(() => wakeWithDevice(live), [live]);
  useEffect(keepAwake, []);
  return (
    <SafeLive live={live} broken={<BrokenWall />}>
      <ProjectorApp live={live} />
    </SafeLive>
  );
}

function NoToken(): JSX.Element {
  const { t } = useText();
  return (
    <div class="wall">
      <main id="main" class="wall-words">
        <LampScene />
        <h1>{t('projector.no_token_title')}</h1>
        <p class="wall-lead">{t('projector.no_token')}</p>
      </main>
    </div>
  );
}

/* The words are the session's, so they are not kept on this device. */
const token = arrive();
mount(token === null ? <NoToken /> : <Open token={token} />, memoryShelf(), <BrokenWall />);
