// stories.mjs -- twelve short plays of the real server for failing.mjs. Any request in them may fail: a play goes on
// with what is left, and keeps what was acknowledged (Witness), which must be there afterwards, whatever failed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENCE, ROOT } from '../lib/server.mjs';
import { Link, call } from '../lib/people.mjs';

const STORY = 'kort-de-sleutel';
const CLOSING_SECONDS = 8;
const CREATION_MS = 10_000; // So often one address may make a session.
const EVERYWHERE = 254;

/** A request that did not succeed: the play is over for whoever needed it. */
class Refused extends Error {}
/** No answer, and the link stays: what must never be. */
export class Silence extends Error {}

/** A server that is alive answers, or ends the link. */
const within = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Silence(`no answer to ${what}`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** What was acknowledged. */
export class Witness {
  seats = new Map(); // token: what its seat must see
  deleted = new Set();
  unsure = new Set(); // Gone, perhaps: it may be done and only its answer be lost.
  lead = null;
  acks = 0;
  refused = 0;

  seat(token) {
    if (!this.seats.has(token)) this.seats.set(token, { seq: 0, reason: null, asked: null });
    return this.seats.get(token);
  }

  /** A server that may have been started again shows all of it. Gives back what it does not show. */
  async missing(server) {
    const wrong = [];
    for (const [token, { seq, reason, asked }] of this.seats) {
      if (this.unsure.has(token)) continue;
      const answer = await call(server, 'GET', '/api/export.json', { token });
      if (this.deleted.has(token)) {
        if (answer.status !== 401) wrong.push(`deleted, and there: ${answer.status}`);
        continue;
      }
      const link = await Link.open(server, token, { hello: { client: 7 }, silent: true });
      const whole = link.until((l) => l.sections.session, 'the whole view');
      whole.catch(() => {});
      const came = await within(Promise.race([whole, link.closed.then(() => null)]), 'hello');
      if (came === null) {
        wrong.push(`hello: ${JSON.stringify(link.messages)}`);
        continue;
      }
      if (link.seq < seq) wrong.push(`seq ${link.seq} of ${seq}`);
      const kept = link.sections.me?.reason ?? '';
      if (reason !== null && !reason.includes(kept)) wrong.push(`reason '${kept}' of ${JSON.stringify(reason)}`);
      if (asked !== null) {
        const again = await within(link.ask(asked.type, asked.fields, asked.id), 'what was acknowledged before');
        if (again.t !== 'ack') wrong.push(`acknowledged, and then ${JSON.stringify(again)}`);
      }
      await link.close();
    }
    if (this.lead !== null && !this.deleted.has(this.lead))
      await call(server, 'POST', '/api/delete', { token: this.lead, body: {} }); // There is no end to these sessions.
    return wrong;
  }
}

/** One seat with a live link. */
class Person {
  id = 0;

  constructor(play, token, link) {
    Object.assign(this, { play, token, link });
  }

  static async at(play, token) {
    play.witness.seat(token);
    const opened = Link.open(play.server, token, { hello: { client: 7 }, silent: true });
    const link = await within(
      opened.catch((error) => {
        throw new Refused(error.message);
      }),
      'the opening of a link',
    );
    const person = new Person(play, token, link);
    await person.until((l) => l.welcome && l.sections.session, 'the whole view');
    return person;
  }

  /** Until it holds, or the link ends. */
  until(test, what) {
    const gone = this.link.closed.then(() => {
      throw new Refused(`gone before ${what}`);
    });
    const holds = this.link.until(test, what, 2 * PATIENCE); // `within` is first, and says what it means.
    holds.catch(() => {});
    return within(Promise.race([holds, gone]), what);
  }

  /** Ask something; what was acknowledged is kept. True: it was. */
  async ask(type, fields = {}) {
    const id = ++this.id;
    const seat = this.play.witness.seat(this.token);
    if (type === 'vote_cast') seat.reason = [...(seat.reason ?? ['']), fields.reason];
    if (this.link.socket.readyState !== 1) throw new Refused('the link is closed');
    this.link.send({ t: 'command', id, type, ...fields });
    const answer = await this.until(
      (l) => l.messages.find((m) => m.id === id && ['ack', 'rejected', 'error'].includes(m.t)),
      `the answer to ${type}`,
    );
    if (answer.t !== 'ack') {
      this.play.witness.refused++;
      return false;
    }
    this.play.witness.acks++;
    Object.assign(seat, { seq: Math.max(seat.seq, answer.seq), asked: { type, fields, id } });
    if (type === 'vote_cast') seat.reason = [fields.reason];
    if (type !== 'seat_leave') await this.until((l) => l.seq >= answer.seq, `view ${answer.seq}`);
    return true;
  }

  /** With the trainer's button, to this step. */
  async bring(step) {
    for (let i = 0; i < 10; i++) {
      const { round, step: here } = this.link.sections.trainer.rooms[0];
      if (here === step) return;
      if (!(await this.ask('room_next', { room: EVERYWHERE, round, step: here }))) throw new Refused(step);
    }
    throw new Refused(step);
  }
}

/** One story that is being played: requests, and the people in it. */
class Play {
  constructor(server, witness, order) {
    Object.assign(this, { server, witness, order, people: [] });
  }

  async request(method, path, token, body) {
    const answer = await within(
      call(this.server, method, path, { token, body }).catch((error) => {
        throw new Refused(error.message);
      }),
      path,
    );
    if (answer.status < 300) return answer.body;
    this.witness.refused++;
    throw new Refused(`${path}: ${answer.status}`);
  }

  async begin(settings = {}) {
    const session = await this.request('POST', '/api/sessions', this.server.trainerKey, {
      scenario: STORY,
      mode: 'one_room',
      rooms_count: 1,
      room_seats_max: 6,
      close: 'trainer',
      lang: 'nl',
      closing_seconds: CLOSING_SECONDS,
      ...settings,
    });
    this.code = session.code;
    this.witness.lead = session.token;
    this.trainer = await Person.at(this, session.token);
    await this.trainer.ask('doors_open');
    return session;
  }

  async joins(name, room) {
    const { token } = await this.request('POST', '/api/join', undefined, { code: this.code, name, room });
    const person = await Person.at(this, token);
    this.people.push(person);
    return person;
  }

  /** Three people in the choice of the first round. */
  async choosing(settings) {
    await this.begin(settings);
    for (const name of ['Anna', 'Bas', 'Cem']) await this.joins(name);
    await this.trainer.ask('session_start');
    await this.trainer.bring('choice');
  }

  async votes(word = 'omdat') {
    for (const [at, person] of this.people.entries())
      await person.ask('vote_cast', { round: 0, option: at % 2, confidence: 1 + at, reason: `${word} ${at}` });
  }

  async decided() {
    await this.choosing();
    await this.votes();
    await this.trainer.bring('decision');
    for (const person of this.people) await person.ask('second_cast', { round: 0, option: 1 });
    await this.trainer.bring('consequence');
  }

  /** So many seconds on the server's clock, each of which it sees: a second of which nothing is seen is an outage. */
  async passes(seconds) {
    for (let i = 0; i < seconds; i++) {
      this.order.passes(1000);
      await call(this.server, 'GET', '/readyz').catch(() => {}); // Whatever comes in makes a turn.
    }
  }

  close() {
    for (const { link } of [this.trainer, ...this.people].filter(Boolean)) link.socket.terminate();
  }
}

const file = (name) => JSON.parse(readFileSync(join(ROOT, 'scenarios', STORY, `${name}.json`), 'utf8'));
let own = 0;

const STORIES = {
  async lobby(play) {
    await play.begin({ mode: 'rooms', rooms_count: 2 });
    const [anna, bas] = [await play.joins('Anna', 0), await play.joins('Bas', 1)];
    await anna.ask('room_choose', { room: 1 });
    await play.trainer.ask('seat_move', { target: bas.link.welcome.seat, room: 0 });
    await play.trainer.ask('session_lock', { locked: true });
    await play.joins('Cem').catch((error) => assert.ok(error instanceof Refused));
    await bas.ask('language_set', { lang: 'en' });
  },
  async votes(play) {
    await play.choosing();
    await play.votes('eerst');
    await play.votes('toch anders');
    for (const person of play.people) await person.ask('ready_set', { round: 0, step: 'choice', ready: true });
  },
  async decide(play) {
    await play.decided();
    await play.trainer.bring('reflection');
    await play.people[0].ask('reflection_share', { round: 0, text: 'Dit neem ik mee' });
  },
  async undo(play) {
    await play.choosing();
    await play.votes();
    await play.trainer.bring('decision');
    await play.trainer.ask('room_undo', { room: EVERYWHERE });
    await play.trainer.bring('decision');
    for (const person of play.people) await person.ask('second_cast', { round: 0, option: 1 });
    await play.trainer.bring('consequence');
    await play.trainer.ask('room_undo', { room: EVERYWHERE });
  },
  async export(play) {
    await play.decided();
    await play.trainer.ask('session_end');
    for (const kind of ['json', 'csv']) await play.request('GET', `/api/export.${kind}`, play.trainer.token);
    await play.request('GET', '/api/ways/0', play.trainer.token);
  },
  async wipe(play) {
    await play.choosing();
    await play.votes();
    const all = [play.trainer, ...play.people].map(({ token }) => token);
    for (const token of all) play.witness.unsure.add(token);
    await play.request('POST', '/api/delete', play.trainer.token, {});
    for (const token of all) {
      play.witness.unsure.delete(token);
      play.witness.deleted.add(token);
    }
  },
  async own_story(play) {
    const id = `eigen-${++own % 20}`;
    const scenario = { ...file('scenario'), id, version: `1.0.${own}` };
    const key = play.server.trainerKey;
    const body = { id, scenario, nl: file('nl'), en: file('en') };
    const { loaded, reason } = await play.request('POST', '/api/author/load', key, body);
    if (!loaded) throw new Refused(`load: ${reason}`);
    await play.begin({ scenario: id });
    await play.joins('Anna');
    await play.trainer.ask('session_start');
    await play.request('POST', `/api/author/scenarios/${id}/withdraw`, key, {});
  },
  async alone(play) {
    const { token } = await play.request('POST', '/api/solo', undefined, { scenario: STORY, lang: 'nl' });
    const person = await Person.at(play, token);
    play.people.push(person);
    await person.ask('ready_set', { round: 0, step: 'situation', ready: true });
    const { step, dilemma } = person.link.sections.round;
    if (step === 'diagnosis')
      for (const member of dilemma.diagnose) await person.ask('guess_cast', { round: 0, member, phase: 'acting' });
    await person.ask('vote_cast', { round: 0, option: 1, confidence: 2, reason: 'alleen' });
  },
  async happening(play) {
    await play.choosing();
    const [{ pulse }] = play.trainer.link.sections.trainer.happenings;
    await play.trainer.ask('happening_bring', { room: EVERYWHERE, pulse });
    await play.trainer.ask('happening_drop', { room: EVERYWHERE, pulse });
    await play.trainer.ask('message_send', { room: EVERYWHERE, text: 'Nog vijf minuten' });
    await play.votes();
  },
  async reconnect(play) {
    await play.choosing();
    await play.votes('voor');
    for (const [at, person] of play.people.entries()) {
      await person.link.close();
      const back = await Person.at(play, person.token);
      back.id = person.id;
      play.people[at] = back;
    }
    await play.votes('na');
  },
  async leaves(play) {
    await play.choosing();
    await play.votes();
    const [anna, bas] = play.people;
    for (const { token } of [anna, bas]) play.witness.unsure.add(token);
    await anna.ask('seat_leave');
    await play.trainer.ask('seat_remove', { target: bas.link.welcome.seat, removed: true });
    await play.trainer.ask('seat_remove', { target: bas.link.welcome.seat, removed: false });
  },
  async clocks(play) {
    await play.choosing({ close: 'quorum' });
    await play.trainer.ask('session_pause', { paused: true });
    await play.votes();
    await play.trainer.ask('session_pause', { paused: false });
    await play.trainer.ask('room_extend', { room: EVERYWHERE, seconds: 60 });
    await play.trainer.ask('room_hold', { room: EVERYWHERE, held: true });
    await play.trainer.ask('projector_curtain', { curtain: 'dark' });
    await play.passes(CLOSING_SECONDS);
    await play.trainer.ask('room_hold', { room: EVERYWHERE, held: false });
    await play.passes(60 + CLOSING_SECONDS);
    if (play.witness.refused === 0)
      await play.trainer.until((l) => l.sections.trainer.rooms[0].step !== 'choice', 'the end of the choice');
  },
};

export const NAMES = Object.keys(STORIES);

/** Play it to its end, or as far as it goes. True: to its end. What is no refusal is thrown. `order` has the time. */
export async function play(server, name, witness, order) {
  const one = new Play(server, witness, order);
  order.passes(CREATION_MS);
  try {
    await STORIES[name](one);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  } finally {
    one.close();
  }
}
