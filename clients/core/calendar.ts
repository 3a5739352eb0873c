/* calendar.ts -- a calendar file (RFC 5545) with one whole day: look back on the intention. */

interface DayToRemember {
  readonly title: string;
  readonly text: string;
  readonly day_ms: number;
  readonly made_ms: number;
}

const two = (n: number): string => String(n).padStart(2, '0');
const day = (at: Date): string => `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
const escaped = (text: string): string => text.replace(/[\\;,]/g, (letter) => `\\${letter}`).replace(/\r?\n/g, '\\n');

/* Lines are folded at 75 bytes, never inside a character. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let out = '';
  let bytes = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (bytes + size > 74) {
      out += '\r\n ';
      bytes = 1;
    }
    out += letter;
    bytes += size;
  }
  return out;
}

export function calendarFile({ title, text, day_ms, made_ms }: DayToRemember): string {
  const from = new Date(day_ms);
  const to = new Date(day_ms);
  to.setDate(to.getDate() + 1);
  const stamp = `${new Date(made_ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Dilemmakamer//NL',
    'BEGIN:VEVENT',
    `UID:${made_ms}-plan@dilemmakamer`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day(from)}`,
    `DTEND;VALUE=DATE:${day(to)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:PT9H',
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n');
}
