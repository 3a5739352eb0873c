// attacks.test.mjs -- what strangers, broken phones and curious colleagues may try: the server stays
// calm, nobody gets what is not theirs, and everybody else notices nothing.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENCE, Server } from '../lib/server.mjs';
import { Link, advance, call, createSession, participant } from '../lib/people.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

/** Sends raw bytes, `first` and then `more` every second, until the server ends the connection. */
function endOf(first, more) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const timer = setInterval(() => {
      if (more && socket.writable) socket.write(more);
    }, 1000);
    socket.on('connect', () => socket.write(first));
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve();
    });
  });
}

const UPGRADE =
  'GET /ws HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: dilemmakamer.v1.msgpack\r\n\r\n';

test('who talks slower than a person could is not waited for', { timeout: PATIENCE }, async () => {
  await Promise.all([
    endOf('G'),
    endOf('GET / HTTP/1.1\r\n', 'X-More: yes\r\n'),
    endOf('POST /api/join HTTP/1.1\r\nHost: here\r\nContent-Length: 4000\r\n\r\n', 'x'),
    endOf(UPGRADE),
    endOf(UPGRADE, Buffer.from([0x89, 0x80, 0, 0, 0, 0])), // Pings, but no hello.
  ]);
});

test('a co-trainer cannot take the place of the trainer, nor of another co-trainer', async () => {
  const session = await createSession(server);
  const made = await call(server, 'POST', '/api/links', { token: session.token, body: { role: 'cotrainer' } });
  const other = await call(server, 'POST', '/api/links', { token: session.token, body: { role: 'cotrainer' } });
  const anna = await participant(server, session.code, 'Anna');
  const link = (token, seat) => call(server, 'POST', `/api/seats/${seat}/link`, { token });
  for (const seat of [0, other.body.seat]) {
    const { status, body } = await link(made.body.token, seat);
    assert.deepEqual([status, body.error?.code], [403, 'forbidden'], `seat ${seat}`);
  }
  for (const [token, seat] of [
    [made.body.token, anna.welcome.seat],
    [made.body.token, made.body.seat],
    [session.token, 0],
    [session.token, made.body.seat],
    [anna.token, anna.welcome.seat],
  ])
    assert.equal((await link(token, seat)).status, 201, `seat ${seat}`);
  assert.equal((await link(anna.token, 0)).status, 403);
  await Promise.all([session.trainer, anna].map((l) => l.close()));
});

test('who leaves takes their name and words along, out of the files too; the vote stays counted', async () => {
  const { trainer, token, code } = await createSession(server, { rooms_count: 1, close: 'trainer' });
  const [anna, bob] = [await participant(server, code, 'Blijfster'), await participant(server, code, 'Weggaander')];
  await trainer.say('session_start');
  await advance(trainer, 'choice');
  await bob.until((l) => l.step === 'choice', 'the choice');
  await bob.say('vote_cast', { round: 0, option: 1, confidence: 2, reason: 'een reden om te gaan' });
  await anna.say('vote_cast', { round: 0, option: 0, confidence: 2, reason: 'een reden om te blijven' });
  const left = await bob.ask('seat_leave');
  assert.equal(left.t, 'ack');
  const held = (text) =>
    readdirSync(join(server.folder, 'data')).filter((file) => {
      try {
        return readFileSync(join(server.folder, 'data', file)).includes(text);
      } catch {
        return false;
      }
    });
  for (const words of ['Weggaander', 'een reden om te gaan']) assert.deepEqual(held(words), [], words);
  assert.notDeepEqual(held('een reden om te blijven'), []);
  await trainer.until((l) => l.seq >= left.seq, 'the view after it');
  await advance(trainer, 'discussion');
  assert.deepEqual(trainer.sections.trainer.rooms[0].first.slice(0, 2), [1, 1]);
  await server.kill();
  await server.up();
  const back = await Link.open(server, token);
  assert.deepEqual(back.sections.trainer.rooms[0].first.slice(0, 2), [1, 1]);
  assert.ok(!JSON.stringify(back.sections).includes('Weggaander'));
  await Promise.all([trainer, anna, bob, back].map((l) => l.close()));
});

test('who leaves and comes back, again and again, does not use up the seats of the others', async () => {
  const { trainer, code } = await createSession(server, { rooms_count: 1, room_seats_max: 20, seats_max: 22 });
  for (let i = 0; i < 30; i++) {
    const anna = await participant(server, code, 'Anna');
    await anna.ask('seat_leave');
    await anna.close();
  }
  const sits = (one) => one.role === 'participant';
  await trainer.until(({ sections }) => !sections.people.seats.some(sits), 'all chairs free');
  await trainer.close();
});
