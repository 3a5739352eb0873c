/* screen.ts -- a screen is a value. Everything that a page shows follows from it; the functions
 * here make the next value from this one and whatever has happened. No socket, timer or storage. */
import { outboxAck, outboxAdd, outboxRemove, outboxSeen } from './outbox';
import type { Bye, Command, Fault, Pending, Reject, Role, Sections, ServerMessage, TimeMs } from './types';

/*   opening -> live <-> lost          over: the server ended it (over.code says why)         */
type LinkState = 'opening' | 'live' | 'lost' | 'over';

/* A sentence for the person, from the catalogue: "reject.round_over", "error.too_fast". */
interface Notice {
  readonly kind: 'reject' | 'error';
  readonly code: Reject | Fault;
  readonly field: string; // The field that it is about; usually ''.
  readonly count: number; // So that the same notice twice is announced twice.
}

/* The last command of somebody that was not taken, so that the place where it was asked can say so. */
export interface Refused {
  readonly command: Command;
  readonly key: string; // Of the sentence.
  readonly field: string;
}

export interface Screen {
  readonly link: LinkState;
  readonly over: Bye | Fault | null;
  readonly alone: boolean; // The session is on this device: no network is needed.
  readonly detour: boolean; // It came by another road than the socket, which the network blocks.
  readonly role: Role | null;
  readonly seq: number;
  readonly sections: Partial<Sections>;
  readonly outbox: readonly Pending[];
  readonly notice: Notice | null;
  readonly refused: Refused | null;
  readonly unsent: boolean; // Something is typed that has not been asked yet.
  readonly clock_offset_ms: TimeMs; // Server clock minus ours.
}

export const emptyScreen: Screen = {
  link: 'opening',
  over: null,
  alone: false,
  detour: false,
  role: null,
  seq: -1,
  sections: {},
  outbox: [],
  notice: null,
  refused: null,
  unsent: false,
  clock_offset_ms: 0,
};

/* What was chosen waits on this phone for the network. */
export const noNetwork = (screen: Screen): boolean => screen.link === 'lost' && !screen.alone;

/* Refusals of these that need no sentence: the room moved on while the tap was on its way. */
const quiet: ReadonlySet<string> = new Set(['step_over', 'round_over', 'not_started']);
const onwards: ReadonlySet<string | undefined> = new Set(['ready_set', 'room_next']);

/* What a fault means for a link. final: there is nothing here to come back for. passing: the command stays in
 * the outbox and goes again. said: the person reads it, and that is that. */
const faults: Readonly<Record<Fault, 'final' | 'passing' | 'said'>> = {
  none: 'said',
  too_large: 'said',
  malformed: 'said',
  type_unknown: 'said',
  field_missing: 'said',
  field_wrong: 'said',
  token_unknown: 'final',
  code_unknown: 'said',
  too_fast: 'passing',
  too_many_tries: 'said',
  busy: 'passing',
  not_found: 'said',
  forbidden: 'final',
  journal_failed: 'passing',
  shutting_down: 'passing',
  language_unknown: 'said',
  scenario_unknown: 'final', // Of a link: the story that the session began with cannot be read.
  scenario_broken: 'said',
  version_unknown: 'final',
  method: 'said',
  hello_first: 'said',
  session_outdated: 'final',
  storage_full: 'said',
  session_damaged: 'final',
  id_used: 'said',
  content_type: 'said',
  storage_away: 'said',
  moved: 'passing', // link.ts goes to the node that it names.
};

/* After these the server is done with this seat on this device; after any other the link comes back. */
const finalByes = {
  moved_device: true,
  removed: true,
  deleted: true,
  restarting: false,
  too_slow: false,
  misbehaved: false,
  replaced: false,
} as const satisfies Readonly<Record<Bye, boolean>>;
type FinalBye = { [B in Bye]: (typeof finalByes)[B] extends true ? B : never }[Bye];

export const isPassing = (code: Fault): boolean => faults[code] === 'passing';
export const isFinal = (code: Fault): boolean => faults[code] === 'final';
export const isFinalBye = (code: Bye | Fault | null): code is FinalBye =>
  code !== null && (finalByes as Readonly<Record<string, boolean>>)[code] === true;

function noticed(screen: Screen, kind: Notice['kind'], code: Reject | Fault, field = ''): Screen {
  return { ...screen, notice: { kind, code, field, count: (screen.notice?.count ?? 0) + 1 } };
}

/* A command leaves the outbox without having been taken; the place where it was asked hears why. */
function refusedBy(screen: Screen, id: number, key: string, field = ''): Screen {
  const pending = screen.outbox.find((one) => one.id === id);
  return {
    ...screen,
    outbox: outboxRemove(screen.outbox, id),
    refused: pending === undefined ? screen.refused : { command: pending.command, key, field },
  };
}

export function receive(screen: Screen, message: ServerMessage, now_ms: TimeMs): Screen {
  switch (message.t) {
    case 'welcome': // A fresh start: a restarted server may count its views from a lower number.
      return {
        ...screen,
        link: 'live',
        over: null,
        role: message.role,
        seq: -1,
        clock_offset_ms: message.at_ms - now_ms,
        outbox: screen.outbox.map((pending) => (pending.acked === undefined ? pending : { ...pending, acked: 0 })),
      };
    case 'view': // Sections come whole and idempotent: keep the newest of each, merge nothing.
      if (message.seq < screen.seq) return screen;
      return {
        ...screen,
        seq: message.seq,
        clock_offset_ms: message.at_ms - now_ms,
        sections: { ...screen.sections, ...message.sections },
        outbox: outboxSeen(screen.outbox, message.seq),
      };
    case 'ack':
      return {
        ...screen,
        outbox:
          message.seq <= screen.seq
            ? outboxRemove(screen.outbox, message.id)
            : outboxAck(screen.outbox, message.id, message.seq),
      };
    case 'rejected': {
      const refused = screen.outbox.find((pending) => pending.id === message.id);
      const rest = refusedBy(screen, message.id, `reject.${message.code}`, message.field);
      return onwards.has(refused?.command.type) && quiet.has(message.code)
        ? rest
        : noticed(rest, 'reject', message.code, message.field);
    }
    case 'error':
      if (message.id === undefined && isFinal(message.code)) return { ...screen, link: 'over', over: message.code };
      return noticed(
        message.id !== undefined && !isPassing(message.code)
          ? refusedBy(screen, message.id, `error.${message.code}`, message.field)
          : screen,
        'error',
        message.code,
        message.field,
      );
    case 'bye':
      if (isFinalBye(message.code)) return { ...screen, link: 'over', over: message.code };
      return { ...screen, link: 'lost' };
    case 'pong':
      return { ...screen, clock_offset_ms: message.at_ms - now_ms, outbox: outboxSeen(screen.outbox, Infinity) };
    default:
      return unreachable(message, screen);
  }
}

/* A newer server may say what we do not know yet; a new type of ours does not compile until handled. */
function unreachable(_message: never, screen: Screen): Screen {
  return screen;
}

export function linkLost(screen: Screen): Screen {
  return screen.link === 'over' || screen.link === 'lost' ? screen : { ...screen, link: 'lost' };
}

export function commanded(screen: Screen, pending: Pending): Screen {
  const outbox = outboxAdd(screen.outbox, pending);
  if (outbox === null) return noticed(screen, 'reject', 'too_many');
  const again = screen.refused?.command.type === pending.command.type;
  return { ...screen, outbox, refused: again ? null : screen.refused };
}

export const withUnsent = (screen: Screen, unsent: boolean): Screen =>
  screen.unsent === unsent ? screen : { ...screen, unsent };

/* Why the last command of this type was not taken; null: it was, or is on its way. */
export const refusalOf = (screen: Screen, type: Command['type']): Refused | null =>
  screen.refused?.command.type === type ? screen.refused : null;

export function noticeRead(screen: Screen): Screen {
  return screen.notice === null ? screen : { ...screen, notice: null };
}

/* The newest command of this type that is still on its way: what the person did a moment ago. */
export function onItsWay<T extends Command['type']>(
  screen: Screen,
  type: T,
  fits: (command: Extract<Command, { type: T }>) => boolean = () => true,
): Extract<Command, { type: T }> | null {
  for (let i = screen.outbox.length - 1; i >= 0; i--) {
    const command = screen.outbox[i]?.command;
    if (command?.type === type && fits(command as Extract<Command, { type: T }>))
      return command as Extract<Command, { type: T }>;
  }
  return null;
}
