// promises.test.mjs -- one test for each promise, named after it, on the real server.
// Source: server/README.md, "What the server promises".
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, until } from '../lib/server.mjs';
import { sendFaults } from '../lib/faults.mjs';
import { Link, advance, call, choosing, createSession, participant } from '../lib/people.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const vote = (option, reason = '') => ({ round: 0, option, confidence: 2, reason });
const firstVotes = (trainer) => trainer.sections.progress.rooms[0].done;

test('promise 1: acknowledged means durable: no acknowledged vote is lost by kill -9', async () => {
  const { trainer, people, token } = await choosing(server, 6);
  const acknowledged = new Map();
  // Everybody keeps changing their vote; the server dies in the middle of it.
  const busy = people.map(async (person, index) => {
    for (let i = 0; i < 400; i++) {
      const option = (index + i) % 3;
      const answer = await Promise.race([person.ask('vote_cast', vote(option, `reden ${i}`)), person.closed]);
      if (typeof answer === 'number') return;
      if (answer.t === 'ack') acknowledged.set(index, { option, reason: `reden ${i}`, seq: answer.seq });
    }
  });
  await until(
    () => acknowledged.size === people.length,
    () => 'an acknowledged vote of everybody',
  );
  await server.kill();
  await Promise.allSettled(busy);
  await server.up();
  assert.equal(acknowledged.size, 6);
  for (const [index, person] of people.entries()) {
    const back = await Link.open(server, person.token);
    const { option, reason } = acknowledged.get(index);
    // The last acknowledged vote, or the one sent after it whose ack was cut off: never an older one.
    const number = Number(/\d+/.exec(back.sections.me.reason)[0]);
    const known = Number(/\d+/.exec(reason)[0]);
    assert.ok(number === known || number === known + 1, `${number} after ${known} was acknowledged`);
    if (number === known) assert.equal(back.sections.me.vote, option);
    await back.close();
  }
  const again = await Link.open(server, token);
  assert.equal(firstVotes(again), 6);
  await Promise.all([trainer.close(), again.close()]);
});

test('promise 2: exactly once: a command sent again has no second effect', async () => {
  const { trainer, people } = await choosing(server, 2);
  const [anna] = people;
  const id = anna.nextId();
  const first = await anna.ask('vote_cast', vote(1, 'eens'), id);
  const other = await anna.ask('vote_cast', vote(2, 'toch anders'));
  const back = await Link.open(server, anna.token);
  const second = await back.ask('vote_cast', vote(1, 'eens'), id);
  assert.deepEqual([first.t, other.t, second.t], ['ack', 'ack', 'ack']);
  assert.ok(second.seq <= other.seq, 'the repeated command made no new event');
  assert.equal(back.sections.me.vote, 2);
  await trainer.until((l) => l.seq >= other.seq, 'what the trainer sees of it');
  assert.equal(firstVotes(trainer), 1);
  await Promise.all([trainer, ...people, back].map((l) => l.close()));
});

test('promise 3: reconnect is invisible: all at once, also after a restart and on another device', async () => {
  const { trainer, people } = await choosing(server, 3);
  const [anna, bea] = people;
  await anna.say('vote_cast', vote(2, 'omdat het kan'));
  await bea.until((l) => l.sections.progress.rooms[0].done === 1, 'the progress');
  await anna.close();
  await server.stop();
  await server.up();
  const back = await Link.open(server, anna.token);
  assert.deepEqual(Object.keys(back.sections).sort(), Object.keys(anna.sections).sort());
  for (const name of ['session', 'round', 'result', 'team', 'me'])
    assert.deepEqual(back.sections[name], anna.sections[name], name);
  const { status, body } = await call(server, 'POST', `/api/seats/${back.welcome.seat}/link`, { token: anna.token });
  assert.equal(status, 201, JSON.stringify(body));
  const tablet = await Link.open(server, body.token);
  assert.equal(tablet.welcome.seat, back.welcome.seat);
  assert.deepEqual(tablet.sections.me, back.sections.me);
  await back.until(
    (l) => l.messages.find((m) => m.t === 'bye' && m.code === 'moved_device'),
    'a goodbye on the old device',
  );
  const old = await Link.open(server, anna.token, { silent: true });
  await old.until(
    (l) => l.messages.find((m) => m.t === 'error' && m.code === 'token_unknown'),
    'the old token to be void',
  );
  await Promise.all([trainer, bea, people[2], tablet, old].map((l) => l.close()));
});

test('promise 4: order: all screens see the same sequence', async () => {
  const { trainer, people } = await choosing(server, 5);
  await Promise.all(people.map((p, i) => p.say('vote_cast', vote(i % 3))));
  await trainer.until(() => firstVotes(trainer) === 5, 'five votes');
  const last = trainer.seq;
  await Promise.all(people.map((p) => p.until((l) => l.seq >= last, 'the last view')));
  // A view with a certain number says the same to everybody in the room.
  const progress = new Map();
  for (const link of people)
    for (const m of link.messages.filter((m) => m.t === 'view' && m.sections.progress)) {
      const text = JSON.stringify(m.sections.progress);
      assert.equal(progress.get(m.seq) ?? text, text, `view ${m.seq}`);
      progress.set(m.seq, text);
    }
  assert.ok(progress.size > 0);
  await Promise.all([trainer, ...people].map((l) => l.close()));
});

test('promise 5: nobody sees more than their role may', async () => {
  const session = await createSession(server, { rooms_count: 2, close: 'trainer' });
  const [anna, bob, chris] = [
    await participant(server, session.code, 'Annabel-Uniek', 0),
    await participant(server, session.code, 'Bob-Uniek', 0),
    await participant(server, session.code, 'Chris-Uniek', 1),
  ];
  const made = await call(server, 'POST', '/api/links', { token: session.token, body: { role: 'projector' } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const projector = await Link.open(server, made.body.token);
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await anna.until((l) => l.step === 'choice', 'the choice');
  await anna.say('vote_cast', vote(1, 'een heel eigen reden'));
  await session.trainer.until((l) => firstVotes(l) === 1, 'the vote');
  const wire = (link) => JSON.stringify(link.messages);
  assert.ok(!wire(bob).includes('een heel eigen reden'), 'a vote is private until the discussion');
  assert.ok(!wire(chris).includes('een heel eigen reden'));
  assert.ok(!wire(chris).includes('Annabel-Uniek'), 'another room stays another room');
  assert.ok(!wire(projector).includes('Uniek'), 'no names on the projector');
  for (const link of [anna, bob, chris, projector]) {
    assert.equal(link.sections.trainer, undefined);
    for (const room of link.sections.team.rooms)
      for (const member of room.members)
        assert.ok(member.known === 'nothing' || member.known === 'estimated', `${member.name} is ${member.known}`);
  }
  for (const [type, fields] of [
    ['room_next', { room: 0, round: 0, step: 'choice' }],
    ['session_end', {}],
    ['seat_remove', { target: 0, removed: true }],
  ]) {
    const answer = await bob.ask(type, fields);
    assert.deepEqual([answer.t, answer.code], ['rejected', 'not_allowed'], type);
  }
  const answer = await projector.ask('vote_cast', vote(0));
  assert.deepEqual([answer.t, answer.code], ['rejected', 'not_allowed']);
  await Promise.all([session.trainer, anna, bob, chris, projector].map((l) => l.close()));
});

test('promise 6: no one slows another: a screen that does not read gets the newest view, not a queue', async () => {
  const { trainer, people, token } = await choosing(server, 12);
  const made = await call(server, 'POST', '/api/links', { token, body: { role: 'cotrainer' } });
  const slow = await Link.open(server, made.body.token); // The widest view of all: every change fills a socket fast.
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
  const before = memory();
  slow.socket._socket.pause();
  const seen = slow.messages.length;
  const rounds = 40; // Within what one phone may send.
  for (let i = 0; i < rounds; i++)
    await Promise.all(
      people.map((p) => p.ask('vote_cast', vote((i + p.welcome.seat) % 3, `${'wel of niet '.repeat(20)}${i}`))),
    );
  const grown = memory() - before;
  const last = Math.max(...people.map((p) => p.seq));
  await people[0].until((l) => l.seq >= last, 'the other phones');
  slow.socket._socket.resume();
  await slow.until((l) => l.seq >= last, 'the slow screen to catch up');
  const views = slow.messages.slice(seen).filter((m) => m.t === 'view').length;
  assert.ok(views < rounds * people.length, `${views} views for ${rounds * people.length} votes`);
  assert.ok(grown < 64 * 1024, `the server grew by ${grown} kB for one screen that did not read`);
  await Promise.all([trainer, slow, ...people].map((l) => l.close()));
});

test('promise 7: bad input is an error message that changes nothing and kills nothing', async () => {
  const { trainer, people, code } = await choosing(server, 1);
  const [anna] = people;
  const seq = trainer.seq;
  const late = await anna.ask('vote_cast', { round: 7, option: 0, confidence: 0 });
  assert.deepEqual([late.t, late.code], ['rejected', 'round_over']);
  await sendFaults(server, anna.token, 'msgpack');
  const unknown = await call(server, 'POST', '/api/join', { body: { code: 'ZZZZZZ', name: 'Wie', lang: 'nl' } });
  assert.equal(unknown.status, 404);
  assert.equal(unknown.body.error.code, 'code_unknown');
  assert.match(unknown.body.error.message, /code/i);
  const english = await call(server, 'POST', '/api/join', { body: { code: 'ZZZZZZ', name: 'Who', lang: 'en' } });
  assert.notEqual(english.body.error.message, unknown.body.error.message);
  const language = await call(server, 'POST', '/api/join', { body: { code, name: 'Wie', lang: 'xx' } });
  assert.equal(language.status, 400);
  const scenario = await call(server, 'POST', '/api/sessions', {
    token: server.trainerKey,
    body: { scenario: 'bestaat-niet' },
  });
  assert.ok(scenario.status >= 400 && scenario.status < 500, JSON.stringify(scenario.body));
  assert.ok(scenario.body.error.message.length > 10);
  const stranger = await call(server, 'POST', '/api/sessions', {
    token: 'x'.repeat(22),
    body: { scenario: 'de-nieuwe-vrijheid' },
  });
  assert.ok([401, 403].includes(stranger.status));
  assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
  assert.equal(firstVotes(trainer), 0);
  assert.ok(trainer.seq <= seq + 2, 'nothing but presence was journaled');
  await Promise.all([trainer, anna].map((l) => l.close()));
});

test('promise 8: what is kept is little, and goes away: deletion leaves nothing behind', async () => {
  const { trainer, people, token } = await choosing(server, 2, { title: 'Verdwijntitel' });
  const name = 'Verdwijnpersoon';
  const late = await participant(server, trainer.sections.session.code, name);
  await late.until((l) => l.step === 'choice', 'the choice');
  await late.say('vote_cast', vote(1, 'verdwijnreden'));
  const { status } = await call(server, 'POST', '/api/delete', { token });
  assert.equal(status, 200);
  await late.until((l) => l.messages.find((m) => m.t === 'bye' && m.code === 'deleted'), 'a goodbye');
  await server.stop();
  const data = join(server.folder, 'data');
  for (const file of readdirSync(data, { recursive: true })) {
    let bytes;
    try {
      bytes = readFileSync(join(data, file));
    } catch {
      continue;
    }
    for (const trace of [name, 'verdwijnreden', 'Verdwijntitel'])
      assert.ok(!bytes.includes(trace), `${file} still has ${trace}`);
  }
  assert.ok(!server.log.includes(name), 'no names in the log');
  await server.up();
  const back = await Link.open(server, late.token, { silent: true });
  await back.until(
    (l) => l.messages.find((m) => m.t === 'error' && m.code === 'token_unknown'),
    'the token to be unknown',
  );
  await Promise.all([trainer, ...people, late, back].map((l) => l.close()));
});
