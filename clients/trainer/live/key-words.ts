/* key-words.ts -- what each single key does at the desk, for the dialog of the desk and for the guide. */
import type { TextKey } from '../../core/i18n';

export const keyWords = {
  n: 'keys.next',
  h: 'keys.hold',
  e: 'keys.extend',
  p: 'keys.pause',
  u: 'keys.undo',
  j: 'keys.after',
  k: 'keys.before',
  m: 'keys.message',
  s: 'keys.screen',
  d: 'keys.dark',
  f: 'keys.freeze',
  '?': 'keys.help',
} as const satisfies Readonly<Record<string, TextKey>>;

export type Key = keyof typeof keyWords;
export const keys = Object.keys(keyWords) as readonly Key[];
