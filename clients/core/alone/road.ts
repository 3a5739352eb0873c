/* road.ts -- one more road beside those of transport.ts: to the core on this device, in a worker. It carries the same
 * messages as the same bytes, with the same acks; what is behind it is not a server but this device's storage.
 *
 * A page asks for other things as well: what is here, a new play, to wipe. */
import { decode } from '@msgpack/msgpack';
import { worker } from 'dk:alone-page';
import { codecs } from '../codec';
import type { LinkParts } from '../link';
import { at } from '../root';
import type { OpenRoad } from '../transport';
import type { Lang, OwnTeam, ServerMessage, Way, WayDecision, Ways as WaysList } from '../types';
import type {
  ToWorker,
  Cast,
  DecidedInBytes,
  Device,
  Failed,
  Otherwise,
  OwnAnswers,
  Parcel,
  Scan,
  FromWorker,
  Tried,
  WaysInBytes,
  PlayWish,
} from './words';

export type { Device, Failed, Otherwise, OwnAnswers, Parcel, Scan, Tried };

/* Some devices cannot: an old browser, storage that is forbidden. They play on the server. */
export const canPlayHere = (): boolean =>
  typeof Worker === 'function' && typeof WebAssembly === 'object' && typeof indexedDB === 'object';

/* What a link hears when there is nothing to come back for. */
const codes: Readonly<Record<Failed, 'token_unknown' | 'session_outdated' | null>> = {
  lost: 'token_unknown',
  outdated: 'session_outdated',
  version: 'token_unknown',
  damaged: 'token_unknown',
  away: null, // The link tries again.
  storage: null,
};

/* The roads that are open: a question about a play goes to the worker that has it. */
interface Open {
  readonly to: Worker;
  readonly asked: Set<() => void>; // Lets go of whoever waits, when the worker is gone.
}
const open = new Map<string, Open>();

function letGo(token: string, to: Worker): void {
  const road = open.get(token);
  if (road?.to !== to) return;
  open.delete(token);
  for (const lose of road.asked) lose();
}

/* The worker of a play that just began goes on as the road to it: its core is there already. */
const begun = new Map<string, Worker>();

function ask(asked: ToWorker, keep: (to: Worker) => void = (to) => to.terminate()): Promise<FromWorker> {
  return new Promise((resolve) => {
    const to = new Worker(at(worker));
    to.onmessage = ({ data }: MessageEvent<FromWorker>) => {
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

async function deviceAfter(asked: ToWorker): Promise<Device | null> {
  if (!canPlayHere()) return null;
  const told = await ask(asked);
  return told.is === 'device' ? told.device : null;
}

export const deviceLook = (): Promise<Device | null> => deviceAfter({ do: 'look' });
export const deviceWipe = (): Promise<Device | null> => deviceAfter({ do: 'wipe' });
export const scanKeep = (answers: string): Promise<Device | null> => deviceAfter({ do: 'keep_scan', answers });
export const scanForget = (): Promise<Device | null> => deviceAfter({ do: 'forget_scan' });
export const playForget = (token: string): Promise<Device | null> => deviceAfter({ do: 'forget', token });

/* How a story would begin with one's own team; null: that cannot be told here. */
export async function castLook(cast: Cast): Promise<OwnTeam | null> {
  const told = await ask({ do: 'cast', ...cast });
  return told.is === 'cast' ? recordOf<OwnTeam>(told.team) : null;
}

/* null: it has begun. */
export async function playBegin(wish: PlayWish): Promise<Failed | null> {
  const told = await ask({ do: 'begin', ...wish }, (to) => begun.set(wish.token, to));
  if (told.is === 'begun') return null;
  begun.get(wish.token)?.terminate();
  begun.delete(wish.token);
  return told.is === 'failed' ? told.why : 'storage';
}

/* Keeps a play that comes from another device, and tells its token here: see `arrived`. */
export async function playArrive(parcel: Parcel): Promise<{ readonly token: string } | { readonly why: Failed }> {
  const told = await ask({ do: 'arrive', parcel });
  if (told.is === 'arrived') return { token: told.token };
  return { why: told.is === 'failed' ? told.why : 'storage' };
}

const openAlone: OpenRoad = ({ token }, events) => {
  const to = begun.get(token) ?? new Worker(at(worker));
  let over = false;
  begun.delete(token);
  open.set(token, { to, asked: new Set() });
  const end = (): void => {
    if (over) return;
    over = true;
    letGo(token, to);
    to.terminate();
    events.onClose();
  };
  const hear = (message: ServerMessage): void => {
    if (!over) events.onMessage(message);
  };
  to.onmessage = ({ data }: MessageEvent<FromWorker>) => {
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
  to.postMessage({ do: 'open', token } satisfies ToWorker);
  return {
    send: (message) => {
      if (!over)
        to.postMessage({ do: 'hear', message: codecs.msgpack.write(message) as Uint8Array } satisfies ToWorker);
    },
    close: () => {
      over = true;
      letGo(token, to);
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

/* ---- two ways ------------------------------------------------------------------------------------- */

/* null: the play is not open here, or its core cannot. */
function askOpen<T>(token: string, asked: (reply: MessagePort) => ToWorker): Promise<T | null> {
  const road = open.get(token);
  if (road === undefined) return Promise.resolve(null);
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const answered = (answer: T | null): void => {
      road.asked.delete(lose);
      port1.close();
      resolve(answer);
    };
    const lose = (): void => answered(null);
    road.asked.add(lose);
    port1.onmessage = ({ data }: MessageEvent<T | null>) => answered(data);
    road.to.postMessage(asked(port2), [port2]);
  });
}

const recordOf = <T>(bytes: ArrayBuffer): T => decode(bytes) as T;

export interface Decisions {
  readonly decisions: readonly WayDecision[];
  readonly tried: readonly Tried[];
}

export async function decisionsOf(token: string): Promise<Decisions | null> {
  const told = await askOpen<DecidedInBytes>(token, (reply) => ({ do: 'decisions', reply }));
  return told === null ? null : { decisions: recordOf<WaysList>(told.decisions).decisions, tried: told.tried };
}

/* Where everybody stands after a dilemma: as it was, and on the other way. */
export interface WayMoment {
  readonly was: Way;
  readonly other: Way;
}

export const twoWaysOf = ({ moments, parted }: WaysInBytes): TwoWays => ({
  moments: moments.map(({ was, other }) => ({ was: recordOf<Way>(was), other: recordOf<Way>(other) })),
  parted,
});

export interface TwoWays {
  readonly moments: readonly WayMoment[]; // From the decision on, one a dilemma.
  readonly parted: string | null; // The dilemma to which the other way would come instead.
}

/* The story once more, with another option in that round. Nothing of it leaves this device. */
export async function waysOf(token: string, otherwise: Otherwise): Promise<TwoWays | null> {
  const told = await askOpen<WaysInBytes>(token, (reply) => ({ do: 'ways', otherwise, reply }));
  return told === null ? null : twoWaysOf(told);
}

/* ---- one's own team -------------------------------------------------------------------------------- */

/* The own team that plays here, as it began; null: the story's own people play. */
export async function ownTeamOf(token: string, lang: Lang): Promise<OwnTeam | null> {
  const told = await askOpen<ArrayBuffer>(token, (reply) => ({ do: 'own', lang, reply }));
  return told === null ? null : recordOf<OwnTeam>(told);
}

/* ---- on another device ----------------------------------------------------------------------------- */

/* The play that is open here; null: it began with an earlier version of its story, which another device has not. */
export const packOf = (token: string): Promise<Parcel | null> => askOpen(token, (reply) => ({ do: 'pack', reply }));
