// slow.test.mjs -- promise 6 down to the kernel: a screen that does not read gets no queue there either. When it reads
// again it finds little that is old, and then the newest.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import { Server, until } from '../lib/server.mjs';
import { createSession, join_ } from '../lib/people.mjs';

// Of these two one must hold: how much the reader's own kernel takes in is not ours to say.
const BEHIND_BYTES_MAX = 256 * 1024;
const BEHIND_VIEWS_MAX = 64;

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

/** A link as bytes, which reads only when it is told to. */
class Reader {
  #buffer = Buffer.alloc(0);
  views = []; // Of each view: its seq and its size.

  constructor(socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#take();
    });
  }

  /** Over a WebSocket: frames of JSON. */
  static async socket(token) {
    const socket = net.connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        'Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n\r\n',
    );
    const reader = new Reader(socket);
    await reader.#head();
    const hello = Buffer.from(JSON.stringify({ t: 'hello', token, version: 1 }));
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), hello]));
    reader.next = (buffer) => {
      if (buffer.length < 2) return null;
      const short = buffer[1];
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (buffer.length < head) return null;
      const size = short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2));
      if (buffer.length < head + size) return null;
      const isText = (buffer[0] & 15) === 1; // Else a ping.
      return [head + size, isText ? buffer.subarray(head, head + size) : Buffer.alloc(0)];
    };
    return reader;
  }

  /** Over an event stream. */
  static async stream(token) {
    const socket = net.connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    const host = `127.0.0.1:${server.port}`;
    socket.write(`GET /live/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    const reader = new Reader(socket);
    await reader.#head();
    reader.next = (buffer) => {
      const end = buffer.indexOf('\n\n');
      return end < 0 ? null : [end + 2, buffer.subarray(buffer.indexOf('{'), end)];
    };
    return reader;
  }

  async #head() {
    await until(
      () => this.#buffer.includes('\r\n\r\n'),
      () => 'the answer',
    );
    this.#buffer = this.#buffer.subarray(this.#buffer.indexOf('\r\n\r\n') + 4);
  }

  #take() {
    for (let one = this.next?.(this.#buffer); one; one = this.next(this.#buffer)) {
      this.#buffer = this.#buffer.subarray(one[0]);
      if (one[1].length === 0) continue; // A line that keeps the stream awake.
      const message = JSON.parse(one[1].toString());
      if (message.t === 'view') this.views.push({ seq: message.seq, bytes: one[0] });
    }
  }
}

for (const road of ['socket', 'stream'])
  test(`a trainer's screen that does not read a ${road} finds little that is old, and then the newest`, async (t) => {
    const session = await createSession(server, { rooms_count: 16, room_seats_max: 40, seats_max: 640 });
    const reader = await Reader[road](session.token);
    await until(
      () => reader.views.length > 0,
      () => 'the first view',
    );
    reader.socket.pause();
    // Each of these is a view of all people, newer and longer than the one before. No more than it takes: who reads
    // nothing for 45 seconds is gone.
    let sent = 0;
    let people = 0;
    for (; sent <= 8 * BEHIND_BYTES_MAX || people <= 2 * BEHIND_VIEWS_MAX; people++) {
      await join_(server, session.code, `Deelnemer met een lange naam ${people}`);
      sent += JSON.stringify(session.trainer.sections.people).length;
    }
    await session.trainer.until((l) => l.sections.people.seats.length >= people, 'all people');
    const { seq } = session.trainer;
    const before = reader.views.length;
    reader.socket.resume();
    await until(
      () => reader.views.at(-1).seq >= seq,
      () => 'the newest view',
    );
    const old = reader.views.slice(before).filter((view) => view.seq < seq);
    const behind = old.reduce((sum, { bytes }) => sum + bytes, 0);
    t.diagnostic(`${old.length} old views, ${behind} bytes, of ${sent}`);
    assert.ok(old.length <= BEHIND_VIEWS_MAX || behind <= BEHIND_BYTES_MAX, `${old.length} old views, ${behind} bytes`);
    reader.socket.destroy();
    await session.trainer.close();
  });
