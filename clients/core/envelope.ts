/* envelope.ts -- is this a message from the server at all? What is not is dropped here, so that nothing
 * behind it has to ask. Only the envelope is looked at: a field that a newer server adds is left alone, a
 * type that we do not know is no message to us. */
import type { ServerMessage } from './types';

/* What came as JSON or MessagePack and is a map. */
export type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const numbers = (message: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof message[name] === 'number');

/* What the screen's next value is made of must be there. */
const isWhole: Readonly<Record<ServerMessage['t'], (message: Fields) => boolean>> = {
  welcome: (message) => numbers(message, 'at_ms') && typeof message.role === 'string',
  view: (message) => numbers(message, 'seq', 'at_ms') && isMap(message.sections),
  ack: (message) => numbers(message, 'id', 'seq'),
  rejected: (message) => numbers(message, 'id') && typeof message.code === 'string',
  error: (message) => typeof message.code === 'string',
  bye: (message) => typeof message.code === 'string',
  pong: (message) => numbers(message, 'at_ms'),
};

const isType = (t: unknown): t is ServerMessage['t'] => typeof t === 'string' && Object.keys(isWhole).includes(t);

/* A section that is no map would break the whole screen: the old one stays instead. */
function withoutBroken(sections: Fields): Fields {
  const whole = Object.entries(sections).filter(([, section]) => isMap(section));
  return whole.length === Object.keys(sections).length ? sections : Object.fromEntries(whole);
}

export function messageOf(value: unknown): ServerMessage | null {
  if (!isMap(value) || !isType(value.t) || !isWhole[value.t](value)) return null;
  const message =
    value.t === 'view' && isMap(value.sections) ? { ...value, sections: withoutBroken(value.sections) } : value;
  return message as unknown as ServerMessage;
}
