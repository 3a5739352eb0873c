/* codec.test.ts -- messages on the wire: both encodings say the same, and what is broken is no message. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '@msgpack/msgpack';
import { encodingOf } from '../core/address';
import { codecs } from '../core/codec';
import { messageOf } from '../core/envelope';
import { emptyScreen, receive } from '../core/screen';
import type { ClientMessage, ServerMessage } from '../core/types';
import { screenAt } from '../preview/fixtures';

const view: ServerMessage = { t: 'view', seq: 9, at_ms: 1_785_000_000_123, sections: screenAt('consequence').sections };
const packed = (value: unknown): ArrayBuffer => {
  const { buffer, byteOffset, byteLength } = encode(value);
  return buffer.slice(byteOffset, byteOffset + byteLength);
};

test('a view is the same in both encodings', () => {
  assert.deepEqual(codecs.msgpack.read(packed(view)), view);
  assert.deepEqual(codecs.json.read(JSON.stringify(view)), view);
});

test('a command is a frame of its own encoding; what is not given is not sent', () => {
  const hello: ClientMessage = { t: 'hello', token: 'x', version: 1, lang: undefined } as unknown as ClientMessage;
  const bytes = codecs.msgpack.write(hello);
  assert.ok(bytes instanceof Uint8Array);
  assert.deepEqual([...bytes], [...encode({ t: 'hello', token: 'x', version: 1 })]);
  assert.equal(codecs.json.write(hello), '{"t":"hello","token":"x","version":1}');
});

test('an id of 53 bits is an integer on the wire', () => {
  const id = Number.MAX_SAFE_INTEGER;
  const bytes = codecs.msgpack.write({ t: 'command', id, type: 'session_start' });
  assert.ok(bytes instanceof Uint8Array);
  assert.ok([...bytes].join().includes([0xcf, 0, 0x1f, 255, 255, 255, 255, 255, 255].join()), 'uint 64');
});

test('a frame of the other kind is no message', () => {
  assert.equal(codecs.msgpack.read('{"t":"pong","at_ms":1}'), null);
  assert.equal(codecs.json.read(packed({ t: 'pong', at_ms: 1 })), null);
});

test('every cut and every changed byte of a view is a message or nothing, and never an exception', () => {
  const whole = new Uint8Array(packed(view));
  for (let at = 0; at < whole.length; at++) {
    assert.equal(codecs.msgpack.read(whole.slice(0, at).buffer), null, `cut at ${at}`);
    for (const byte of [0x00, 0x80, 0xc0, 0xc1, 0xdd, 0xdf, 0xff]) {
      const broken = whole.slice();
      broken[at] = byte;
      const message = codecs.msgpack.read(broken.buffer);
      if (message !== null) receive(emptyScreen, message, 0);
    }
  }
});

test('a header that promises four thousand million parts reserves nothing', () => {
  for (const head of [0xdd, 0xdf, 0xdb, 0xc6, 0xc9])
    assert.equal(codecs.msgpack.read(new Uint8Array([head, 255, 255, 255, 255, 1]).buffer), null);
});

test('what is no envelope is no message', () => {
  for (const value of [
    null,
    7,
    'view',
    [],
    {},
    { t: 'dance' },
    { t: 'toString' },
    { t: 'view', seq: '9', at_ms: 1, sections: {} },
    { t: 'view', seq: 9, at_ms: 1 },
    { t: 'view', seq: 9, at_ms: 1, sections: [] },
    { t: 'welcome', seat: 1 },
    { t: 'ack', id: 1 },
    { t: 'rejected', id: 1 },
    { t: 'error' },
    { t: 'bye', code: 7 },
    { t: 'pong' },
  ])
    assert.equal(messageOf(value), null, JSON.stringify(value));
});

test('a section that is no map is left out, and the one on the screen stays', () => {
  const before = screenAt('choice');
  const message = codecs.json.read('{"t":"view","seq":99,"at_ms":1,"sections":{"me":null,"round":[],"newer":{"a":1}}}');
  assert.ok(message !== null);
  const after = receive(before, message, 0);
  assert.equal(after.sections.me, before.sections.me);
  assert.equal(after.sections.round, before.sections.round);
  assert.equal(after.seq, 99);
});

test('?json in the address of a page, and nothing else, makes its socket speak JSON', () => {
  assert.equal(encodingOf(''), 'msgpack');
  assert.equal(encodingOf('?c=K7M4PR'), 'msgpack');
  assert.equal(encodingOf('?json'), 'json');
  assert.equal(encodingOf('?c=K7M4PR&json'), 'json');
});
