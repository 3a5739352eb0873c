// written.test.mjs -- what people write goes in as they meant it, in every field of every role and every request: no
// character that nobody sees comes back out, and it is counted as people count.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Link, advance, call, createSession, join_, participant } from '../lib/people.mjs';

let server;
let commands; // Every command with a field that somebody writes: {type, roles, fields: {name: characters}}.
before(async () => {
  server = await Server.start();
  const document = await (await fetch(`${server.origin}/api/asyncapi.json`)).json();
  commands = Object.values(document.components.messages)
    .filter((message) => message['x-roles'] !== undefined)
    .map((message) => ({
      type: message.payload.properties.type.const,
      roles: message['x-roles'],
      fields: writtenOf(message.payload.properties),
    }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
});
after(async () => {
  await server?.close();
});

const writtenOf = (properties) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      'x-chars-max' in schema ? [[name, schema['x-chars-max']]] : [],
    ),
  );

const DIRTY = ' \u202aE\u0301erst\u000b\u0007rust\u2067 \u200b\n in\u00a0het\u001e team\u202c\ufeff\u0085';
const CLEAN = 'Éerst rust in het team';
const UNSEEN = /[\p{Cc}\p{Cf}]/u;

/** Every text in it, keys left out. */
function textsOf(value) {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

const told = (link) => link.messages.flatMap(textsOf);
/** What people wrote; the texts of a story may have lines. */
const ofPeople = (texts) => texts.filter((text) => text.includes('rust'));

async function choosing() {
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 20,
    close: 'trainer',
    rule: 'consensus',
    names: 'shown',
    title: DIRTY,
    trainer_name: DIRTY,
  });
  const anna = await participant(server, session.code, `Anna ${DIRTY}`);
  const bo = await participant(server, session.code, 'Bo');
  const wall = await Link.open(server, session.projector_token);
  return { ...session, anna, bo, wall };
}

test('no character that nobody sees comes out again, whoever wrote it, wherever it is shown', async () => {
  const { trainer, anna, bo, wall, token } = await choosing();
  const links = [trainer, anna, bo, wall];
  const link = await call(server, 'POST', '/api/links', { token, body: { role: 'observer', name: `Kijker ${DIRTY}` } });
  const watcher = await Link.open(server, link.body.token);
  assert.equal(trainer.sections.session.title, CLEAN);
  await trainer.say('message_send', { room: 254, text: DIRTY });
  await bo.until((l) => l.sections.session.message === CLEAN, 'the line');
  await trainer.say('session_start');
  await advance(trainer, 'choice');
  for (const person of [anna, bo]) {
    await person.until((l) => l.step === 'choice', 'the choice');
    await person.say('vote_cast', { round: 0, option: 1, confidence: 1, reason: DIRTY });
  }
  await advance(trainer, 'decision');
  for (const person of [anna, bo]) await person.until((l) => l.step === 'decision', 'the decision');
  for (const person of [anna, bo]) await person.say('second_cast', { round: 0, option: 1 });
  for (const person of [anna, bo])
    await person.say('objection_set', { round: 0, option: 1, objects: true, reason: DIRTY });
  for (const person of [anna, bo])
    await person.say('objection_set', { round: 0, option: 1, objects: false, reason: '' });
  await advance(trainer, 'reflection');
  for (const person of [anna, bo]) {
    await person.until((l) => l.step === 'reflection', 'looking back');
    await person.say('reflection_share', { round: 0, text: DIRTY });
  }
  const files = [];
  for (const kind of ['json', 'csv']) {
    const file = await call(server, 'GET', `/api/export.${kind}`, { token });
    assert.equal(file.status, 200);
    files.push(file.body);
  }
  assert.equal(files[0].session, CLEAN);
  const texts = ofPeople([...links, watcher].flatMap(told));
  const names = trainer.sections.people.seats.map(({ name }) => name);
  assert.deepEqual(names.sort(), [`Anna ${CLEAN}`, 'Bo', `Kijker ${CLEAN}`, CLEAN]);
  for (const section of ['result', 'trainer', 'session', 'people'])
    assert.ok(ofPeople(textsOf(trainer.sections[section])).length > 0, `${section} shows none of it`);
  for (const text of [...texts, ...ofPeople(files.flatMap(textsOf).flatMap((file) => file.split(/\r?\n/)))])
    assert.doesNotMatch(text, UNSEEN, JSON.stringify(text));
  await Promise.all([...links, watcher].map((one) => one.close()));
});

test('every field has as many characters as it says, in letters of any script, and one more is named', async () => {
  const { trainer, anna, bo, wall } = await choosing();
  assert.deepEqual(commands.map(({ type }) => type).sort(), [
    'happening_write',
    'message_send',
    'objection_set',
    'reflection_share',
    'vote_cast',
  ]);
  let id = 1000;
  for (const { type, roles, fields } of commands) {
    const link = roles.includes('trainer') ? trainer : anna;
    const others = { room: 254, pulse: 'piekdruk', round: 0, option: 0, confidence: 0, objects: true };
    for (const [field, most] of Object.entries(fields)) {
      for (const letter of ['a', '\u0416', '\u20ac', 'q\u0303', 'e\u0323\u0302', '\u1100\u1161\u11a8']) {
        for (const count of [most - 1, most, most + 1]) {
          if (Buffer.byteLength(letter) * count > 4000) continue; // No message is that long; pages compose.
          const from = link.messages.length;
          link.send({ t: 'command', id: ++id, type, ...others, [field]: letter.repeat(count) });
          const said = await link.until((l) => l.messages.slice(from).find((m) => m.id === id), `an answer to ${type}`);
          const what = `${type}.${field}: ${count} times ${letter}`;
          if (count > most) assert.deepEqual([said.t, said.code, said.field], ['error', 'field_wrong', field], what);
          else assert.notEqual(said.t, 'error', what);
        }
      }
    }
  }
  await Promise.all([trainer, anna, bo, wall].map((one) => one.close()));
});

test('a name of 25 Cyrillic letters is taken, and one of as many letters as a name may have', async () => {
  const { trainer, code } = await createSession(server, { rooms_count: 1, room_seats_max: 20 });
  const names = ['А'.repeat(25), 'Б'.repeat(48), 'e\u0323\u0302'.repeat(48)];
  for (const name of names) await join_(server, code, name);
  const longer = await call(server, 'POST', '/api/join', { body: { code, name: 'В'.repeat(49) } });
  assert.deepEqual([longer.status, longer.body.error.code, longer.body.error.field], [400, 'field_wrong', 'name']);
  await trainer.until((l) => l.sections.people.seats.length > names.length, 'them');
  const shown = trainer.sections.people.seats.map(({ name }) => name);
  for (const name of names) assert.ok(shown.includes(name.normalize('NFC')), name);
  await trainer.close();
});

test('a name that looks like one that is there is told to have another', async () => {
  const { trainer, code } = await createSession(server, { rooms_count: 1, room_seats_max: 40 });
  const ask = (name) => call(server, 'POST', '/api/join', { body: { code, name } });
  for (const name of ['René', 'Straße', 'Александра', 'Li']) assert.equal((await ask(name)).status, 201, name);
  for (const name of ['RENÉ', 'Rene\u0301', ' rené ', 'Re\u200bné', 'Re\u00adné', '\u202dRené', 'Ｒｅｎé', 'STRASSE'])
    assert.equal((await ask(name)).body.error?.code, 'name_taken', JSON.stringify(name));
  for (const name of ['АЛЕКСАНДРА', 'L\u2060i', 'li\ufe0f', 'Ⅼⅰ'])
    assert.equal((await ask(name)).body.error?.code, 'name_taken', JSON.stringify(name));
  // Letters of another script that are drawn as these.
  for (const name of ['R\u0435né', 'L\u0456', 'L\u0399', 'Алекс\u0061ндра'])
    assert.equal((await ask(name)).body.error?.code, 'name_taken', JSON.stringify(name));
  for (const name of ['\u200b', '\u2067\u2069', ' \t ', '\u3164'])
    assert.equal((await ask(name)).body.error?.code, 'name_empty', JSON.stringify(name));
  for (const name of ['Rene', 'René B', 'Lin']) assert.equal((await ask(name)).status, 201, name);
  await trainer.close();
});
