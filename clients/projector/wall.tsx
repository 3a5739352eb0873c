/* wall.tsx -- the frame of every picture: a thin bar when the connection is gone, the picture, and at the
 * foot who we are, how much time is left, and the code for latecomers. No controls. */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import megaphone from 'phosphor:megaphone-simple';
import wifiSlash from 'phosphor:wifi-slash';
import { codeShown, qrPath } from '../core/api';
import type { Screen } from '../core/screen';
import { Icon } from '../ui/icon';
import { Wordmark } from '../ui/mark';
import { useReached } from '../ui/reached';
import { useText } from '../ui/reading';
import { Timer } from '../ui/timer';
import type { Show } from './show';
import '../ui/notice.css';

interface WallProps {
  readonly screen: Screen;
  readonly show: Show | null;
  readonly quiet?: boolean; // Nothing but the foot.
  readonly joining?: boolean; // The code hangs there large already.
  readonly children: ComponentChildren;
}

export function Wall({ screen, show, quiet = false, joining = false, children }: WallProps): JSX.Element {
  const { t } = useText();
  const reached = useReached();
  const session = show?.session;
  const paused = session?.paused === true;
  const box = useRef<HTMLDivElement>(null);
  useZoom(box);
  return (
    <div class="wall" ref={box}>
      <div class="notices" role="status">
        {screen.link === 'lost' && (
          <p class="notice">
            <span>
              <Icon d={wifiSlash} />
              {t('projector.lost')}
            </span>
          </p>
        )}
        {session !== undefined && session.message !== '' && !quiet && (
          <p class="wall-word">
            <Icon d={megaphone} />
            <span>{session.message}</span>
          </p>
        )}
      </div>
      {children}
      <footer class="wall-foot">
        <Wordmark />
        <span class="wall-foot-middle">
          {session !== undefined && <span>{session.title || session.scenario.title}</span>}
          {session?.rehearsal && <b>{t('rehearse.mark')}</b>}
          {paused ? (
            <span>{t('projector.paused')}</span>
          ) : (
            !quiet && session?.status === 'running' && <Timer timer={show?.timer} offset_ms={screen.clock_offset_ms} />
          )}
        </span>
        {session !== undefined && session.code !== '' && session.status !== 'ended' && !session.locked && !quiet ? (
          <span class="wall-foot-code">
            <span>
              {reached.host} <b>{codeShown(session.code)}</b>
            </span>
            {!joining && (
              <img
                class="wall-foot-qr"
                src={qrPath(`${reached.origin}/?c=${session.code}`)}
                alt={t('projector.join_qr')}
                width="92"
                height="92"
              />
            )}
          </span>
        ) : (
          <span />
        )}
      </footer>
    </div>
  );
}

/* Whatever is written in a scenario, the picture stays on the wall: too much of it makes it smaller. */
const ZOOMS = 5;

function useZoom(box: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const fit = (): void => {
      const main = box.current?.querySelector('main');
      if (!main) return;
      for (let zoom = 0; zoom < ZOOMS; zoom++) {
        main.dataset.zoom = String(zoom);
        if (main.scrollHeight <= main.clientHeight + 2) return;
      }
    };
    let stale = false;
    fit();
    addEventListener('resize', fit);
    if (document.fonts.status !== 'loaded')
      void document.fonts.ready.then(() => {
        if (!stale) fit();
      });
    return () => {
      stale = true;
      removeEventListener('resize', fit);
    };
  });
}
