// scan.test.mjs -- the people answer a scan of their own team: in the room, or beforehand by a link. Five answers make
// a team; of fewer nothing is told, and what somebody answered is told to nobody.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, ROOT, Server } from '../lib/server.mjs';
import { Link, advance, call, createSession, join_, participant } from '../lib/people.mjs';

const STORY = 'open-kaart';
const LOW = '1111111111111111gbbbcb'; // Weak in all; six people, one of whom is known to nobody.
const HIGH = '1555555555555555gbbbcb';
const MEAN = '1333333333333333gbbbcb'; // Of as many of each, and of what is in the middle.
const NOBODY = '1000000000000000iaaaaa';
const FIVE = [LOW, HIGH, LOW, HIGH, MEAN];

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const lobby = async (people, settings = {}) => {
  const session = await createSession(server, {
    scenario: STORY,
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    scan: 'room',
    ...settings,
  });
  const links = [];
  for (let i = 0; i < people; i++) links.push(await participant(server, session.code, `Mens ${i + 1}`));
  return { ...session, people: links };
};

const answer = (link, answers) => link.say('scan_answer', { answers });
/** Is this text in a file of the data folder? While the server runs, its socket is there, too. */
const held = (server, text) =>
  readdirSync(join(server.folder, 'data')).some((name) => {
    const file = join(server.folder, 'data', name);
    return statSync(file).isFile() && readFileSync(file).includes(text);
  });

const ends = (links) => Promise.all(links.map((link) => link.close()));

test('a session in the room starts with the mean of five answers, and of four nothing is told', async () => {
  const { trainer, people, projector_token } = await lobby(6);
  const wall = await Link.open(server, projector_token);
  for (const [i, answers] of FIVE.slice(0, 4).entries()) await answer(people[i], answers);
  assert.equal((await trainer.ask('scan_close')).code, 'scan_too_few');
  for (const link of [trainer, wall, people[5]]) {
    await link.until((l) => l.sections.scan.answered === 4, 'four answers');
    assert.deepEqual(link.sections.scan, { use: 'room', open: true, answered: 4, least: 5, own_team: '', team: null });
  }
  assert.equal(people[0].sections.me.scan, LOW, 'own answers, on the own phone');
  assert.equal(people[5].sections.me.scan, '');
  await answer(people[4], FIVE[4]);
  await trainer.say('scan_close');
  assert.equal(trainer.sections.scan.own_team, MEAN);
  assert.equal(
    trainer.sections.scan.team.levels.every(({ mean }) => mean === 300),
    true,
  );
  await people[0].until((l) => !l.sections.scan.open, 'the end of it');
  assert.equal(people[0].sections.me.scan, '', 'nobody needs it any more');
  assert.equal(people[0].sections.scan.team, null);
  assert.equal((await people[5].ask('scan_answer', { answers: HIGH })).code, 'scan_closed');
  await trainer.say('session_start');
  await advance(trainer, 'choice');
  await ends([trainer, wall, ...people]);
});

test('a session goes on with the same team after a restart of the server', async (t) => {
  const own = await Server.start([], t);
  const session = await createSession(own, {
    scenario: STORY,
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    scan: 'room',
  });
  const people = [];
  for (let i = 0; i < 5; i++) people.push(await participant(own, session.code, `Mens ${i}`));
  for (const [i, answers] of FIVE.entries()) await answer(people[i], answers);
  await session.trainer.say('scan_close');
  await session.trainer.say('own_team_set', { own_team: HIGH });
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  const before = session.trainer.sections;
  await ends([session.trainer, ...people]);
  await own.stop();
  await own.up();
  const again = await Link.open(own, session.token);
  assert.deepEqual(again.sections.trainer.rooms[0].members, before.trainer.rooms[0].members);
  assert.deepEqual(again.sections.session.scenario, before.session.scenario);
  assert.equal(again.sections.scan.own_team, HIGH);
  await again.close();
});

test('the answers are beside the matrix when everybody looks back, and the export has the team', async () => {
  const { trainer, people, token } = await lobby(5);
  for (const [i, answers] of FIVE.entries()) await answer(people[i], answers);
  await trainer.say('scan_close');
  const { members } = trainer.sections.scan.team;
  await trainer.say('session_start');
  await advance(trainer, 'choice');
  await Promise.all(people.map((p) => p.say('vote_cast', { round: 0, option: 0, confidence: 1, reason: '' })));
  await advance(trainer, 'decision');
  await Promise.all(people.map((p) => p.say('second_cast', { round: 0, option: 0 })));
  await advance(trainer, 'consequence');
  await trainer.say('session_end');
  for (const link of [trainer, ...people]) {
    await link.until((l) => l.sections.scan.team !== null, 'what was said beforehand');
    assert.deepEqual(
      link.sections.scan.team.levels.map(({ level, mean }) => [level, mean]),
      ['task', 'colleagues', 'leader', 'organisation', 'environment'].map((level) => [level, 300]),
    );
  }
  const { body } = await call(server, 'GET', '/api/export.json', { token });
  assert.deepEqual(
    body.rounds[0].members.map(({ name }) => name),
    members.map(({ name }) => name),
  );
  for (const answers of [LOW, HIGH]) assert.ok(!JSON.stringify(body).includes(answers), 'answers of one person');
  await ends([trainer, ...people]);
});

test('the other ways of a room are those of its own team', async () => {
  const { trainer, people, token } = await lobby(5);
  for (const person of people) await answer(person, HIGH);
  await trainer.say('scan_close');
  await trainer.say('session_start');
  await trainer.say('session_end');
  const { body } = await call(server, 'GET', '/api/ways/0', { token });
  const first = Buffer.from(body.events[0], 'hex').toString('latin1');
  assert.ok(first.includes(HIGH), 'told again with that team');
  await ends([trainer, ...people]);
});

test('a leader asks the own team by a link: nobody has a name, and five answers make a team', async () => {
  const { body: scan, status } = await call(server, 'POST', '/api/scans', { body: { scenario: STORY, lang: 'nl' } });
  assert.equal(status, 201);
  const leader = await Link.open(server, scan.token);
  const days = (leader.sections.session.delete_at_ms - Date.now()) / 86_400_000;
  assert.ok(days <= scan.keep_days && days > scan.keep_days - 1, `${days} days`);
  const { body: door } = await call(server, 'GET', `/api/join/${scan.code}`);
  assert.deepEqual([door.scan, door.status], ['link', 'lobby']);
  const people = [];
  for (const answers of FIVE) {
    const person = await participant(server, scan.code, 'Bartholomea');
    assert.equal(person.sections.me.name, '');
    await answer(person, answers);
    people.push(person);
  }
  assert.ok(leader.sections.people.seats.every(({ role, name }) => role === 'trainer' || name === ''));
  assert.equal((await leader.ask('session_start')).code, 'not_allowed');
  await leader.say('scan_close');
  assert.equal(leader.sections.scan.own_team, MEAN);
  await ends([leader, ...people]);
  assert.ok(held(server, MEAN), 'the team is in a file');
  assert.ok(!held(server, 'Bartholomea'), 'a name that nobody asked for');

  const group = await createSession(server, { scenario: STORY, own_team: MEAN, mode: 'one_room', rooms_count: 1 });
  assert.equal(group.trainer.sections.scan.own_team, MEAN, 'a group plays with it');
  await group.trainer.close();
  assert.equal((await call(server, 'POST', '/api/delete', { token: scan.token })).status, 200);
  assert.equal((await call(server, 'GET', `/api/join/${scan.code}`)).status, 404);
});

test('a phone that asks for its seat twice has one answer', async () => {
  const { body: scan } = await call(server, 'POST', '/api/scans', { body: { scenario: STORY } });
  const leader = await Link.open(server, scan.token);
  const token = 'B'.repeat(22);
  for (let i = 0; i < 2; i++) {
    const { body } = await call(server, 'POST', '/api/join', { body: { code: scan.code, name: '', token } });
    const person = await Link.open(server, body.token);
    await answer(person, i === 0 ? LOW : HIGH);
    await person.close();
  }
  await leader.until((l) => l.sections.scan.answered > 0, 'an answer');
  assert.equal(leader.sections.scan.answered, 1);
  await leader.close();
});

test('as many people answer by one link as may, from one address, and one more is told that it is full', async () => {
  const { body: scan } = await call(server, 'POST', '/api/scans', { body: { scenario: STORY } });
  // SCAN_LINK_ANSWERS_MAX
  for (let i = 0; i < scan.answers_max; i++) await join_(server, scan.code, '');
  const { status, body } = await call(server, 'POST', '/api/join', { body: { code: scan.code, name: '' } });
  assert.deepEqual([status, body.error.code], [409, 'room_full']);
});

test('answers that are none, and stories that are not for an own team, are refused with the field', async () => {
  const { trainer, people } = await lobby(1);
  for (const answers of ['', LOW.replace('g', 'z'), `2${LOW.slice(1)}`]) {
    const { t, code } = await people[0].ask('scan_answer', { answers });
    assert.ok(t === 'rejected' && /^field_/.test(code), `${answers}: ${code}`);
  }
  await answer(people[0], NOBODY); /* Who knows nothing may say so. */
  const make = (body) => call(server, 'POST', '/api/sessions', { token: server.trainerKey, body });
  for (const [field, wish] of Object.entries({
    own_team: { own_team: 'a'.repeat(22) },
    scan: { scan: 'room', own_team: LOW },
  })) {
    const { status, body } = await make({ scenario: STORY, ...wish });
    assert.ok(status >= 400 && status < 500, `${status}`);
    assert.equal(body.error.code, 'field_invalid', field);
  }
  const { body: cards } = await call(server, 'GET', '/api/scenarios');
  const not = cards.scenarios.find((card) => !card.own_team);
  assert.equal((await make({ scenario: not.id, scan: 'room' })).body.error.code, 'field_invalid');
  await ends([trainer, ...people]);
});

test('who leaves takes the answers out of the files', async (t) => {
  const own = await Server.start([], t);
  const session = await createSession(own, {
    scenario: STORY,
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    scan: 'room',
  });
  const person = await participant(own, session.code, 'Fatima');
  const said = '1512342512345123hbabcb';
  await answer(person, said);
  assert.ok(held(own, said), 'what is acknowledged is on disk');
  await person.ask('seat_leave');
  await session.trainer.until((l) => l.sections.scan.answered === 0, 'no answers');
  await session.trainer.close();
  await own.stop();
  assert.equal(held(own, said), false);
});

/* Answers of no other test. */
const SINGLE = ['1512342512345123habbbb', '1412342512345123habbbb', '1112342512345123habbbb'];

async function closing(t, close) {
  const own = await Server.start([], t);
  const wish = { scenario: STORY, mode: 'one_room', rooms_count: 1, room_seats_max: 12, scan: 'room' };
  const session = await createSession(own, wish);
  const people = [];
  for (let i = 0; i < 5; i++) people.push(await participant(own, session.code, `Mens ${i}`));
  const said = close === 'scan_close' ? [...SINGLE, LOW, HIGH] : SINGLE;
  for (const [i, answers] of said.entries()) await answer(people[i], answers);
  await answer(people[0], SINGLE[1]); // What somebody took back is there as well, until it is over.
  for (const answers of SINGLE) assert.ok(held(own, answers), 'what is acknowledged is on disk');
  await session.trainer.say(close);
  return { own, session, people };
}

for (const close of ['scan_close', 'session_start', 'session_end'])
  test(`from ${close} on no file, backup or replay has what somebody answered`, async (t) => {
    const { own, session, people } = await closing(t, close);
    for (const answers of SINGLE) assert.ok(!held(own, answers), `${answers} is still on disk`);
    const file = join(own.folder, 'copy.backup');
    const copied = spawnSync(BINARY, ['backup', '--data', join(own.folder, 'data'), file], { encoding: 'utf8' });
    assert.equal(copied.status, 0, copied.stderr);
    const copy = readFileSync(file);
    const { team } = session.trainer.sections.scan;
    await ends([session.trainer, ...people]);
    await own.kill();
    await own.up();
    const again = await Link.open(own, session.token);
    assert.deepEqual(again.sections.scan.team, team);
    await again.close();
    await own.kill();
    const told = spawnSync(
      BINARY,
      ['replay', join(own.folder, 'data', 'journal.db'), '--scenarios', join(ROOT, 'scenarios'), '--events'],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    assert.equal(told.status, 0, told.stderr);
    assert.ok(told.stdout.includes('scan_answered'), 'that somebody answered stays');
    for (const answers of SINGLE) assert.ok(!copy.includes(answers) && !told.stdout.includes(answers), answers);
  });
