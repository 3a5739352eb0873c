/* link.ts -- the life of a link: open a road, say hello, keep it alive, come back when it dies.
 *
 *   OPENING -> LIVE -> WAITING -> OPENING ...        CLOSED: by us, or by a final bye
 *
 *   OPENING -> WAITING   the road fails, or no welcome within OPEN_MS (ALONE_MS on this device: there nothing swallows,
 *                        and what is late is at work, so that beginning again would only make it later)
 *   LIVE -> WAITING      the road closes, or a ping stays unanswered for PONG_MS (or ALONE_MS); a ping goes out
 *                        after PING_MS of silence, or ANSWER_MS after a command that got none
 *   WAITING -> OPENING   after a delay that doubles, with jitter (a hall of phones must not
 *                        return in one instant); at once when the network or the person is back
 *
 * Roads: the socket first. After two sockets in a row that were refused or died young, or one that got
 * no answer at all, the HTTP stream is tried. A stream that stays silent is held back by something on the
 * way: then the link is polled. After a stream or poll fails the socket is tried again. What works is kept.
 * Time, chance and roads come in from outside, so that tests run it in a simulated world. */
import { isFinal, isFinalBye, isPassing } from './screen';
import type { OpenRoad, Road, RoadKind } from './transport';
import { PROTOCOL_VERSION, type Lang, type Pending, type ServerMessage } from './types';

export const OPEN_MS = 5000;
export const PING_MS = 20_000;
export const ANSWER_MS = 2500;
export const PONG_MS = 5000;
export const ALONE_MS = 120_000; // A slow phone, a full disk: after this the worker hangs.
export const YOUNG_MS = 5000;
export const DELAY_MIN_MS = 500;
export const DELAY_MAX_MS = 15_000;
const AGAIN_MS = 2500; // After "too fast" or "busy".
const MOVES_MAX = 3;
const SOCKET_TRIES = 2;
const SOCKET_TRIES_PROVEN = 8; // A socket has worked here: then it is the server that is away, not the road.

export interface LinkParts {
  readonly roads: Readonly<Record<RoadKind, OpenRoad>>;
  readonly alone?: boolean; // They lead to this device.
  readonly now: () => number;
  readonly random: () => number;
  readonly after: (delay_ms: number, run: () => void) => () => void; // Returns: cancel.
}

export interface LinkEvents {
  readonly onMessage: (message: ServerMessage) => void;
  readonly onLost: () => void;
  readonly pending: () => readonly Pending[]; // To be sent again after a welcome, in order.
  readonly client: () => number; // Who counts their ids.
  readonly changes: () => boolean; // Of a section that is here it may be sent only what differs.
}

export interface Link {
  send(pending: Pending): void;
  wake(): void; // The network or the person is back: look at once.
  renew(): void; // What came cannot be right: come back, and get the whole view again.
  road(): RoadKind;
  close(): void;
}

/* Half to all of a delay that doubles with every failure. */
export function delay(failures: number, random: () => number): number {
  const whole = Math.min(DELAY_MIN_MS * 2 ** Math.min(failures, 10), DELAY_MAX_MS);
  return whole * (0.5 + random() / 2);
}

export function openLink(token: string, lang: () => Lang, parts: LinkParts, events: LinkEvents): Link {
  const open_ms = parts.alone === true ? ALONE_MS : OPEN_MS;
  const pong_ms = parts.alone === true ? ALONE_MS : PONG_MS;
  let state: 'opening' | 'live' | 'waiting' | 'closed' = 'waiting';
  let road: Road | null = null;
  let failures = 0;
  let socketFailures = 0;
  let kind: RoadKind = 'socket';
  let node = ''; // Of several servers the one that has the session; empty: whichever the proxy takes.
  let moves = 0; // In a row, without a welcome.
  let proven = false; // A socket lived longer than YOUNG_MS on this page.
  let live_ms = 0;
  let unanswered = new Set<number>(); // Sent on this road: each will be answered, and is not sent twice.
  let asking = false; // A command went out, and nothing has come back since.
  let cancel = (): void => {};
  let cancelAgain = (): void => {};

  const timer = (delay_ms: number, run: () => void): void => {
    cancel();
    cancel = parts.after(delay_ms, run);
  };

  const open = (): void => {
    const client = events.client();
    const changes = events.changes();
    state = 'opening';
    unanswered = new Set();
    timer(open_ms, () => lost(true));
    const mine = parts.roads[kind](
      { token, client, changes, node },
      {
        onOpen: () =>
          road?.send({
            t: 'hello',
            token,
            version: PROTOCOL_VERSION,
            lang: lang(),
            client,
            ...(changes ? { changes: 1 } : {}),
          }),
        onMessage: (message) => {
          if (road === mine) heard(message);
        },
        onClose: () => {
          if (road === mine) lost();
        },
      },
    );
    road = mine;
  };

  const heard = (message: ServerMessage): void => {
    asking = false;
    if (message.t === 'error' && message.code === 'moved' && message.id === undefined) {
      moved(message.field ?? '');
      return;
    }
    if (message.t === 'welcome') welcomed();
    else if (state === 'live') timer(PING_MS, ping);
    if (message.t === 'ack' || message.t === 'rejected') unanswered.delete(message.id);
    if (message.t === 'error' && message.id !== undefined) unanswered.delete(message.id);
    events.onMessage(message);
    if (message.t === 'welcome') sendAll();
    if (message.t === 'error' && isPassing(message.code)) {
      cancelAgain();
      cancelAgain = parts.after(AGAIN_MS, sendAll);
    }
    if (message.t === 'error' && message.id === undefined && isFinal(message.code)) close();
    if (message.t === 'bye') {
      if (isFinalBye(message.code)) close();
      else lost();
    }
  };

  /* The session is on another server: to that one at once, or, when they send us round, after a while. */
  const moved = (to: string): void => {
    const wasLive = state === 'live';
    if (++moves > MOVES_MAX || !/^[a-z][a-z0-9]*$/.test(to)) {
      lost();
      return;
    }
    road?.close();
    road = null;
    node = to;
    asking = false;
    if (wasLive) events.onLost();
    open();
  };

  const welcomed = (): void => {
    state = 'live';
    moves = 0;
    live_ms = parts.now();
    failures = 0;
    timer(PING_MS, ping);
  };

  const ping = (): void => {
    road?.send({ t: 'ping' });
    timer(pong_ms, () => lost());
  };

  const lost = (silent = false): void => {
    if (state === 'closed' || state === 'waiting') return;
    const grown = state === 'live' && parts.now() - live_ms >= YOUNG_MS;
    state = 'waiting';
    asking = false;
    road?.close();
    road = null;
    if (node === '' || grown) chooseRoad(grown, silent);
    else if (moves > 0) failures = Math.min(failures, 1); // It is away: another one takes over in some seconds.
    node = '';
    moves = 0;
    events.onLost();
    timer(delay(failures++, parts.random), open);
  };

  const chooseRoad = (grown: boolean, silent: boolean): void => {
    const tries = proven ? SOCKET_TRIES_PROVEN : SOCKET_TRIES;
    if (grown) {
      proven ||= kind === 'socket';
      socketFailures = 0;
    } else if (kind === 'stream' && silent) {
      kind = 'poll';
    } else if (kind !== 'socket') {
      kind = 'socket';
      socketFailures = proven ? 0 : tries - 1; // Unproven: one try, then the stream again.
    } else {
      socketFailures += silent ? SOCKET_TRIES : 1; // A firewall that swallows will go on swallowing.
      if (socketFailures >= tries) kind = 'stream';
    }
  };

  const sendNow = ({ id, command }: Pending): void => {
    if (unanswered.has(id)) return;
    unanswered.add(id);
    road?.send({ t: 'command', id, ...command });
  };

  const sendAll = (): void => {
    if (state === 'live') for (const pending of events.pending()) sendNow(pending);
  };

  const close = (): void => {
    state = 'closed';
    cancel();
    cancelAgain();
    road?.close();
    road = null;
  };

  open();
  return {
    send: (pending) => {
      if (state !== 'live') return;
      sendNow(pending);
      if (!asking) timer(ANSWER_MS, ping);
      asking = true;
    },
    wake: () => {
      if (state === 'waiting') {
        failures = 0;
        open();
      } else if (state === 'live') ping();
    },
    renew: () => {
      if (state === 'live') lost();
    },
    road: () => kind,
    close,
  };
}
