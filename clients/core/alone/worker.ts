/* worker.ts -- plays a story on this device: the core in WebAssembly, its journal in IndexedDB. It stands where a
 * server would: a page opens a road to it (road.ts) and hears the same messages.
 *
 * A turn: the core decides and applies; its events are kept; only then the page hears of it. When they cannot be
 * kept, the core is ahead of its journal: the road ends, and the next one reads the journal again.
 * One page at a time has a play: the newest, by a lock that it steals. */
import * as named from 'dk:alone';
import { langs } from '../types';
import { newToken } from '../token';
import { isBeginOf } from './begin-of';
import { openKept, type KeptPlays, type SiteFile, type Play } from './kept';
import { openCore, type Core, type StoryFiles, type Turn } from './module';
import type {
  ToWorker,
  Cast,
  DecidedInBytes,
  Device,
  Failed,
  Otherwise,
  Parcel,
  RetoldHere,
  FromWorker,
  Tried,
  WaysInBytes,
  PlayWish,
} from './words';

/* All parts are beside this worker. A package of a learning platform may be elsewhere at the next visit, so there a
 * part is known by its name alone. */
const { serves } = named;
const placed = (name: string): string => (serves ? new URL(name, location.href).pathname : name);
const [module, catalogue] = [placed(named.module), placed(named.catalogue)];
const stories: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(named.stories).map(([id, name]) => [id, placed(name)]),
);

const FACES = 'dk-faces'; // A cache of the browser; sw.ts answers from it.
const TOKEN_HASH_BYTES = 32;

class Stop extends Error {
  constructor(readonly why: Failed) {
    super(why);
  }
}

const tell = (told: FromWorker, move: Transferable[] = []): void => postMessage(told, { transfer: move });

/* ---- parts of the site -------------------------------------------------------------------------- */

async function fetched(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    if (response.ok) return await response.arrayBuffer();
  } catch {
    // No network.
  }
  throw new Stop('away');
}

async function partOf(kept: KeptPlays, url: string): Promise<ArrayBuffer> {
  const part: SiteFile | undefined = await kept.part(url);
  if (part !== undefined) return part.data;
  const data = await fetched(url);
  await kept.partKeep({ url, data, bytes: data.byteLength });
  return data;
}

interface StoryFound {
  readonly faces: readonly string[];
  readonly files: StoryFiles;
}

const jsonOf = (data: ArrayBuffer): unknown => JSON.parse(new TextDecoder().decode(data));

/* Whoever is drawn in it. Without them a story plays too: a face is then two letters. */
async function facesKeep(kept: KeptPlays, { content }: Pick<Play, 'content'>): Promise<void> {
  if (!serves) return;
  try {
    const { faces } = jsonOf(await partOf(kept, content)) as StoryFound;
    const cache = await caches.open(FACES);
    const missing: string[] = [];
    for (const name of faces) {
      const face = new URL(name, location.href).href; // Beside this worker.
      if ((await cache.match(face)) === undefined) missing.push(face);
    }
    await cache.addAll(missing);
  } catch {
    // No network, no room, or no caches here.
  }
}

/* ---- a session ---------------------------------------------------------------------------------- */

type Parts = Pick<Play, 'module' | 'catalogue' | 'content' | 'today' | 'story'>;

const asTodays = (words: StoryFiles): StoryFiles =>
  Object.fromEntries(Object.entries(words).map(([path, text]) => [`today/${path}`, text]));

async function coreOf(kept: KeptPlays, play: Parts): Promise<Core> {
  const [wasm, words, content] = await Promise.all(
    [play.module, play.catalogue, play.content].map((url) => partOf(kept, url)),
  );
  if (wasm === undefined || words === undefined || content === undefined) throw new Stop('away');
  const story = jsonOf(content) as StoryFound;
  const files = [jsonOf(words) as StoryFiles, story.files];
  if (play.today !== undefined) files.push(asTodays(jsonOf(await partOf(kept, play.today)) as StoryFiles));
  return openCore(wasm, files, play.story);
}

async function replayed(kept: KeptPlays, play: Play): Promise<Core> {
  const core = await coreOf(kept, play);
  for (const event of await kept.events(play.token)) core.apply(event);
  return core;
}

/* With the core of today, unless the play began with another model than that has: then with its own. Its catalogue is
 * its own too; texts that the core of today knows and it does not have come from the catalogue of today. */
async function coreAgain(kept: KeptPlays, play: Play): Promise<Core> {
  const today: Play = play.catalogue === catalogue ? { ...play, module } : { ...play, module, today: catalogue };
  if (play.module === today.module && play.today === today.today) return replayed(kept, play);
  try {
    const core = await replayed(kept, today);
    if (!core.outdated()) {
      await kept.playKeep(today);
      return core;
    }
  } catch {
    // It is not here, or cannot read this journal: what the play began with can.
  }
  return replayed(kept, play);
}

/* Of today's site. */
const playOf = ({ token, story, at_ms, own }: Pick<Play, 'token' | 'story' | 'at_ms' | 'own'>): Play => ({
  token,
  story,
  module,
  catalogue,
  content: stories[story] ?? '',
  at_ms,
  ...(own === undefined ? {} : { own }),
});

const randomNumber = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

async function coreOfStory(kept: KeptPlays, id: string, version?: string): Promise<Core> {
  const content = stories[id];
  if (content === undefined) throw new Stop('version');
  const core = await coreOf(kept, { module, catalogue, content, story: id });
  if (version !== undefined && core.version() !== version) throw new Stop('version');
  return core;
}

interface Running {
  readonly token: string; // Empty: it is somebody else's, told again.
  readonly core: Core;
  readonly journal?: readonly Uint8Array[]; // Where it is not kept on this device.
}

async function begin(kept: KeptPlays, wish: PlayWish): Promise<Running> {
  const core = await coreOfStory(kept, wish.story, wish.version);
  const now_ms = Date.now();
  const hash = crypto.getRandomValues(new Uint8Array(TOKEN_HASH_BYTES)); // Nobody asks for it here.
  const seed = wish.own?.seed ?? randomNumber();
  const { keep } = core.begin(hash, wish.name, langs.indexOf(wish.lang), seed, now_ms, wish.own?.answers);
  const play = playOf({ ...wish, at_ms: now_ms });
  await kept.append(wish.token, 1, keep, play);
  void facesKeep(kept, play); // Nobody waits for them.
  return { token: wish.token, core };
}

async function open(kept: KeptPlays, token: string): Promise<Running> {
  const play = await kept.play(token);
  if (play === undefined) throw new Stop('lost');
  void facesKeep(kept, play);
  return { token, core: await coreAgain(kept, play) };
}

/* What a group played is looked at and not kept: it must be what the server has. */
async function retell(kept: KeptPlays, { story, journal, hash }: RetoldHere): Promise<true> {
  const content = stories[story];
  if (content === undefined) throw new Stop('version');
  const core = await coreOf(kept, { module, catalogue, content, story });
  for (const event of journal) core.apply(event);
  if (core.outdated() || core.hash() !== hash) throw new Stop('version');
  running = { token: '', core, journal };
  return true;
}

async function keepTurn(kept: KeptPlays, token: string, { keep }: Turn, seq: number): Promise<void> {
  if (keep.length > 0) await kept.append(token, seq - keep.length + 1, keep);
}

/* ---- on another device --------------------------------------------------------------------------- */

/* Another device has the site of today. */
const isOfToday = (play: Play): boolean =>
  play.module === module && play.catalogue === catalogue && play.content === stories[play.story];

async function pack(kept: KeptPlays): Promise<Parcel | null> {
  if (running === null) return null;
  const { token, core } = running;
  const play = await kept.play(token);
  if (play === undefined || !isOfToday(play)) return null;
  const { story, at_ms, own, tried } = play;
  const events = await kept.events(token);
  return {
    token,
    story,
    version: core.version(),
    at_ms,
    hash: core.hash(),
    events,
    ...(own === undefined ? {} : { own }),
    ...(tried === undefined ? {} : { tried }),
  };
}

/* It comes from outside: nothing is kept unless these events make the session that they say. */
async function checkParcel(kept: KeptPlays, { story, version, events, hash }: Parcel): Promise<void> {
  const core = await coreOfStory(kept, story, version);
  try {
    for (const event of events) core.apply(event);
  } catch {
    throw new Stop('damaged');
  }
  if (core.outdated()) throw new Stop('version');
  if (events.length === 0 || core.hash() !== hash) throw new Stop('damaged');
}

/* The play that is here goes on where the parcel is further. When both went on, each by itself, the parcel is another
 * play, so that nothing is lost. */
async function arrive(kept: KeptPlays, parcel: Parcel): Promise<string> {
  await checkParcel(kept, parcel);
  const { token, events, tried } = parcel;
  const here = await kept.play(token);
  const had = here === undefined ? [] : await kept.events(token);
  if (here !== undefined && isBeginOf(events, had)) return token;
  const goesOn = isBeginOf(had, events);
  const play = {
    ...playOf({ ...parcel, token: goesOn ? token : newToken() }),
    ...(tried === undefined ? {} : { tried }),
  };
  const from = goesOn ? had.length : 0;
  await kept.append(play.token, from + 1, events.slice(from), goesOn ? (here ?? play) : play);
  return play.token;
}

/* ---- one's own team ------------------------------------------------------------------------------- */

async function cast(kept: KeptPlays, { story, version, lang, own }: Cast): Promise<ArrayBuffer> {
  const team = (await coreOfStory(kept, story, version)).ownTeam(own.answers, own.seed, langs.indexOf(lang));
  if (team === null) throw new Stop('version');
  return team;
}

/* The team that plays here, as it began. */
async function own(kept: KeptPlays, lang: PlayWish['lang']): Promise<ArrayBuffer | null> {
  if (running === null) return null;
  const { own } = (await kept.play(running.token)) ?? {};
  return own === undefined ? null : running.core.ownTeam(own.answers, own.seed, langs.indexOf(lang));
}

/* ---- what is here ------------------------------------------------------------------------------- */

async function look(kept: KeptPlays): Promise<Device> {
  const [parts, plays, scan] = await Promise.all([kept.parts(), kept.plays(), kept.scan()]);
  const here = new Set(parts.map(({ url }) => url));
  const shared = here.has(module) && here.has(catalogue);
  return {
    stories: Object.keys(stories).filter((id) => shared && here.has(stories[id] ?? '')),
    offered: Object.keys(stories),
    plays: plays.map(({ token }) => token),
    scan,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/* Parts of an older build that no play began with. */
async function forgetOld(kept: KeptPlays): Promise<void> {
  const wanted = new Set([module, catalogue, ...Object.values(stories)]);
  for (const play of await kept.plays())
    for (const url of [play.module, play.catalogue, play.content, play.today]) if (url !== undefined) wanted.add(url);
  for (const { url } of await kept.parts()) if (!wanted.has(url)) await kept.partForget(url);
}

async function wipe(kept: KeptPlays): Promise<void> {
  for (const { token } of await kept.plays()) await kept.playForget(token);
  for (const { url } of await kept.parts()) await kept.partForget(url);
  await kept.scanForget();
  await caches.delete(FACES);
}

/* ---- the page ----------------------------------------------------------------------------------- */

let running: Running | null = null;

/* Held as long as this worker lives; another page of this device that wants the play takes it away. */
function holdAlone(token: string): void {
  navigator.locks
    ?.request(`dk.alone.${token}`, { steal: true }, () => new Promise(() => undefined))
    .catch(() => {
      running = null;
      tell({ is: 'moved' });
    });
}

async function hear(kept: KeptPlays, message: Uint8Array): Promise<void> {
  if (running === null) return;
  const { core, token } = running;
  const turn = core.hear(message, Date.now());
  try {
    await keepTurn(kept, token, turn, core.seq());
  } catch {
    throw new Stop('storage');
  }
  for (const said of turn.say) tell({ is: 'said', message: said }, [said]);
}

/* ---- two ways ------------------------------------------------------------------------------------- */

const ROOM = 0; // Alone there is one.

async function decisions(kept: KeptPlays): Promise<DecidedInBytes | null> {
  if (running === null) return null;
  const list = running.core.decisions(ROOM);
  return list === null ? null : { decisions: list, tried: (await kept.play(running.token))?.tried ?? [] };
}

async function keepTried(kept: KeptPlays, token: string, { round, option }: Tried): Promise<void> {
  const play = await kept.play(token);
  const tried = play?.tried ?? [];
  if (play === undefined || tried.some((one) => one.round === round && one.option === option)) return;
  await kept.playKeep({ ...play, tried: [...tried, { round, option }] });
}

/* The way as it was must be the session that is played: the same journal has the same hash. */
async function ways(kept: KeptPlays, otherwise: Otherwise): Promise<WaysInBytes | null> {
  if (running === null) return null;
  const { core, token } = running;
  const both = core.ways(running.journal ?? (await kept.events(token)), otherwise);
  if (both === null) return null;
  if (both.parted === null && both.asItWas !== core.hash()) throw new Error('another way than the session');
  await keepTried(kept, token, otherwise);
  return both;
}

/* Whoever asks has an answer, also when this worker cannot go on. */
async function replied<T>(reply: MessagePort, work: Promise<T | null>): Promise<void> {
  try {
    reply.postMessage(await work);
  } catch (error) {
    reply.postMessage(null);
    throw error;
  }
}

async function answer(kept: KeptPlays, asked: ToWorker): Promise<void> {
  switch (asked.do) {
    case 'look':
      await forgetOld(kept);
      return tell({ is: 'device', device: await look(kept) });
    case 'begin':
      running = await begin(kept, asked);
      holdAlone(asked.token);
      return tell({ is: 'begun' });
    case 'open':
      if (running?.token !== asked.token) {
        running = await open(kept, asked.token);
        holdAlone(asked.token);
      }
      return tell({ is: 'open' });
    case 'cast': {
      const team = await cast(kept, asked);
      return tell({ is: 'cast', team }, [team]);
    }
    case 'own':
      return replied(asked.reply, own(kept, asked.lang));
    case 'keep_scan':
      await kept.scanKeep({ answers: asked.answers, at_ms: Date.now() });
      return tell({ is: 'device', device: await look(kept) });
    case 'forget_scan':
      await kept.scanForget();
      return tell({ is: 'device', device: await look(kept) });
    case 'hear':
      return hear(kept, asked.message);
    case 'pack':
      return replied(asked.reply, pack(kept));
    case 'arrive':
      return tell({ is: 'arrived', token: await arrive(kept, asked.parcel) });
    case 'retell':
      return replied(asked.reply, retell(kept, asked));
    case 'decisions':
      return replied(asked.reply, decisions(kept));
    case 'ways':
      return replied(asked.reply, ways(kept, asked.otherwise));
    case 'forget':
      await kept.playForget(asked.token);
      return tell({ is: 'device', device: await look(kept) });
    case 'wipe':
      await wipe(kept);
      return tell({ is: 'device', device: await look(kept) });
  }
}

/* One after another: a message waits until the one before it is kept. */
let queue: Promise<unknown> = openKept();
const kept = queue as Promise<KeptPlays>;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  queue = queue
    .then(async () => answer(await kept, data))
    .catch((error: unknown) => tell({ is: 'failed', why: error instanceof Stop ? error.why : 'storage' }));
});
