/* written.ts -- what people type and paste, as the server takes it (shared/protocol/written.h): one line, composed,
 * without characters that nobody sees, counted as people count. The server does it too; here it is done so that what is
 * counted and what is stored are the same. */

import { lettersIn } from './letters';

/* Controls, marks of direction, and letters that are drawn as nothing. Joiners mean something between letters, and
 * so do choices between two drawings of a sign. */
const MEANT = '\u200c\u200d\ufe00-\ufe0f';
const UNSEEN = new RegExp(`(?![${MEANT}])[\\p{Cc}\\p{DI}\\u2800\\ufff9-\\ufffb]`, 'gu');
const SEPARATORS = '\u001c-\u001f\u0085'; // Controls that stand for a blank.
const BLANKS = new RegExp(`[^\\S\\ufeff]|[${SEPARATORS}]`, 'gu');

const BYTES_PER_CHAR = 3; // WRITTEN_BYTES in shared/protocol/limits.h.

/* As many characters as fit; never half a one. */
export function clip(text: string, chars_max: number): string {
  if (text.length <= chars_max) return text;
  const encoder = new TextEncoder();
  let bytes = 0;
  const fits = (letter: string, at: number): boolean => {
    bytes += encoder.encode(letter.normalize('NFC')).length;
    return at < chars_max && bytes <= BYTES_PER_CHAR * chars_max;
  };
  const letters = lettersIn(text);
  const first = letters.findIndex((letter, at) => !fits(letter, at));
  return first < 0 ? text : letters.slice(0, first).join('');
}

export const written = (text: string, chars_max: number): string =>
  clip(text.replace(BLANKS, ' ').replace(UNSEEN, '').replace(/ +/g, ' ').normalize('NFC').trim(), chars_max).trim();
