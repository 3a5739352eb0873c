/* live.ts -- one seat, live: holds the Screen, keeps the outbox in storage, and lets link.ts talk.
 * Whoever subscribes is told after every change. */
import { encodingOf } from './address';
import { openLink, type Link, type LinkParts } from './link';
import { nextId, outboxRead, outboxToSend } from './outbox';
import { commanded, emptyScreen, linkLost, noticeRead, receive, type Screen } from './screen';
import { outboxKey, type Shelf } from './storage';
import { openSocket, openStream } from './transport';
import type { Command, Lang, Pending } from './types';

export interface Live {
  readonly token: string;
  screen(): Screen;
  subscribe(told: () => void): () => void;
  command(command: Command): void;
  noticeRead(): void;
  wake(): void;
  renew(): void;
  close(): void;
}

export function browserParts(): LinkParts {
  return {
    socket: openSocket(location.origin, encodingOf(location.search)),
    stream: openStream(location.origin),
    now: () => Date.now(),
    random: () => Math.random(),
    after: (delay_ms, run) => {
      const timer = setTimeout(run, delay_ms);
      return () => clearTimeout(timer);
    },
  };
}

export function openLive(token: string, lang: () => Lang, shelf: Shelf, parts: LinkParts): Live {
  const key = outboxKey(token);
  const listeners = new Set<() => void>();
  let screen: Screen = { ...emptyScreen, outbox: outboxRead(shelf.get(key)) };
  let lastId = Math.max(0, ...screen.outbox.map((pending) => pending.id));

  const become = (next: Screen): void => {
    if (next === screen) return;
    if (next.outbox !== screen.outbox) {
      const unsafe = outboxToSend(next.outbox);
      if (unsafe.length > 0) shelf.set(key, JSON.stringify(unsafe));
      else shelf.remove(key);
    }
    screen = next;
    for (const told of listeners) told();
  };

  const link: Link = openLink(token, lang, parts, {
    onMessage: (message) => become(receive(screen, message, parts.now())),
    onLost: () => become(linkLost(screen)),
    pending: () => outboxToSend(screen.outbox),
  });

  return {
    token,
    screen: () => screen,
    subscribe: (told) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    command: (command) => {
      lastId = nextId(lastId, parts.now(), parts.random);
      const pending: Pending = { id: lastId, command };
      const next = commanded(screen, pending);
      const taken = next.outbox.includes(pending);
      become(next);
      if (taken) link.send(pending);
    },
    noticeRead: () => become(noticeRead(screen)),
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
