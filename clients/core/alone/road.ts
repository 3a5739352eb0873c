/* road.ts -- one more road beside those of transport.ts: to the core on this device, in a worker. It carries the same
 * messages as the same bytes, with the same acks; what is behind it is not a server but this device's storage.
 *
 * A page asks for other things as well: what is here, a new play, to wipe. */
import { worker } from 'dk:alone-page';
import { codecs } from '../codec';
import type { LinkParts } from '../link';
import type { OpenRoad } from '../transport';
import type { ServerMessage } from '../types';
import type { Asked, Device, Failed, Told, Wish } from './words';

export type { Device };

/* Some devices cannot: an old browser, storage that is forbidden. They play on the server. */
const canPlayHere = (): boolean =>
  typeof Worker === 'function' && typeof WebAssembly === 'object' && typeof indexedDB === 'object';

/* What a link hears when there is nothing to come back for. */
const codes: Readonly<Record<Failed, 'token_unknown' | 'session_outdated' | null>> = {
  lost: 'token_unknown',
  outdated: 'session_outdated',
  version: 'token_unknown',
  away: null, // The link tries again.
  storage: null,
};

/* The worker of a play that just began goes on as the road to it: its core is there already. */
const begun = new Map<string, Worker>();

function ask(asked: Asked, keep: (to: Worker) => void = (to) => to.terminate()): Promise<Told> {
  return new Promise((resolve) => {
    const to = new Worker(worker);
    to.onmessage = ({ data }: MessageEvent<Told>) => {
      keep(to);
      resolve(data);
    };
    to.onerror = () => {
      to.terminate();
      resolve({ is: 'failed', why: 'storage' });
    };
    to.postMessage(asked);
  });
}

async function deviceAfter(asked: Asked): Promise<Device | null> {
  if (!canPlayHere()) return null;
  const told = await ask(asked);
  return told.is === 'device' ? told.device : null;
}

export const deviceLook = (): Promise<Device | null> => deviceAfter({ do: 'look' });
export const deviceWipe = (): Promise<Device | null> => deviceAfter({ do: 'wipe' });
export const playForget = (token: string): Promise<Device | null> => deviceAfter({ do: 'forget', token });

/* null: it has begun. */
export async function playBegin(wish: Wish): Promise<Failed | null> {
  const told = await ask({ do: 'begin', ...wish }, (to) => begun.set(wish.token, to));
  if (told.is === 'begun') return null;
  begun.get(wish.token)?.terminate();
  begun.delete(wish.token);
  return told.is === 'failed' ? told.why : 'storage';
}

const openAlone: OpenRoad = ({ token }, events) => {
  const to = begun.get(token) ?? new Worker(worker);
  let over = false;
  begun.delete(token);
  const end = (): void => {
    if (over) return;
    over = true;
    to.terminate();
    events.onClose();
  };
  const hear = (message: ServerMessage): void => {
    if (!over) events.onMessage(message);
  };
  to.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.is === 'open') events.onOpen();
    else if (data.is === 'said') {
      const message = codecs.msgpack.read(data.message);
      if (message !== null) hear(message);
    } else if (data.is === 'moved') hear({ t: 'bye', code: 'moved_device' });
    else if (data.is === 'failed') {
      const code = codes[data.why];
      if (code === null) end();
      else hear({ t: 'error', code });
    }
  };
  to.onerror = end;
  to.postMessage({ do: 'open', token } satisfies Asked);
  return {
    send: (message) => {
      if (!over) to.postMessage({ do: 'hear', message: codecs.msgpack.write(message) as Uint8Array } satisfies Asked);
    },
    close: () => {
      over = true;
      to.terminate();
    },
  };
};

/* Every road of such a link is this one. */
export const aloneParts = (parts: LinkParts): LinkParts => ({
  ...parts,
  alone: true,
  roads: { socket: openAlone, stream: openAlone, poll: openAlone },
});
