/* live.ts -- one seat, live: holds the Screen, keeps the outbox in storage, and lets link.ts talk.
 * Whoever subscribes is told after every change.
 *
 * This browser keeps one client for the seat (outbox.ts), so that a page that comes back, by a reload
 * or days later, goes on with the ids where the last one stopped, and ends that one's link. A second
 * tab takes the same client up, with all that has no answer yet. Whichever of the two then hears that it was
 * replaced becomes a client of its own, which its tab keeps, as soon as what both may ask has its answer. */
import { encodingOf } from './address';
import { openLink, type Link, type LinkParts } from './link';
import {
  countAnew,
  countedRead,
  countedWrite,
  countedWithout,
  isShared,
  outboxAgain,
  outboxToSend,
  takenUpWrite,
  type Counted,
} from './outbox';
import { commanded, withUnsent, emptyScreen, isPassing, linkLost, noticeRead, receive, type Screen } from './screen';
import { wholeView } from './merge';
import { site } from './root';
import { memoryShelf, outboxKey, takenUpKey, type Shelf } from './storage';
import { openSocket, openStream } from './transport';
import type { Command, Lang, Pending, ServerMessage } from './types';

export interface Live {
  readonly token: string;
  readonly alone: boolean; // The session is on this device: no other one can look at it.
  screen(): Screen;
  subscribe(told: () => void): () => void;
  command(command: Command): void;
  noticeRead(): void;
  unsent(on: boolean): void;
  wake(): void;
  renew(): void;
  close(): void;
}

export function browserParts(): LinkParts {
  return {
    roads: {
      socket: openSocket(site(), encodingOf(location.search)),
      stream: openStream(site(), 'stream'),
      poll: openStream(site(), 'poll'),
    },
    now: () => Date.now(),
    random: () => Math.random(),
    after: (delay_ms, run) => {
      const timer = setTimeout(run, delay_ms);
      return () => clearTimeout(timer);
    },
  };
}

export function openLive(
  token: string,
  lang: () => Lang,
  shelf: Pick<Shelf, 'get' | 'set'>,
  parts: LinkParts,
  tab: Pick<Shelf, 'get' | 'set'> = memoryShelf(),
): Live {
  const key = outboxKey(token);
  const { random } = parts;
  const listeners = new Set<() => void>();
  const ofTab = countedRead(tab.get(key), random);
  let keptOn = ofTab === null ? shelf : tab;
  const kept = ofTab ?? countedRead(shelf.get(key), random);
  let askedBefore = 0; // Up to this id, what has no answer may have been asked on a road that broke, and taken.
  let takesChanges = true;
  let replaced = false; // The road ends with that: then all that was taken on it has its answer.
  let { client, last, outbox }: Counted = kept ?? countAnew([], random);
  if (kept !== null) shelf.set(takenUpKey(token), takenUpWrite({ client, last }, shelf.get(takenUpKey(token))));
  let screen: Screen = { ...emptyScreen, alone: parts.alone === true, outbox };

  /* A twin may have counted on in the same storage. */
  const nextId = (): number => {
    const kept = countedRead(keptOn.get(key), random);
    last = Math.max(last, kept?.client === client ? kept.last : 0) + 1;
    return last;
  };

  const become = (next: Screen): void => {
    if (next === screen) return;
    screen = next;
    if (next.outbox !== outbox) {
      outbox = next.outbox;
      keptOn.set(key, countedWrite({ client, last, outbox }));
    }
    for (const told of listeners) told();
  };

  /* What was asked on this road alone was not taken, and never will be: a new client may ask it again, and nobody
   * else, so it goes from where both kept it. What another page may also ask, or was asked on a road that broke,
   * is asked as the same client until it has its answer. */
  const countOnAlone = (): void => {
    if (outboxToSend(screen.outbox).some(({ id }) => id <= askedBefore)) return;
    if (isShared(screen.outbox, client, shelf.get(takenUpKey(token)))) return;
    const alone = countAnew(screen.outbox, random);
    const both = countedRead(keptOn.get(key), random);
    if (both?.client === client) keptOn.set(key, countedWrite(countedWithout(both, screen.outbox)));
    askedBefore = 0;
    keptOn = tab;
    ({ client, last } = alone);
    become({ ...screen, outbox: alone.outbox });
  };

  /* What differs from something that is not here is of no use: this page comes back, and asks for whole sections. */
  const heard = (told: ServerMessage): void => {
    const message = told.t === 'view' ? wholeView(told, screen.seq, screen.sections) : told;
    if (message === null) {
      takesChanges = false;
      link.renew();
      return;
    }
    become(receive(screen, message, parts.now()));
    if (message.t === 'welcome') become({ ...screen, detour: !screen.alone && link.road() !== 'socket' });
    if (message.t === 'bye' && message.code === 'replaced') {
      replaced = true;
      countOnAlone();
    }
    if (message.t === 'error' && message.id !== undefined && isPassing(message.code))
      become({ ...screen, outbox: outboxAgain(screen.outbox, message.id, nextId()) });
  };

  const link: Link = openLink(token, lang, parts, {
    onMessage: heard,
    onLost: () => {
      if (!replaced) askedBefore = last;
      replaced = false;
      become(linkLost(screen));
    },
    pending: () => outboxToSend(screen.outbox),
    client: () => client,
    changes: () => takesChanges,
  });

  return {
    token,
    alone: parts.alone === true,
    screen: () => screen,
    subscribe: (told) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    command: (command) => {
      const pending: Pending = { id: nextId(), command };
      const next = commanded(screen, pending);
      const taken = next.outbox.includes(pending);
      become(next);
      if (taken) link.send(pending);
    },
    noticeRead: () => become(noticeRead(screen)),
    unsent: (on) => become(withUnsent(screen, on)),
    wake: () => link.wake(),
    renew: () => link.renew(),
    close: () => link.close(),
  };
}

/* The phone was locked, the laptop slept, the wifi went or came back: look at once. */
export function wakeWithDevice(live: Live): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') live.wake();
  };
  const network = (): void => live.wake();
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', network);
  addEventListener('offline', network);
  addEventListener('pageshow', seen);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('online', network);
    removeEventListener('offline', network);
    removeEventListener('pageshow', seen);
  };
}
