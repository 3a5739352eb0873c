/* words.ts -- what a page and its worker say to each other. The page asks first; a worker that opened a play then
 * carries messages both ways, as bytes, until one of them ends. */
import type { Lang } from '../types';
import type { Otherwise, WaysInBytes } from './module';

export type ToWorker =
  | { readonly do: 'look' }
  | ({ readonly do: 'begin' } & PlayWish)
  | { readonly do: 'open'; readonly token: string }
  | { readonly do: 'decisions'; readonly reply: MessagePort }
  | { readonly do: 'ways'; readonly otherwise: Otherwise; readonly reply: MessagePort }
  | ({ readonly do: 'retell'; readonly reply: MessagePort } & RetoldHere)
  | ({ readonly do: 'cast' } & Cast)
  | { readonly do: 'own'; readonly lang: Lang; readonly reply: MessagePort }
  | { readonly do: 'keep_scan'; readonly answers: string }
  | { readonly do: 'forget_scan' }
  | { readonly do: 'hear'; readonly message: Uint8Array }
  | { readonly do: 'pack'; readonly reply: MessagePort }
  | { readonly do: 'arrive'; readonly parcel: Parcel }
  | { readonly do: 'forget'; readonly token: string }
  | { readonly do: 'wipe' };

/* Somebody's own team: the answers of a scan as text (core/own-team.ts), and the luck that it begins with. */
export interface OwnAnswers {
  readonly answers: string;
  readonly seed: number;
}

/* How a story would begin with it. */
export interface Cast {
  readonly story: string;
  readonly version: string;
  readonly lang: Lang;
  readonly own: OwnAnswers;
}

export interface PlayWish {
  readonly story: string;
  readonly version?: string; // As the list of stories has it; another one here is not played.
  readonly own?: OwnAnswers;
  readonly lang: Lang;
  readonly name: string;
  readonly token: string;
}

/* A play on its way to another device. */
export interface Parcel {
  readonly token: string;
  readonly story: string;
  readonly version: string; // Of the story.
  readonly at_ms: number; // When it began.
  readonly hash: string; // Of the session that these events make.
  readonly events: readonly Uint8Array[];
  readonly own?: OwnAnswers;
  readonly tried?: readonly Tried[];
}

/* What a room of a group played, as a server tells it (GET /api/ways/{room}). */
export interface RetoldHere {
  readonly story: string;
  readonly journal: readonly Uint8Array[];
  readonly hash: string; // Of the session that these events make, as the server has it.
}

/* What of this device's storage playing alone takes. */
export interface Device {
  readonly stories: readonly string[]; // That can be played without a network.
  readonly offered: readonly string[]; // That can be fetched.
  readonly plays: readonly string[]; // Tokens.
  readonly scan: Scan | null; // Of one's own team.
  readonly bytes: number;
}

export interface Scan {
  readonly answers: string;
  readonly at_ms: number;
}

export type FromWorker =
  | { readonly is: 'device'; readonly device: Device }
  | { readonly is: 'begun' }
  | { readonly is: 'arrived'; readonly token: string } // Not that of the parcel, when the play here went on otherwise.
  | { readonly is: 'cast'; readonly team: ArrayBuffer } // The record `own_team`, in MessagePack.
  | { readonly is: 'open' }
  | { readonly is: 'said'; readonly message: ArrayBuffer }
  | { readonly is: 'moved' } // Another page of this device has the play now.
  | { readonly is: 'failed'; readonly why: Failed };

/* lost: this play is not here. outdated: it cannot go on. version: the story is another one. damaged: a parcel that is
 * none. away: it is not here, and could not be fetched. storage: the device keeps nothing (more). */
export type Failed = 'lost' | 'outdated' | 'version' | 'damaged' | 'away' | 'storage';

/* What was tried on this device: another option in a round. */
export type Tried = Pick<Otherwise, 'round' | 'option'>;

/* What is answered through the port of a question; null: it cannot be told here. */
export interface DecidedInBytes {
  readonly decisions: ArrayBuffer; // The record `ways`, in MessagePack.
  readonly tried: readonly Tried[];
}
export type { Otherwise, WaysInBytes };
