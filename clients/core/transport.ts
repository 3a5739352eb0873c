/* transport.ts -- two roads to the server with one shape: a WebSocket, and where a venue's network
 * blocks that, plain HTTP (an event stream down, POST up). Both carry the same JSON messages.
 *
 * A road is opened once and then either says onClose once, or is closed by us and says nothing. */
import { SUBPROTOCOLS, type ClientMessage, type ServerMessage } from './types';

export interface Road {
  send(message: ClientMessage): void;
  close(): void;
}

export interface RoadEvents {
  readonly onOpen: () => void;
  readonly onMessage: (message: ServerMessage) => void;
  readonly onClose: () => void;
}

export type OpenRoad = (token: string, events: RoadEvents) => Road;

function parse(text: string): ServerMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 't' in value ? (value as ServerMessage) : null;
  } catch {
    return null;
  }
}

export function openSocket(origin: string): OpenRoad {
  return (_token, events) => {
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      events.onClose();
    };
    let socket: WebSocket;
    try {
      socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws`, SUBPROTOCOLS.json);
    } catch {
      // Forbidden by the browser or its keeper: the same as a socket that never opens.
      setTimeout(end, 0);
      return {
        send: () => undefined,
        close: () => {
          over = true;
        },
      };
    }
    socket.onopen = () => {
      if (!over) events.onOpen();
    };
    socket.onmessage = (event) => {
      const message = typeof event.data === 'string' ? parse(event.data) : null;
      if (message !== null && !over) events.onMessage(message);
    };
    socket.onclose = end;
    socket.onerror = end;
    return {
      send: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
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

export function openStream(origin: string): OpenRoad {
  return (token, events) => {
    const abort = new AbortController();
    const headers = { Authorization: `Bearer ${token}` };
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      abort.abort();
      events.onClose();
    };
    const listen = async (): Promise<void> => {
      const response = await fetch(`${origin}/live/events`, {
        headers: { ...headers, Accept: 'text/event-stream' },
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      if (!response.ok || response.body === null) {
        const message = parse(await response.text());
        if (message !== null && !over) events.onMessage(message);
        return;
      }
      events.onOpen();
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done || over) return;
        const read = readEvents(rest + decoder.decode(value, { stream: true }));
        rest = read.rest;
        for (const text of read.texts) {
          const message = parse(text);
          if (message !== null && !over) events.onMessage(message);
        }
      }
    };
    listen().then(end, end);

    /* POSTs go one after another: commands must arrive in the order of the outbox. */
    let queue: Promise<void> = Promise.resolve();
    const post = async (message: ClientMessage): Promise<void> => {
      if (over) return;
      const response = await fetch(`${origin}/live/command`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(message),
        signal: abort.signal,
        cache: 'no-store',
        credentials: 'omit',
      });
      const answer = parse(await response.text());
      const forgotten = answer?.t === 'error' && answer.code === 'hello_first'; // The stream is gone over there.
      if (!response.ok && (answer === null || forgotten)) end();
      else if (answer !== null && !over) events.onMessage(answer);
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
