/* roads.ts -- each road to the server, tried for real: a seat of its own comes in over it, says something as a
 * vote would, and waits until that is stored. What comes of all of them is a verdict.
 *
 *   trying -> open (the answer came) | closed (the network refused or cut it) | silent (nothing came in time) */
import type { OpenRoad, RoadKind } from '../core/transport';
import { PROTOCOL_VERSION, type Lang } from '../core/types';

export const ROADS: readonly RoadKind[] = ['socket', 'stream', 'poll'];
export const LIMIT_MS = 15_000;

export type Trial =
  | { readonly state: 'trying' | 'closed' | 'silent' }
  | { readonly state: 'open'; readonly ms: number };

export type Trials = Readonly<Record<RoadKind, Trial>>;
export const TRYING: Trials = { socket: { state: 'trying' }, stream: { state: 'trying' }, poll: { state: 'trying' } };

/* How well people in this network can play; null while that cannot be told yet. */
export type NetworkVerdict = 'good' | 'detour' | 'slow' | 'none';

export interface Clock {
  readonly now: () => number;
  readonly after: (delay_ms: number, run: () => void) => () => void;
}

/* Opens the road; in comes what became of it, once. */
export function tryRoad(open: OpenRoad, token: string, client: number, lang: Lang, clock: Clock): Promise<Trial> {
  return new Promise((resolve) => {
    let over = false;
    let asked_ms = 0;
    const end = (trial: Trial): void => {
      if (over) return;
      over = true;
      cancel();
      road.close();
      resolve(trial);
    };
    const cancel = clock.after(LIMIT_MS, () => end({ state: 'silent' }));
    const road = open(
      { token, client, changes: false },
      {
        onOpen: () => road.send({ t: 'hello', token, version: PROTOCOL_VERSION, lang, client }),
        onMessage: (message) => {
          if (message.t === 'welcome') {
            asked_ms = clock.now();
            road.send({ t: 'command', id: 1, type: 'language_set', lang });
          }
          if (message.t === 'ack') end({ state: 'open', ms: clock.now() - asked_ms });
          if (message.t === 'error' || message.t === 'bye' || message.t === 'rejected') end({ state: 'closed' });
        },
        onClose: () => end({ state: 'closed' }),
      },
    );
  });
}

export function verdictOf({ socket, stream, poll }: Trials): NetworkVerdict | null {
  if (socket.state === 'open') return 'good';
  if (socket.state === 'trying') return null;
  if (stream.state === 'open') return 'detour';
  if (stream.state === 'trying') return null;
  if (poll.state === 'open') return 'slow';
  return poll.state === 'trying' ? null : 'none';
}
