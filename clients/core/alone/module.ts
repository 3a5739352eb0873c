/* module.ts -- the core (shared/wasm/module.h, alone.h) as functions over bytes. One story and one session; what is
 * thrown here leaves a module that must not be used again. */
import { hexOf } from '../hex';
import { lettersOn } from './letters';

const KEEP = 1; // enum alone_piece: what is not kept is said.
const UNREADABLE = -1; // CORE_UNREADABLE, as JavaScript gets it.
const TOLD = 1; // enum ways_taken
const PARTED = 2;
const BYTES_OF_UNIT_MAX = 3; // Of UTF-8, for a unit of UTF-16.
const SEAT = 0; // Alone there is one.

interface Exports {
  readonly memory: WebAssembly.Memory;
  in(bytes: number): number;
  out(): number;
  out_bytes(): number;
  file(pathBytes: number, bytes: number): void;
  open(folderBytes: number): number;
  apply(bytes: number): number;
  outdated(): number;
  seq(): number;
  alone_begin(bytes: number, lang: number, seed: number, now_ms: number): number;
  alone_hear(bytes: number, now_ms: number): void;
  alone_out(): number;
  alone_out_bytes(): number;
  hash(): void;
  // A module of an older build has no own teams, and no ways.
  own_team?(bytes: number, seed: number, lang: number): number;
  alone_cast?(bytes: number): number;
  ways_list?(room: number, seat: number): void;
  ways_begin?(room: number, round: number, option: number): number;
  ways_apply(bytes: number): number;
  ways_view(which: number, seat: number): void;
  ways_hash(which: number): void;
}

/* What one turn leaves: events for the journal, and messages that wait until those are kept. */
export interface Turn {
  readonly keep: readonly Uint8Array[];
  readonly say: readonly ArrayBuffer[];
}

/* What if something else was decided? The story once more from its journal (shared/wasm/ways.h): after each
 * consequence from that decision on, both ways as records `way`, until the other one comes to another dilemma. */
export interface WaysInBytes {
  readonly moments: readonly { readonly was: ArrayBuffer; readonly other: ArrayBuffer }[];
  readonly parted: string | null; // The title of that dilemma.
  readonly asItWas: string; // The hash of the way as it was: that of the session, unless they part.
}

export interface Otherwise {
  readonly room: number;
  readonly round: number;
  readonly option: number;
}

export interface Core {
  version(): string; // Of the story.
  begin(token: Uint8Array, name: string, lang: number, seed: number, now_ms: number, answers?: string): Turn;
  /* With the team of these answers (scenario/own_team.h), as the record `own_team`; null: this story has none. */
  ownTeam(answers: string, seed: number, lang: number): ArrayBuffer | null;
  apply(event: Uint8Array): void;
  hear(message: Uint8Array, now_ms: number): Turn;
  /* What can be looked at, as the record `ways`; null: this module cannot. */
  decisions(room: number): ArrayBuffer | null;
  /* null: that decision has not been made, or this module cannot. */
  ways(journal: readonly Uint8Array[], otherwise: Otherwise): WaysInBytes | null;
  hash(): string;
  outdated(): boolean;
  seq(): number;
  memoryBytes(): number;
}

export type StoryFiles = Readonly<Record<string, string>>; // By their path below the folder of scenarios.

export async function openCore(wasm: BufferSource, files: readonly StoryFiles[], folder: string): Promise<Core> {
  let core: Exports | null = null;
  const memory = (): ArrayBuffer => {
    if (core === null) throw new Error('no module yet');
    return core.memory.buffer as ArrayBuffer;
  };
  const made = await WebAssembly.instantiate(wasm, { letters: lettersOn(memory) });
  const own = made.instance.exports as unknown as Exports;
  core = own;

  const put = (...parts: readonly Uint8Array[]): number => {
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    const at = own.in(bytes);
    let next = at;
    for (const part of parts) {
      new Uint8Array(memory(), next, part.length).set(part);
      next += part.length;
    }
    return bytes;
  };
  const copy = (at: number, bytes: number): Uint8Array<ArrayBuffer> => new Uint8Array(memory(), at, bytes).slice();
  const outText = (): string => new TextDecoder().decode(copy(own.out(), own.out_bytes()));

  const turn = (): Turn => {
    const all = copy(own.alone_out(), own.alone_out_bytes());
    const sizes = new DataView(all.buffer);
    const keep: Uint8Array[] = [];
    const say: ArrayBuffer[] = [];
    for (let at = 0; at < all.length; ) {
      const size = sizes.getUint32(at + 1, true);
      const piece = all.slice(at + 5, at + 5 + size);
      if (all[at] === KEEP) keep.push(piece);
      else say.push(piece.buffer);
      at += 5 + size;
    }
    return { keep, say };
  };

  const hashNow = (): string => hexOf(copy(own.out(), own.out_bytes()));
  const wayNow = (which: number): ArrayBuffer => {
    own.ways_view(which, SEAT);
    return copy(own.out(), own.out_bytes()).buffer;
  };
  const waysOf = (journal: readonly Uint8Array[]): WaysInBytes => {
    const moments: { was: ArrayBuffer; other: ArrayBuffer }[] = [];
    let parted: string | null = null;
    for (const event of journal) {
      const became = own.ways_apply(put(event));
      if (became === UNREADABLE) throw new Error('the journal is damaged');
      if (became === TOLD) moments.push({ was: wayNow(0), other: wayNow(1) });
      if (became === PARTED) {
        parted = outText();
        break;
      }
    }
    own.ways_hash(0);
    return { moments, parted, asItWas: hashNow() };
  };

  const encoder = new TextEncoder();
  const texts = files.flatMap((some) => Object.entries(some));
  // Into memory that is there: to make anew what each takes costs four times as much.
  const room = new Uint8Array(Math.max(0, ...texts.map(([, text]) => text.length)) * BYTES_OF_UNIT_MAX);
  for (const [path, text] of texts) {
    const name = encoder.encode(path);
    const content = room.subarray(0, encoder.encodeInto(text, room).written);
    put(name, content);
    own.file(name.length, content.length);
  }
  if (own.open(put(encoder.encode(folder))) !== 0) throw new Error(outText());
  const version = outText();

  return {
    version: () => version,
    begin: (token, name, lang, seed, now_ms, answers) => {
      if (answers !== undefined && own.alone_cast?.(put(encoder.encode(answers))) !== 1)
        throw new Error('this story is not for an own team');
      const reject = own.alone_begin(put(token, encoder.encode(name)), lang, seed, now_ms);
      if (reject !== 0) throw new Error(`a session was refused: ${reject}`);
      return turn();
    },
    apply: (event) => {
      if (own.apply(put(event)) === UNREADABLE) throw new Error('the journal is damaged');
    },
    ownTeam: (answers, seed, lang) => {
      if (own.own_team?.(put(encoder.encode(answers)), seed, lang) !== 1) return null;
      return copy(own.out(), own.out_bytes()).buffer;
    },
    hear: (message, now_ms) => {
      own.alone_hear(put(message), now_ms);
      return turn();
    },
    decisions: (room) => {
      if (own.ways_list === undefined) return null;
      own.ways_list(room, SEAT);
      return copy(own.out(), own.out_bytes()).buffer;
    },
    ways: (journal, { room, round, option }) => (own.ways_begin?.(room, round, option) === 1 ? waysOf(journal) : null),
    hash: () => {
      own.hash();
      return hashNow();
    },
    outdated: () => own.outdated() !== 0,
    seq: () => own.seq(),
    memoryBytes: () => memory().byteLength,
  };
}
