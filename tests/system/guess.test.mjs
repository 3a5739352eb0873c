// guess.test.mjs -- somebody in the venue guesses, or mistypes without end. How many tries there are is counted with a
// clock that stands still in tests/unit/edge; here the real server is asked what must hold whatever the time.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Link, call, createSession, join_ } from '../lib/people.mjs';
import { limitOf } from '../limits/limits.mjs';

let server;
before(async () => {
  server = await Server.start(['--trusted-proxy', '127.0.0.1']);
});
after(async () => {
  await server?.close();
});

const from = (address, agent = 'phone') => ({ 'x-forwarded-for': address, 'user-agent': agent });

/** Wrong codes from there, many at a time, until no more are looked up. */
async function guess(address, agent) {
  const headers = from(address, agent);
  for (;;) {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => call(server, 'GET', '/api/join/QQQQQQ', { headers })),
    );
    assert.ok(answers.every(({ status }) => status === 404 || status === 429));
    const refused = answers.find(({ status }) => status === 429);
    if (refused === undefined) continue;
    assert.deepEqual([refused.body.error.code, refused.headers.has('retry-after')], ['too_many_tries', true]);
    return;
  }
}

test('a guesser at the address of a venue locks out neither its participants nor its trainer', async () => {
  const session = await createSession(server);
  for (const agent of ['script', 'phone', 'another']) await guess('127.0.0.1', agent);
  for (let i = 0; i < 5; i++) await join_(server, session.code, `Deelnemer ${i}`);
  const second = await createSession(server); // With the key, from the same address.
  await join_(server, second.code, 'Anna');
  await Promise.all([session.trainer, second.trainer].map((link) => link.close()));
});

test('a code is in use where its trainer is, also behind a proxy', async () => {
  const session = await createSession(server);
  const look = (address) =>
    call(server, 'GET', `/api/join/${session.code}`, { headers: from(address) }).then(({ status }) => status);
  await guess('198.51.100.7');
  const trainer = await Link.open(server, session.token, { headers: from('198.51.100.7') });
  assert.equal(await look('198.51.100.7'), 200);
  await Promise.all([session.trainer, trainer].map((link) => link.close()));
});

test('a wrong key, however often, leaves the right one right', async () => {
  const headers = from('203.0.113.4');
  const ask = (token) => call(server, 'GET', '/api/scenarios/kort-de-sleutel', { token, headers });
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask('A'.repeat(22))));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [403, 429]);
  assert.equal((await ask(server.trainerKey)).status, 200);
});

test('of what a proxy says of who is behind it as much counts as an address may have', async () => {
  const most = limitOf('HTTP_ADDRESS_BYTES_MAX') - 1;
  const tries = async (address, times) => {
    const ask = () =>
      call(server, 'GET', '/api/scenarios/kort-de-sleutel', { token: 'A'.repeat(22), headers: from(address) });
    return new Set((await Promise.all(Array.from({ length: times }, ask))).map(({ status }) => status));
  };
  assert.ok((await tries(`${'x'.repeat(most)}b`, 200)).has(429), 'as many tries as one may have');
  assert.deepEqual([...(await tries(`${'x'.repeat(most)}c`, 1))], [429], 'what differs after that is the same');
  assert.deepEqual([...(await tries(`${'x'.repeat(most - 1)}c`, 1))], [403], 'what differs within it is another');
});

test('an unknown token, however often, leaves a right one right, on every road', async () => {
  const session = await createSession(server);
  const headers = from('203.0.113.5');
  const ask = (token) => call(server, 'GET', '/api/export.json', { token, headers });
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask('A'.repeat(22))));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [401, 429]);
  assert.equal((await ask(session.token)).status, 200);
  const link = await Link.open(server, session.token, { headers });
  assert.equal(link.welcome.role, 'trainer');
  await Promise.all([session.trainer, link].map((one) => one.close()));
});
