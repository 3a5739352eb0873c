// loss.test.mjs -- what the real server does when something of its data is gone: it says of which sessions, goes on
// with the others, and waits until somebody accepts it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '../lib/server.mjs';
import { Link, advance, call, createSession, join_, participant } from '../lib/people.mjs';

const data = (server, name = '') => join(server.folder, 'data', name);

const ready = (server, query = '') =>
  fetch(`${server.origin}/readyz${query}`).then(async (r) => ({ status: r.status, text: await r.text() }));

/** A session in its first choice, and one who has voted. */
async function voted(server) {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const person = await participant(server, session.code, 'Bea');
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await person.until((l) => l.step === 'choice', 'the choice');
  await person.say('vote_cast', { round: 0, option: 1, confidence: 2, reason: 'omdat het kan' });
  return { ...session, person };
}

/** The error that ends the link of somebody who comes back. */
async function refused(server, token) {
  const link = await Link.open(server, token, { silent: true });
  const error = await link.until((l) => l.messages.find((m) => m.t === 'error'), 'the error');
  link.close();
  return error;
}

async function startInVain(server) {
  await assert.rejects(server.up(), /server ended with 1/);
  await server.ended;
  return server.log;
}

/** The server is killed; `harm` is done to its data; it starts again. */
async function harmed(server, harm) {
  await server.kill();
  harm();
  server.log = '';
  await server.up();
}

test('votes that are gone are told to the operator and to whoever comes back; the others play on', async (t) => {
  const server = await Server.start([], t);
  const kept = await createSession(server);
  await server.stop(); // All of it is in the database now.
  const key = server.trainerKey;
  await server.up();
  const lost = await voted(server);
  await harmed(server, () => rmSync(data(server, 'journal.db-wal')));
  assert.match(server.log, new RegExp(`event=loss session=\\w+ code=${lost.code} kind=session_missing`));
  assert.match(server.log, /start with --accept-loss/);
  assert.deepEqual(await ready(server), {
    status: 200,
    text: 'ready; sessions are set aside, as something of them is missing: see /readyz?verbose\n',
  });
  assert.match((await ready(server, '?verbose')).text, /missing or changed 1\n/);
  for (const token of [lost.token, lost.person.token])
    assert.equal((await refused(server, token)).code, 'session_damaged');
  const join = await call(server, 'POST', '/api/join', { body: { code: lost.code, name: 'Cas', lang: 'nl' } });
  assert.equal(join.body.error.code, 'session_damaged');
  const back = await Link.open(server, kept.token);
  await join_(server, kept.code, 'Dirk', 0);
  await back.until((l) => JSON.stringify(l.sections).includes('Dirk'), 'Dirk');

  await server.stop();
  server.log = '';
  server.options.push('--accept-loss');
  await server.up();
  assert.match(server.log, /event=loss_accepted/);
  assert.equal((await ready(server)).text, 'ready\n');
  assert.equal((await refused(server, lost.token)).code, 'token_unknown');
  await server.stop();
  server.options.pop();
  server.log = `#key=${key}\n`;
  await server.up();
  assert.doesNotMatch(server.log, /event=loss/);
  await createSession(server);
  await server.close();
});

test('an older copy of the database is told, and goes on when it is accepted', async (t) => {
  const server = await Server.start([], t);
  const session = await voted(server);
  const trainer = session.trainer;
  await server.stop();
  cpSync(data(server, 'journal.db'), data(server, 'copy'));
  await server.up();
  const again = await Link.open(server, session.person.token);
  await again.say('vote_cast', { round: 0, option: 0, confidence: 1, reason: 'toch niet' });
  await harmed(server, () => {
    rmSync(data(server, 'journal.db-wal'), { force: true });
    renameSync(data(server, 'copy'), data(server, 'journal.db'));
  });
  assert.match(server.log, /event=loss session=\w+ code=\w{6} kind=events_missing events_were=\d+ events_are=\d+/);
  assert.equal((await refused(server, trainer.token)).code, 'session_damaged');
  await server.stop();
  server.options.push('--accept-loss');
  await server.up();
  const back = await Link.open(server, session.person.token);
  assert.equal(back.sections.me.reason, 'omdat het kan');
  await back.say('vote_cast', { round: 0, option: 2, confidence: 1, reason: 'opnieuw' });
  await server.close();
});

test('a data folder that is removed under a running server ends it', async (t) => {
  const server = await Server.start([], t);
  await voted(server);
  rmSync(data(server), { recursive: true, force: true });
  const { code } = await server.ended;
  assert.equal(code, 1);
  assert.match(server.log, /event=file_gone path=/);
  rmSync(server.folder, { recursive: true, force: true });
});

for (const name of ['', 'journal.db', 'journal.db-wal'])
  test(`a server that sleeps wakes when ${name || 'its data folder'} is removed, and ends`, async (t) => {
    const server = await Server.start([], t);
    const session = await voted(server);
    for (const link of [session.person, session.trainer]) await link.close();
    await server.sleeps();
    rmSync(data(server, name), { recursive: true, force: true });
    const { code } = await server.ended;
    assert.equal(code, 1);
    assert.match(server.log, /event=file_gone path=/);
  });

test('a damaged first page is refused with a sentence that says what to do, and stays as it is', async (t) => {
  const server = await Server.start([], t);
  await voted(server);
  await server.stop();
  const file = readFileSync(data(server, 'journal.db'));
  file.fill(0xa5, 0, 4096);
  writeFileSync(data(server, 'journal.db'), file);
  const said = await startInVain(server);
  assert.match(said, /cannot be used: its first page is damaged/);
  assert.match(said, /Put back a copy/);
  assert.deepEqual(readFileSync(data(server, 'journal.db')), file);
  rmSync(server.folder, { recursive: true, force: true });
});
