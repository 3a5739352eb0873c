/* parcel.test.ts -- a play as text in a link: it comes out as it went in, and whatever else stands there is no play and
 * no error. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import { isBeginOf } from '../core/alone/begin-of';
import { base64Of, bytesOfBase64 } from '../core/base64';
import { memoryShelf, noteKey, notesOf } from '../core/storage';
import { deflateSync } from 'fflate';
import { planOf } from '../participant/debrief/intention';
import { encode } from '@msgpack/msgpack';
import { modulesOf, QR_CHARS_MAX } from '../solo/parcel/qr';
import { NOTE, parcelRead, parcelText, type Packed } from '../solo/parcel/text';
import { chanceOf } from './chance';

const bytesFrom = (below: (bound: number) => number, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => below(256));

const below = chanceOf(11);
const packed: Packed = {
  parcel: {
    token: 'aaaaaaaabbbbbbbbcccccc',
    story: 'kort-kratten',
    version: '1.0.0-abc',
    at_ms: 1_790_000_000_000,
    hash: '0011223344556677',
    events: Array.from({ length: 9 }, () => bytesFrom(below, 40)),
    own: { answers: '1333', seed: 4_294_967_295 },
    tried: [{ round: 0, option: 2 }],
  },
  title: 'Kratten',
  played: 1,
  notes: { plan: '{"when":"morgen"}', round0: 'Wat ik zélf dacht 👍' },
};
const text = parcelText(packed);

test('a play in a link comes out as it went in', () => {
  assert.deepEqual(parcelRead(text), packed);
  const { own: _own, tried: _tried, ...plain } = packed.parcel;
  assert.deepEqual(parcelRead(parcelText({ ...packed, parcel: plain, notes: {} })), {
    ...packed,
    parcel: { ...plain, tried: [] },
    notes: {},
  });
});

test('a link that was cut off or changed on its way is a play or nothing, and never an error', () => {
  for (let length = 0; length < text.length - 1; length++) assert.equal(parcelRead(text.slice(0, length)), null);
  for (let run = 0; run < 4000; run++) {
    const at = below(text.length);
    parcelRead(text.slice(0, at) + String.fromCharCode(33 + below(94)) + text.slice(at + 1));
  }
});

test('what is no play is none, however it is packed', () => {
  const said = (value: unknown): string => base64Of(deflateSync(encode(value)));
  const parts: unknown[] = [1, ['t', 's', 'v', 'h'], 5, [], null, [], ['Titel', 0], []];
  assert.ok(parcelRead(said(parts)) !== null);
  const wrong = [null, 'x', -1, 0.5, [5], {}, [[{}]], [['__proto__', 'x']], 2 ** 60, new Uint8Array(3)];
  for (const [at, part] of parts.entries())
    for (const value of wrong.filter((one) => JSON.stringify(one) !== JSON.stringify(part))) {
      const changed = said(parts.map((one, i) => (i === at ? value : one)));
      assert.equal(parcelRead(changed), null, `part ${at} as ${JSON.stringify(value)}`);
    }
  for (const value of [null, 7, 'text', {}, [], parts.slice(1), [...parts, 1]])
    assert.equal(parcelRead(said(value)), null);
});

test('a few bytes do not become a great many, and a long text is not opened', () => {
  const bomb = base64Of(deflateSync(encode([1, new Uint8Array(30_000_000)]), { level: 9 }));
  assert.ok(bomb.length < 64_000);
  assert.equal(parcelRead(bomb), null);
  assert.equal(parcelRead('A'.repeat(64_001)), null);
});

test('bytes are text of an address and back, whatever their number', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = bytesFrom(below, length);
    const said = base64Of(bytes);
    assert.match(said, /^[\w-]*$/);
    assert.deepEqual(bytesOfBase64(said), bytes);
  }
  for (const said of ['a b', 'é', 'a=', '%41', 'a']) assert.equal(bytesOfBase64(said), null);
});

test('a journal is the beginning of another when all of it is the same', () => {
  const events = packed.parcel.events;
  assert.ok(isBeginOf([], events) && isBeginOf(events.slice(0, 4), events) && isBeginOf(events, events));
  assert.ok(!isBeginOf(events, events.slice(0, 4)));
  const other = events.map((event, i) => (i === 3 ? event.slice(1) : event));
  assert.ok(!isBeginOf(other, events) && !isBeginOf(other.slice(0, 4), events));
});

test('of the notes of a seat those go along that are the person’s own', () => {
  const shelf = memoryShelf();
  for (const name of ['plan', 'round0', 'round12', 'draft0', 'story'])
    shelf.set(noteKey(packed.parcel.token, name), name);
  shelf.set(noteKey('anotherseat', 'plan'), 'not mine');
  assert.deepEqual(notesOf(shelf, packed.parcel.token, NOTE), { plan: 'plan', round0: 'round0', round12: 'round12' });
});

test('an intention that was kept elsewhere is read as one, whatever is in it', () => {
  const empty = { when: '', will: '', with: '', weeks: 3, made_ms: 7 };
  for (const said of [null, '', 'x', '[]', 'null', '5', '{"when":5,"weeks":"8","made_ms":"x","will":{},"with":null}'])
    assert.deepEqual(planOf(said, 7), empty);
  const kept = { when: 'a', will: 'b', with: 'c', weeks: 8, made_ms: 5 };
  assert.deepEqual(planOf(JSON.stringify({ ...kept, more: 1 }), 7), kept);
});

test('a camera reads from the picture what is in the link, up to the longest that gets one', () => {
  for (const length of [60, 700, QR_CHARS_MAX]) {
    const link = `https://voorbeeld.nl/solo/#p=${base64Of(bytesFrom(below, length))}`.slice(0, length);
    const { size, dark } = modulesOf(link);
    const scale = 3;
    const side = size * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        if (dark(Math.floor(x / scale), Math.floor(y / scale)))
          pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    assert.equal(jsQR(pixels, side, side)?.data, link);
  }
});
