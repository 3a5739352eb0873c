// people.mjs -- trainers and participants as programs: the HTTP API and the WebSocket, no browser.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { PATIENCE, ROOT } from './server.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const WebSocket = require('ws');
const { decode, encode } = require('@msgpack/msgpack');

/** Tests use MessagePack, as browsers do, unless they ask for JSON. */
const CODECS = {
  msgpack: { write: (message) => encode(message, { ignoreUndefined: true }), read: decode, binary: true },
  json: { write: (message) => JSON.stringify(message), read: (data) => JSON.parse(data.toString()), binary: false },
};

/** One HTTP call; the answer as {status, body, headers}, body parsed when it is JSON. */
export async function call(server, method, path, { token, body, headers = {}, raw } = {}) {
  const response = await fetch(server.origin + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

async function made(answer) {
  const { status, body } = await answer;
  assert.ok(status === 200 || status === 201, `${status} ${JSON.stringify(body)}`);
  return body;
}

/** A session with the doors open; settings override the usual ones. */
export async function createSession(server, settings = {}) {
  const session = await made(
    call(server, 'POST', '/api/sessions', {
      token: server.trainerKey,
      body: {
        scenario: 'de-nieuwe-vrijheid',
        mode: 'rooms',
        pace: 'trainer',
        rule: 'majority',
        close: 'everyone',
        rooms_count: 3,
        room_seats_max: 6,
        lang: 'nl',
        trainer_name: 'Ellen',
        title: 'Groep 3',
        closing_seconds: 1, // People have eight; what happens in them is tested where it is promised.
        ...settings,
      },
    }),
  );
  const trainer = await Link.open(server, session.token);
  await trainer.say('doors_open');
  return { ...session, trainer };
}

export const join_ = (server, code, name, room, lang = 'nl') =>
  made(call(server, 'POST', '/api/join', { body: { code, name, lang, ...(room === undefined ? {} : { room }) } }));

export async function participant(server, code, name, room, lang, options) {
  const seat = await join_(server, code, name, room, lang);
  return Link.open(server, seat.token, options);
}

const ROW_NAMES = { rooms: 'room', seats: 'seat' };
const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of rows with what differs in it. */
function mergeRows(rows, by, change) {
  const known = new Map(rows.map((row) => [row[by], row]));
  const changes = new Map(change.rows.map((row) => [row[by], row]));
  return (change.order ?? rows.map((row) => row[by])).map((name) => {
    assert.ok(known.has(name) || changes.has(name), `${by} ${name} was never sent`);
    return { ...known.get(name), ...changes.get(name) };
  });
}

/** A section with what differs in it, as clients/core/merge.ts makes it. */
function merge(section, change) {
  const merged = { ...section };
  for (const [field, value] of Object.entries(change)) {
    assert.ok(field in section, `${field} was never sent`);
    merged[field] =
      Array.isArray(section[field]) && isMap(value) ? mergeRows(section[field], ROW_NAMES[field], value) : value;
  }
  return merged;
}

/** A live link that keeps the newest of every section, as a browser does. */
export class Link {
  sections = {};
  messages = [];
  bytes = 0;
  seq = 0;
  #nextId = Math.floor(Math.random() * 2 ** 20) * 2 ** 32;
  #waiters = new Set();

  static async open(server, token, { hello = {}, silent = false, encoding = 'msgpack', headers = {} } = {}) {
    const link = new Link();
    link.codec = CODECS[encoding];
    link.server = server;
    link.token = token;
    link.socket = new WebSocket(`${server.origin.replace('http', 'ws')}/ws`, `dilemmakamer.v1.${encoding}`, {
      origin: new URL(server.origin).origin,
      headers,
    });
    link.closed = new Promise((resolve) => link.socket.on('close', (code) => resolve(code)));
    link.socket.on('message', (data, binary) => {
      assert.equal(binary, link.codec.binary, `a frame of ${encoding}`);
      link.bytes += data.length;
      link.#receive(link.codec.read(data));
    });
    await new Promise((resolve, reject) => {
      link.socket.on('open', resolve);
      link.socket.on('error', reject);
    });
    link.socket.on('error', () => {});
    link.send({ t: 'hello', token, version: 1, changes: 1, ...hello });
    if (!silent) await link.until((l) => l.welcome && l.sections.session, 'the whole view');
    return link;
  }

  #receive(message) {
    this.messages.push(message);
    if (message.t === 'welcome') this.welcome = message;
    if (message.t === 'view') {
      assert.ok(message.seq >= this.seq, `view ${message.seq} after ${this.seq}`);
      for (const [name, change] of Object.entries(message.changes ?? {})) {
        assert.ok(message.since <= this.seq, `what differs from ${message.since}, at ${this.seq}`);
        message.sections[name] = merge(this.sections[name], change);
      }
      this.seq = message.seq;
      Object.assign(this.sections, message.sections);
    }
    for (const check of [...this.#waiters]) check();
  }

  send(message) {
    this.socket.send(this.codec.write(message));
  }

  /** Wait until `test(this)` holds. */
  until(test, what, ms = PATIENCE) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(check);
        reject(
          new Error(`waited in vain for ${what}; last: ${JSON.stringify(this.messages.slice(-3)).slice(0, 1500)}`),
        );
      }, ms);
      timer.unref(); // A wait that ended because the link closed must not keep the test file from ending.
      const check = () => {
        const value = test(this);
        if (!value) return;
        clearTimeout(timer);
        this.#waiters.delete(check);
        resolve(value);
      };
      this.#waiters.add(check);
      check();
    });
  }

  nextId() {
    return ++this.#nextId;
  }

  /** Send a command; resolves with its ack or rejection. */
  async ask(type, fields = {}, id = this.nextId()) {
    const from = this.messages.length;
    this.send({ t: 'command', id, type, ...fields });
    return this.until(
      (l) => l.messages.slice(from).find((m) => (m.t === 'ack' || m.t === 'rejected') && m.id === id),
      `the answer to ${type}`,
    );
  }

  /** Send a command that must be accepted; resolves when its effect is in the view. */
  async say(type, fields = {}) {
    const answer = await this.ask(type, fields);
    assert.equal(answer.t, 'ack', `${type}: ${JSON.stringify(answer)}`);
    await this.until((l) => l.seq >= answer.seq, `view ${answer.seq}`);
    return answer;
  }

  get step() {
    return this.sections.round?.step;
  }
  get round() {
    return this.sections.round?.round;
  }

  close() {
    this.socket.terminate();
    return this.closed;
  }
}

/** Bring all rooms to `step`, with the trainer's main button. */
export async function advance(trainer, step, room = 254) {
  const index = room === 254 ? 0 : room;
  for (let i = 0; i < 10; i++) {
    const here = trainer.sections.trainer.rooms[index];
    if (here.step === step) return;
    const answer = await trainer.ask('room_next', { room, round: here.round, step: here.step });
    if (answer.t === 'rejected') assert.equal(answer.code, 'step_over'); // It went on by itself just now.
    await trainer.until(
      (l) => (answer.t === 'ack' ? l.seq >= answer.seq : l.sections.trainer.rooms[index].step !== here.step),
      `what comes after ${here.step}`,
    );
  }
  throw new Error(`never came to ${step}`);
}

const GUESTS = (count) => Array.from({ length: count }, (_, i) => `Persoon ${i + 1}`);

/** One room with these people (names, or how many) in the choice of its first round, which only the trainer ends. */
export async function choosing(server, who, settings = {}) {
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 20,
    close: 'trainer',
    ...settings,
  });
  const people = [];
  for (const name of typeof who === 'number' ? GUESTS(who) : who)
    people.push(await participant(server, session.code, name));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await Promise.all(people.map((p) => p.until((l) => l.step === 'choice', 'the choice')));
  return { ...session, people };
}

/** Rooms of these sizes play one round, up to its consequence; `votesOf(i)`: the first votes of person i, in order;
 *  `meanwhile`: what the trainer does while they choose. */
export async function playRound(server, sizes, votesOf, settings = {}, meanwhile = async () => {}) {
  const session = await createSession(server, {
    close: 'trainer',
    rooms_count: sizes.length,
    room_seats_max: 8,
    ...settings,
  });
  const people = [];
  for (const [room, size] of sizes.entries())
    for (let i = 0; i < size; i++) people.push(await participant(server, session.code, `Gast ${room}-${i}`, room));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await meanwhile(session.trainer);
  for (const [i, person] of people.entries()) {
    await person.until((l) => l.step === 'choice', 'the choice');
    for (const vote of votesOf(i)) await person.say('vote_cast', { round: 0, confidence: 1 + (i % 3), ...vote });
  }
  await advance(session.trainer, 'decision');
  for (const [i, person] of people.entries()) {
    await person.until((l) => l.step === 'decision', 'the decision');
    await person.say('second_cast', { round: 0, option: i % 2 });
  }
  await advance(session.trainer, 'consequence');
  return { ...session, people };
}
