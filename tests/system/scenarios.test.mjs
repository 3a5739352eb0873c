// scenarios.test.mjs -- every shipped story can be begun with a group, on the real server, and is kept for
// it when another version comes.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { Link, call, createSession, participant } from '../lib/people.mjs';

test('a group session can be started with each of the shipped scenarios', async (t) => {
  const server = await Server.start();
  t.after(() => server.close());
  const { body } = await call(server, 'GET', '/api/scenarios');
  assert.ok(body.scenarios.length >= 24, `${body.scenarios.length} scenarios`);
  for (const { id } of body.scenarios) {
    const session = await createSession(server, { scenario: id, rooms_count: 1 });
    const somebody = await participant(server, session.code, 'Fatima');
    await session.trainer.say('session_start');
    await somebody.until(
      ({ sections }) => sections.round?.step === 'situation' && sections.round.dilemma.options.length >= 3,
      `${id} to begin`,
    );
    await somebody.close();
    await session.trainer.close();
  }
});

/** Files below a folder, and the bytes that they take on the disk: of a hard link, once. */
function measure(folder) {
  const seen = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const status = statSync(join(entry.parentPath ?? entry.path, entry.name));
    if (status.isFile()) seen.set(status.ino, status.size);
  }
  return { files: seen.size, bytes: [...seen.values()].reduce((sum, size) => sum + size, 0) };
}

test('a new word in a card costs the data folder one file, and a session plays on with the old one', async (t) => {
  const server = await Server.start();
  const stories = join(server.folder, 'stories');
  cpSync(join(ROOT, 'scenarios'), stories, { recursive: true });
  t.after(() => server.close());
  const content = join(server.folder, 'data', 'content');
  const before = measure(content);
  assert.ok(before.bytes < 6 * 1024 * 1024, `${before.bytes} bytes of stories`);
  const session = await createSession(server, { rooms_count: 1 });
  await session.trainer.close();

  const texts = join(stories, 'catalogue', 'nl', 'cards.json');
  const cards = readFileSync(texts, 'utf8');
  writeFileSync(texts, cards.replace(/(": ")([A-Z])/, '$1Ook $2'));
  assert.notEqual(readFileSync(texts, 'utf8'), cards);
  await server.stop();
  server.options.push('--scenarios', stories);
  await server.up();
  const after = measure(content);
  assert.equal(after.files, before.files + 1);
  const trainer = await Link.open(server, session.token);
  t.after(() => trainer.close());
  await trainer.until(({ sections }) => sections.session?.status === 'lobby', 'the session to be there again');
});

test('a session whose story is gone says so, and whoever made it can delete it', async (t) => {
  const server = await Server.start([], t);
  const stories = join(server.folder, 'stories');
  cpSync(join(ROOT, 'scenarios'), stories, { recursive: true });
  const session = await createSession(server, { scenario: 'kort-de-sleutel', rooms_count: 1 });
  const somebody = await participant(server, session.code, 'Fatima');
  await Promise.all([session.trainer.close(), somebody.close()]);
  await server.stop();
  const content = join(server.folder, 'data', 'content');
  for (const name of readdirSync(content).filter((one) => one.startsWith('kort-de-sleutel-')))
    rmSync(join(content, name), { recursive: true });
  rmSync(join(stories, 'kort-de-sleutel'), { recursive: true });
  server.options.push('--scenarios', stories);
  await server.up();
  const ask = (token, method, path) => call(server, method, path, { token, body: method === 'POST' ? {} : undefined });
  const gone = await ask(session.token, 'GET', '/api/export.json');
  assert.deepEqual([gone.status, gone.body.error.code], [404, 'scenario_unknown']);
  assert.equal((await ask(somebody.token, 'POST', '/api/delete')).status, 404, 'not for everybody');
  assert.deepEqual((await ask(session.token, 'POST', '/api/delete')).body, { deleted: true });
  assert.equal((await ask(session.token, 'GET', '/api/export.json')).status, 401);
});
