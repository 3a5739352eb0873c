/* transport.ts -- three roads to the server with one shape: a WebSocket; where a venue's network blocks
 * that, plain HTTP (an event stream down, POST up); and where something on the way keeps a stream until it
 * has ended, streams that end as soon as they have said something. All carry the same messages.
 *
 * The socket speaks MessagePack, or JSON when asked. The HTTP road speaks JSON in both directions: an event
 * stream is text, so bytes would travel as base64, which is larger than the JSON that they replace and has to
 * be decoded as well. And the proxies for which this road exists look inside, and let through what they know.
 *
 * A road is opened once and then either says onClose once, or is closed by us and says nothing. A
 * message that cannot be read is dropped; the next view, or the one after a reconnect, is whole again. */
import { codecs, type Encoding } from './codec';
import type { ClientMessage, ServerMessage } from './types';

export interface Road {
  send(message: ClientMessage): void;
  close(): void;
}

export interface RoadEvents {
  readonly onOpen: () => void;
  readonly onMessage: (message: ServerMessage) => void;
  readonly onClose: () => void;
}

/* Whose road it is. */
interface Traveller {
  readonly token: string;
  readonly client: number;
  readonly changes: boolean; // Takes views that bring only what differs.
  readonly node?: string; // Of several servers, the one that is meant.
}

export type RoadKind = 'socket' | 'stream' | 'poll';
export type OpenRoad = (who: Traveller, events: RoadEvents) => Road;

/* What a proxy before several servers leads to the one of this name. */
const below = (origin: string, node = ''): string => (node === '' ? origin : `${origin}/${node}`);

export function openSocket(origin: string, encoding: Encoding): OpenRoad {
  const codec = codecs[encoding];
  return ({ node }, events) => {
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      events.onClose();
    };
    let socket: WebSocket;
    try {
      socket = new WebSocket(`${below(origin.replace(/^http/, 'ws'), node)}/ws`, codec.subprotocol);
    } catch {
      // Forbidden by the browser or by whoever manages it: the same as a socket that never opens.
      setTimeout(end, 0);
      return {
        send: () => undefined,
        close: () => {
          over = true;
        },
      };
    }
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      if (!over) events.onOpen();
    };
    socket.onmessage = (event) => {
      const message = codec.read(event.data);
      if (message !== null && !over) events.onMessage(message);
    };
    socket.onclose = end;
    socket.onerror = end;
    return {
      send: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(codec.write(message));
      },
      close: () => {
        over = true;
        socket.close();
      },
    };
  };
}

/* Splits an event stream into its messages; keeps the unfinished rest for the next piece. */
export function readEvents(buffered: string): { readonly texts: readonly string[]; readonly rest: string } {
  const parts = buffered.replace(/\r\n/g, '\n').split('\n\n');
  const rest = parts.pop() ?? '';
  const texts = parts
    .map((part) =>
      part
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n'),
    )
    .filter((text) => text !== '');
  return { texts, rest };
}

/* What a post hears is about what it brought: it was not taken. */
const aboutCommand = (answer: ServerMessage, asked: ClientMessage): ServerMessage =>
  answer.t === 'error' && asked.t === 'command' ? { ...answer, id: asked.id } : answer;

export function openStream(origin: string, kind: 'stream' | 'poll'): OpenRoad {
  const { read, write } = codecs.json;
  return ({ token, client, changes, node }, events) => {
    let server = below(origin, node);
    const abort = new AbortController();
    const link = 1 + Math.floor(Math.random() * (2 ** 53 - 2)); // What is posted is for this stream and no other.
    const headers = { Authorization: `Bearer ${token}` };
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      abort.abort();
      events.onClose();
    };
    /* One response, to its end; true: the next one goes on with it. */
    const hear = async (opens: string): Promise<boolean> => {
      const address = kind === 'poll' ? `poll?${opens && 'open=1&'}` : 'events?';
      const response = await fetch(
        `${server}/live/${address}client=${client}&link=${link}${changes ? '&changes=1' : ''}`,
        {
          headers: { ...headers, Accept: 'text/event-stream' },
          signal: abort.signal,
          cache: 'no-store',
          credentials: 'omit',
        },
      );
      if (!response.ok || response.body === null) {
        const message = read(await response.text());
        if (message !== null && !over) events.onMessage(message);
        return false;
      }
      /* Of several servers the one that has this stream: what follows belongs there, whichever a proxy would take. */
      const at = response.headers.get('x-dilemma-node') ?? '';
      if (/^[a-z][a-z0-9]*$/.test(at)) server = below(origin, at);
      if (opens) events.onOpen();
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done || over) return kind === 'poll' && !over;
        const come = readEvents(rest + decoder.decode(value, { stream: true }));
        rest = come.rest;
        for (const text of come.texts) {
          const message = read(text);
          if (message !== null && !over) events.onMessage(message);
        }
      }
    };
    const listen = async (): Promise<void> => {
      for (let opens = 'yes'; await hear(opens); opens = '');
    };
    listen().then(end, end);

    /* POSTs go one after another: commands must arrive in the order of the outbox. */
    let queue: Promise<void> = Promise.resolve();
    const post = async (message: ClientMessage): Promise<void> => {
      if (over) return;
      const response = await fetch(`${server}/live/command?link=${link}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: write(message),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      const answer = read(await response.text());
      const forgotten = answer?.t === 'error' && answer.code === 'hello_first'; // The stream is gone over there.
      if (!response.ok && (answer === null || forgotten)) end();
      else if (answer !== null && !over) events.onMessage(aboutCommand(answer, message));
    };
    return {
      send: (message) => {
        if (message.t === 'hello') return; // The header says who we are.
        queue = queue.then(() => post(message)).catch(end);
      },
      close: () => {
        over = true;
        abort.abort();
      },
    };
  };
}
