/* text.ts -- a play as text, for a link to another device: a list in MessagePack, deflated, as base64url. What stands
 * behind the # of an address goes to no server. `parcelRead` believes nothing of what it reads; whether the events make
 * the session that they say is for the core to find out (core/alone/worker.ts). */
import { decode, encode } from '@msgpack/msgpack';
import { deflateSync, inflateSync } from 'fflate';
import type { OwnAnswers, Parcel, Tried } from '../../core/alone/road';
import { base64Of, bytesOfBase64 } from '../../core/base64';

const FORMAT = 1;
export const NOTE = /^(?:plan|round\d{1,2})$/; // What the look back and the reflection keep (core/storage.ts).
const TEXT_CHARS_MAX = 64_000; // A play of a whole story with much written in it has some 8,000.
const INFLATED_BYTES_MAX = 256_000;
const PARTS = 8;

export interface Packed {
  readonly parcel: Parcel;
  readonly title: string; // Of the story, in the language that it was played in.
  readonly played: number; // So many dilemmas were decided.
  readonly notes: Readonly<Record<string, string>>; // The person's own, by their name.
}

export function parcelText({ parcel, title, played, notes }: Packed): string {
  const { token, story, version, at_ms, hash, events, own, tried } = parcel;
  const parts = [
    FORMAT,
    [token, story, version, hash],
    at_ms,
    events,
    own === undefined ? null : [own.answers, own.seed],
  ];
  const rest = [(tried ?? []).map(({ round, option }) => [round, option]), [title, played], Object.entries(notes)];
  return base64Of(deflateSync(encode([...parts, ...rest]), { level: 9 }));
}

/* Through a buffer of this size, so that a few bytes cannot become a great many. */
function inflated(bytes: Uint8Array): Uint8Array {
  return inflateSync(bytes, { out: new Uint8Array(INFLATED_BYTES_MAX) });
}

class NoParcel extends Error {}

const when = <T>(is: boolean, value: unknown): T => {
  if (!is) throw new NoParcel();
  return value as T;
};
const text = (value: unknown): string => when(typeof value === 'string', value);
const whole = (value: unknown): number => when(Number.isSafeInteger(value) && (value as number) >= 0, value);
const list = (value: unknown): readonly unknown[] => when(Array.isArray(value), value);
const bytes = (value: unknown): Uint8Array => when(value instanceof Uint8Array, value);

function ownOf(value: unknown): { readonly own?: OwnAnswers } {
  if (value === null) return {};
  const [answers, seed] = list(value);
  return { own: { answers: text(answers), seed: whole(seed) } };
}

function triedOf(value: unknown): readonly Tried[] {
  return list(value).map((one) => {
    const [round, option] = list(one);
    return { round: whole(round), option: whole(option) };
  });
}

function notesOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = list(value).map((one) => list(one).map(text));
  return Object.fromEntries(pairs.map(([name, note]) => [when<string>(NOTE.test(name ?? ''), name), text(note)]));
}

function packedOf(parts: readonly unknown[]): Packed {
  const [format, names, at_ms, events, own, tried, shown, notes] = parts;
  when(parts.length === PARTS && format === FORMAT, parts);
  const [token, story, version, hash] = list(names).map(text);
  const [title, played] = list(shown);
  return {
    parcel: {
      token: text(token),
      story: text(story),
      version: text(version),
      hash: text(hash),
      at_ms: whole(at_ms),
      events: list(events).map(bytes),
      tried: triedOf(tried),
      ...ownOf(own),
    },
    title: text(title),
    played: whole(played),
    notes: notesOf(notes),
  };
}

/* null: this is no play, or one that was cut off on its way. */
export function parcelRead(said: string): Packed | null {
  const deflated = said.length <= TEXT_CHARS_MAX ? bytesOfBase64(said) : null;
  if (deflated === null) return null;
  try {
    return packedOf(list(decode(inflated(deflated))));
  } catch {
    return null;
  }
}
