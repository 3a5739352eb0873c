/* use-screen.ts -- a component that follows a live seat. */
import { useEffect, useState } from 'preact/hooks';
import type { Live } from '../core/live';
import type { Screen } from '../core/screen';

export function useScreen(live: Live): Screen {
  const [screen, setScreen] = useState(live.screen());
  useEffect(() => {
    setScreen(live.screen());
    return live.subscribe(() => setScreen(live.screen()));
  }, [live]);
  return screen;
}
