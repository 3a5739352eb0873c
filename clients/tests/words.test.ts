/* words.test.ts -- texts, times, files and pictures as values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, codeShown } from '../core/api';
import { calendarFile } from '../core/calendar';
import { capital, fill, list, text, type TextKey } from '../core/i18n';
import { holdReading, readingOf } from '../core/reading';
import en from '../core/texts/en.json';
import nl from '../core/texts/nl.json';
import { memoryShelf, notesWipe, noteKey, seatDrop, seatKeep, seats, type KeptSeat } from '../core/storage';
import { readEvents } from '../core/transport';
import { clip, written } from '../core/written';
import { sentenceOf } from '../participant/debrief/intention';
import { readingsOf } from '../participant/debrief/read-well';
import { lettersOf } from '../ui/chair';
import { layThreads } from '../ui/threads';
import { exactTime, remainingOf } from '../ui/timer';
import { roomName } from '../ui/words';
import { path } from '../preview/fixtures';

test('no hole of any text stays open when everything is given, be it one or many', () => {
  for (const [lang, catalogue] of [
    ['nl', nl],
    ['en', en],
  ] as const)
    for (const [key, said] of Object.entries(catalogue))
      for (const count of [1, 2]) {
        const names = [...said.matchAll(/\{(\w+)/g)].map((match) => [match[1], count]);
        assert.doesNotMatch(fill(lang, said, Object.fromEntries(names)), /\{\w|[|#]/, `${lang} ${key}`);
      }
});

test('holes, one or many, and what is not given stays visible', () => {
  assert.equal(fill('nl', '{n} van {m}', { n: 3, m: 6 }), '3 van 6');
  assert.equal(fill('nl', '{n|één persoon|# mensen}', { n: 1 }), 'één persoon');
  assert.equal(fill('nl', '{n|één persoon|# mensen}', { n: 4 }), '4 mensen');
  assert.equal(fill('nl', '{n|één persoon|# mensen}', { n: 0 }), '0 mensen');
  assert.equal(fill('nl', '{who}', {}), '{who}');
  assert.equal(
    fill('nl', '{n|Eén van de {m} koos|#Word van de {m} kozen} {who}', { n: 1, m: 6, who: 'A' }),
    'Eén van de 6 koos A',
  );
  assert.equal(fill('nl', '{n|Eén van de {m} koos|#Word van de {m} kozen}', { n: 2, m: 6 }), 'Twee van de 6 kozen');
  assert.equal(fill('nl', '{n|van {who}|# van {who}}', { n: 2, who: '{n}#|{m}' }), '2 van {n}#|{m}'); // As it is typed.
  assert.equal(text('en', 'step.choice'), 'Choice');
});

test('a room has the same name on the screens and in what leaves the session', () => {
  for (const lang of ['nl', 'en'] as const) {
    const t = (key: TextKey, values?: Record<string, string | number>): string => text(lang, key, values);
    const onScreens = Array.from({ length: 64 }, (_, room) => roomName(t, room));
    assert.deepEqual(text(lang, 'room.names' as TextKey).split(', '), onScreens);
  }
});

test('small numbers are words, in a sentence and at the start of one', () => {
  assert.equal(fill('nl', '{n:word} van {m:Word}', { n: 7, m: 1 }), 'zeven van Eén');
  assert.equal(fill('nl', '{n:Word}', { n: 31 }), '31');
  assert.equal(fill('nl', '{n|Eén keer|#Word keer}', { n: 2 }), 'Twee keer');
  assert.equal(fill('en', '{n|once|#word times}', { n: 12 }), 'twelve times');
  assert.equal(fill('en', '{n|once|#word times}', { n: 21 }), '21 times');
  assert.equal(capital('één'), 'Eén');
});

test('a list ends as the language ends it', () => {
  assert.equal(list('nl', ['Sanne', 'Kofi', 'Bram']), 'Sanne, Kofi en Bram');
  assert.equal(list('en', ['Sanne', 'Kofi', 'Bram']), 'Sanne, Kofi and Bram');
  assert.equal(list('nl', ['Sanne', 'Kofi']), 'Sanne en Kofi');
  assert.equal(list('nl', ['Sanne']), 'Sanne');
  assert.equal(list('nl', []), '');
});

test('a code is read however it is typed', () => {
  assert.equal(codeOf(' k7m-4pr '), 'K7M4PR');
  assert.equal(codeShown('K7M4PR'), 'K7M 4PR');
  for (const typed of [
    'k7m4pr',
    'K7M 4PR',
    'K7M-4PR',
    'Code: K7M4PR',
    'De code is K7M 4PR',
    'http://127.0.0.1:8080/?c=K7M4PR',
    'https://dilemma.nl/?c=k7m4pr&fbclid=abc',
    'dilemma.nl/?c=K7M4PR.',
    'dilemma.nl/K7M4PR',
    'https://dilemma.nl/k7m4pr/',
    '/K7M4PR',
    '\u200bK7M4PR\ufeff',
    '\uff2b\uff17\uff2d\uff14\uff30\uff32',
    '\u202aK7M4PR\u202c\n',
  ])
    assert.equal(codeOf(typed), 'K7M4PR', typed);
  for (const unfinished of ['', 'K7', 'K7M4P', 'K7M4PRX']) assert.equal(codeOf(unfinished), unfinished);
});

test('a text is cut at whole characters', () => {
  assert.equal(clip('één', 2), 'éé');
  assert.equal(clip('abc', 3), 'abc');
  assert.equal(clip('👩‍👧👨‍👦👩', 8), '👩‍👧👨‍👦', 'three bytes a character, as on the server');
  assert.equal(clip('👍🏽👍🏽abcdefgh', 6), '👍🏽👍🏽ab');
  assert.equal(clip('q\u0303'.repeat(3), 2), 'q\u0303'.repeat(2));
  assert.equal(clip('e\u0323\u0302'.repeat(281), 280).length, 3 * 280, 'counted as they will be stored');
  assert.equal(clip('Александра', 10), 'Александра');
});

test('what is pasted is sent as it was meant', () => {
  assert.equal(written(' Eerst rust\u000bdan het\n\trooster\u0007 ', 280), 'Eerst rust dan het rooster');
  assert.equal(written('\u202aJoost\u202c', 48), 'Joost');
  assert.equal(written('Rene\u0301', 4), 'René');
  assert.equal(written('\u200b\ufeff \u2067\u3164', 48), '');
  assert.equal(written('a\u001eb\u0085c\u00a0d\u2028e', 48), 'a b c d e');
  assert.equal(written('ro\u200bo\u00ads\u2060ter', 48), 'rooster');
  assert.equal(written('❤\ufe0f 👩‍👧 می‌خ', 48), '❤\ufe0f 👩‍👧 می‌خ', 'what means something stays');
});

test('letters of a chair', () => {
  assert.equal(lettersOf('Fatima'), 'Fa');
  assert.equal(lettersOf('Dirk-Jan'), 'DJ');
  assert.equal(lettersOf('An van Dam'), 'AD');
  assert.equal(lettersOf('𝓐nna 𝓑'), '𝓐𝓑');
  assert.equal(lettersOf('👩‍👩‍👧‍👦🇳🇱'), '👩‍👩‍👧‍👦');
  assert.equal(lettersOf('מיכאל'), 'מי');
  assert.equal(lettersOf(''), '');
});

test('a clock runs, stands still while paused, and never goes below zero', () => {
  const timer = { room: 0, deadline_ms: 10_000, closes: true, remaining_ms: 0, began_ms: 0, closing_ms: 0 };
  assert.equal(remainingOf(timer, 4000), 6000);
  assert.equal(remainingOf(timer, 14_000), 0);
  assert.equal(remainingOf({ ...timer, deadline_ms: 0, remaining_ms: 2500 }, 99_000), 2500);
  assert.equal(remainingOf({ ...timer, deadline_ms: 0 }, 0), null);
  assert.equal(exactTime(160_000), '2:40');
});

test('every person is one thread, and movers lie on top', () => {
  const { lines, left, right } = layThreads(
    [
      { from: 0, to: 1, count: 3 },
      { from: 1, to: 1, count: 2 },
    ],
    [0, 1],
  );
  assert.equal(lines.length, 5);
  assert.deepEqual(
    left.map((node) => node.count),
    [3, 2],
  );
  assert.deepEqual(
    right.map((node) => node.count),
    [0, 5],
  );
  assert.deepEqual(
    lines.slice(-3).map((line) => line.from !== line.to),
    [true, true, true],
  );
  assert.equal(new Set(lines.map((line) => line.y2)).size, 5);
});

test('an event stream is read in whatever pieces it comes', () => {
  const first = readEvents(': hi\n\ndata: {"t":"po');
  assert.deepEqual(first.texts, []);
  const second = readEvents(`${first.rest}ng"}\n\ndata: {"a":1}\r\n\r\n`);
  assert.deepEqual(second.texts, ['{"t":"pong"}', '{"a":1}']);
  assert.equal(second.rest, '');
});

test('a calendar file has folded lines and escaped text', () => {
  const file = calendarFile({
    title: 'Terugkijken',
    text: `Als dit; dan dat, ${'é'.repeat(80)}`,
    day_ms: new Date(2026, 11, 17).getTime(),
    made_ms: 0,
  });
  assert.match(file, /DTSTART;VALUE=DATE:20261217\r\nDTEND;VALUE=DATE:20261218/);
  assert.match(file, /dit\\; dan dat\\,/);
  for (const line of file.split('\r\n')) assert.ok(new TextEncoder().encode(line).length <= 75, line);
});

test('an intention reads as a sentence, whatever is left empty and however it was ended', () => {
  const t = (key: TextKey): string => text('nl', key);
  assert.equal(
    sentenceOf(t, { when: 'ik haast heb,', will: 'eerst vragen. ', with: 'Mo' }),
    'Als ik haast heb, dan ga ik eerst vragen, samen met Mo.',
  );
  assert.equal(sentenceOf(t, { when: '', will: 'eerst vragen', with: '' }), 'Dan ga ik eerst vragen.');
});

test('estimates are told per person, last difference first', () => {
  assert.deepEqual(
    readingsOf(path).map((one) => [one.name, one.off]),
    [
      ['Yasmina', [0, 0]],
      ['Bram', [-1]],
    ],
  );
});

test('seats are kept newest first and forgotten with what belongs to them; notes are wiped on request', () => {
  const shelf = memoryShelf();
  const seat = (token: string): KeptSeat => ({
    token,
    role: 'participant',
    solo: false,
    code: token,
    title: '',
    at_ms: 0,
  });
  seatKeep(shelf, seat('aaaaaaaa'));
  seatKeep(shelf, seat('bbbbbbbb'));
  seatKeep(shelf, seat('aaaaaaaa'));
  assert.deepEqual(
    seats(shelf).map((one) => one.token),
    ['aaaaaaaa', 'bbbbbbbb'],
  );
  shelf.set(noteKey('aaaaaaaa', 'round0'), 'x');
  notesWipe(shelf, 'aaaaaaaa');
  seatDrop(shelf, 'aaaaaaaa');
  assert.deepEqual(shelf.keys(), ['dk.seats']);
});

test('without a choice the device decides the language', () => {
  assert.equal(readingOf(memoryShelf(), ['en-GB', 'nl']).lang, 'nl');
  assert.equal(readingOf(memoryShelf(), ['de-DE', 'en']).lang, 'en');
  assert.equal(readingOf(memoryShelf(), []).lang, 'nl');
});

test('whoever holds the reading sees a change at once, and the device keeps it', () => {
  const shelf = memoryShelf();
  const held = holdReading(shelf, ['nl']);
  const seen: string[] = [];
  const end = held.subscribe(() => seen.push(held.now().lang));
  held.change({ lang: 'en' });
  end();
  held.change({ theme: 'dark' });
  assert.deepEqual(seen, ['en']);
  assert.deepEqual(readingOf(shelf, ['nl']), { lang: 'en', theme: 'dark', text: 'normal' });
});

test('one is one: no plural, and no accent on the capital', () => {
  assert.equal(text('nl', 'lobby.what_length', { n: 1, minutes: 5 }), 'Eén dilemma, samen ongeveer 5 minuten.');
  assert.equal(text('nl', 'lobby.what_length', { n: 6, minutes: 90 }), 'Zes dilemma’s, samen ongeveer 90 minuten.');
});
