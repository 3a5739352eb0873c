/* kept.ts -- what stays on this device of playing alone, in IndexedDB:
 *
 *   parts   a file of the site by its address, which has a hash in it: the core, the catalogue, a story
 *   plays   a session by its token, with the addresses of the parts that it began with
 *   events  its journal
 *   scan    the answers about one's own team, in a database of their own: a page of an older build may have this one
 *           open, and then it cannot get another store
 *
 * A play keeps its parts for as long as it is here, so that no update of the site can take them away. A turn is one
 * transaction, on disk before it is done: what is acknowledged is durable here too. */
import type { OwnAnswers, Scan, Tried } from './words';

export interface SiteFile {
  readonly url: string;
  readonly bytes: number;
  readonly data: ArrayBuffer;
}

export interface Play {
  readonly token: string;
  readonly story: string;
  readonly module: string; // Addresses of parts.
  readonly catalogue: string;
  readonly content: string;
  readonly today?: string; // The catalogue of a newer build: what that of the play lacks is taken from it.
  readonly at_ms: number;
  readonly own?: OwnAnswers; // Played by one's own team.
  readonly tried?: readonly Tried[]; // Other ways that were looked at; they go with the play.
}

interface KeptEvent {
  readonly token: string;
  readonly seq: number;
  readonly data: Uint8Array;
}

export interface KeptPlays {
  part(url: string): Promise<SiteFile | undefined>;
  parts(): Promise<readonly SiteFile[]>;
  partKeep(part: SiteFile): Promise<void>;
  plays(): Promise<readonly Play[]>;
  play(token: string): Promise<Play | undefined>;
  events(token: string): Promise<readonly Uint8Array[]>;
  /* Fails, and keeps nothing, when somebody else has kept an event of that number. */
  append(token: string, seqFirst: number, events: readonly Uint8Array[], play?: Play): Promise<void>;
  playKeep(play: Play): Promise<void>;
  playForget(token: string): Promise<void>;
  partForget(url: string): Promise<void>;
  scan(): Promise<Scan | null>;
  scanKeep(scan: Scan): Promise<void>;
  scanForget(): Promise<void>;
}

const NAME = 'dilemma.alone';
const SCAN = 'dilemma.scan';

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage'));
  });

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('storage'));
  });

async function openScan(): Promise<Pick<KeptPlays, 'scan' | 'scanKeep' | 'scanForget'>> {
  const request = indexedDB.open(SCAN, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore('scan');
  const db = await asked(request);
  const write = async (change: (scans: IDBObjectStore) => void): Promise<void> => {
    const transaction = db.transaction('scan', 'readwrite', { durability: 'strict' });
    change(transaction.objectStore('scan'));
    await done(transaction);
  };
  return {
    scan: async () => (await asked<Scan | undefined>(db.transaction('scan').objectStore('scan').get(0))) ?? null,
    scanKeep: (scan) => write((scans) => scans.put(scan, 0)),
    scanForget: () => write((scans) => scans.delete(0)),
  };
}

export async function openKept(): Promise<KeptPlays> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('parts', { keyPath: 'url' });
    request.result.createObjectStore('plays', { keyPath: 'token' });
    request.result.createObjectStore('events', { keyPath: ['token', 'seq'] });
  };
  const db = await asked(request);
  const read = (name: string): IDBObjectStore => db.transaction(name).objectStore(name);
  const write = async (names: readonly string[], change: (transaction: IDBTransaction) => void): Promise<void> => {
    const transaction = db.transaction(names, 'readwrite', { durability: 'strict' });
    change(transaction);
    await done(transaction);
  };
  const ofPlay = (token: string): IDBKeyRange => IDBKeyRange.bound([token], [token, Number.POSITIVE_INFINITY]);
  return {
    ...(await openScan()),
    part: (url) => asked(read('parts').get(url)),
    parts: () => asked(read('parts').getAll()),
    partKeep: (part) => write(['parts'], (transaction) => transaction.objectStore('parts').put(part)),
    plays: () => asked(read('plays').getAll()),
    play: (token) => asked(read('plays').get(token)),
    events: async (token) => {
      const all: KeptEvent[] = await asked(read('events').getAll(ofPlay(token)));
      if (all.some(({ seq }, i) => seq !== i + 1)) throw new Error('events are missing');
      return all.map(({ data }) => data);
    },
    append: (token, seqFirst, events, play) =>
      write(['events', 'plays'], (transaction) => {
        if (play !== undefined) transaction.objectStore('plays').put(play);
        const journal = transaction.objectStore('events');
        events.forEach((data, i) => {
          journal.add({ token, seq: seqFirst + i, data } satisfies KeptEvent);
        });
      }),
    playKeep: (play) => write(['plays'], (transaction) => transaction.objectStore('plays').put(play)),
    playForget: (token) =>
      write(['events', 'plays'], (transaction) => {
        transaction.objectStore('plays').delete(token);
        transaction.objectStore('events').delete(ofPlay(token));
      }),
    partForget: (url) => write(['parts'], (transaction) => transaction.objectStore('parts').delete(url)),
  };
}
