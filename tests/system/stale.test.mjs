// stale.test.mjs -- what a client counted and the server took never goes back: no command at or below its highest id
// has an effect, whatever its kind, whoever sends it, on whatever road, before and after a restart.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Link, advance, createSession, participant } from '../lib/people.mjs';

let server;
let words; // Every closed set of words, by its name.
let commands; // Every command a client may send: {type, roles, fields}.
before(async () => {
  server = await Server.start();
  const document = await (await fetch(`${server.origin}/api/asyncapi.json`)).json();
  words = document.components.schemas;
  commands = Object.values(document.components.messages)
    .filter((message) => message['x-roles'] !== undefined)
    .map((message) => ({ type: typeOf(message), roles: message['x-roles'], schema: message.payload }));
});
after(async () => {
  await server?.close();
});

const typeOf = (message) => message.payload.properties.type.const;
const sampleOf = ({ type, minimum, enum: names }) =>
  names?.[0] ?? { boolean: true, string: 'tekst', integer: minimum ?? 0 }[type];

/** A value for every field that would be taken as such. */
function fieldsOf({ schema }) {
  const own = Object.entries(schema.properties).filter(([name]) => !['t', 'id', 'type'].includes(name));
  return Object.fromEntries(
    own.map(([name, field]) => [name, sampleOf(words[field.$ref?.split('/').at(-1)] ?? field)]),
  );
}

async function choosing(hello) {
  const settings = { mode: 'one_room', rooms_count: 1, room_seats_max: 20, close: 'trainer' };
  const session = await createSession(server, settings);
  const anna = await participant(server, session.code, 'Anna', undefined, 'nl', { hello });
  const trainer = await Link.open(server, session.token, { hello: { client: 41 } });
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await anna.until((l) => l.step === 'choice', 'the choice');
  await session.trainer.close();
  return { ...session, trainer, anna };
}

const vote = (option) => ({ round: 0, option, confidence: 2, reason: `keuze ${option}` });

/** Send it as it is; the answer whatever it is. */
async function answer(link, id, type, fields) {
  const from = link.messages.length;
  link.send({ t: 'command', id, type, ...fields });
  return link.until((l) => l.messages.slice(from).find((m) => m.id === id), `an answer to ${type}`);
}

test('no command of any role has an effect below the highest id of its client', async () => {
  assert.ok(commands.length >= 25, `${commands.length} commands`);
  const { trainer, anna, projector_token } = await choosing({ client: 7 });
  const wall = await Link.open(server, projector_token, { hello: { client: 8 } });
  const people = { trainer, participant: anna, projector: wall };
  for (const [role, link] of Object.entries(people)) {
    await link.ask('language_set', { lang: 'en' }, 1000);
    await link.ask('language_set', { lang: 'nl' }, 1001);
    for (const [i, command] of commands.filter(({ roles }) => roles.includes(role)).entries()) {
      const fields = command.type === 'vote_cast' ? vote(1) : fieldsOf(command);
      const said = await answer(link, 900 - i, command.type, fields);
      assert.deepEqual([said.t, said.code], ['error', 'id_used'], `${role}: ${command.type}`);
    }
  }
  const seq = Math.max(...Object.values(people).map((l) => l.seq));
  const done = await answer(anna, 1002, 'vote_cast', vote(2));
  assert.equal(done.seq, seq + 1, 'the next event is the first since');
  await Promise.all(Object.values(people).map((l) => l.close()));
});

test('a stale vote never wins: not on the old link, not on a new one, not after a restart', async () => {
  const { trainer, anna } = await choosing({ client: 7 });
  const back = await Link.open(server, anna.token, { hello: { client: 7 } });
  const bye = await anna.until((l) => l.messages.find((m) => m.t === 'bye'), 'the end of the older link');
  assert.equal(bye.code, 'replaced');
  assert.equal(await anna.closed, 1000);
  assert.equal((await answer(back, 2, 'vote_cast', vote(1))).t, 'ack');
  assert.equal((await answer(back, 1, 'vote_cast', vote(0))).code, 'id_used');
  assert.equal((await answer(back, 2, 'vote_cast', vote(0))).code, 'id_used', 'another command under a used id');
  assert.equal((await answer(back, 2, 'vote_cast', vote(1))).t, 'ack', 'the same again');
  await server.kill();
  await server.up();
  const restarted = await Link.open(server, anna.token, { hello: { client: 7 } });
  assert.equal((await answer(restarted, 1, 'vote_cast', vote(0))).code, 'id_used');
  assert.equal((await answer(restarted, 2, 'vote_cast', vote(0))).code, 'id_used');
  assert.equal((await answer(restarted, 2, 'vote_cast', vote(1))).t, 'ack');
  assert.equal(restarted.sections.me.vote, 1);
  assert.equal((await answer(restarted, 3, 'vote_cast', vote(2))).t, 'ack');
  await Promise.all([restarted, trainer].map((l) => l.close()));
});

test('what was posted for a stream that is gone is taken by no other', async () => {
  const { trainer, anna } = await choosing({ client: 7 });
  const authorization = `Bearer ${anna.token}`;
  const listen = (query) => fetch(`${server.origin}/live/events?${query}`, { headers: { authorization } });
  const post = (query, id, option) =>
    fetch(`${server.origin}/live/command?${query}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ t: 'command', id, type: 'vote_cast', ...vote(option) }),
    });
  const streams = [await listen('client=9&link=1'), await listen('client=9&link=2')];
  assert.deepEqual(
    streams.map(({ status }) => status),
    [200, 200],
  );
  const watching = await Link.open(server, anna.token, { hello: { client: 10 } });
  assert.equal((await post('link=2', 5, 1)).status, 202);
  await watching.until((l) => l.sections.me.vote === 1, 'the vote');
  const late = await post('link=1', 6, 0);
  assert.equal(late.status, 409);
  assert.equal((await late.json()).code, 'hello_first');
  assert.equal((await post('link=2', 4, 0)).status, 202);
  assert.equal((await post('link=2', 7, 2)).status, 202);
  await watching.until((l) => l.sections.me.vote === 2, 'the newest vote');
  const seen = watching.messages.filter((m) => m.t === 'view' && m.sections.me).map((m) => m.sections.me.vote);
  assert.ok(!seen.includes(0), `votes seen: ${seen}`);
  for (const query of ['client=x', 'client=0', 'link=9007199254740992', 'client=-1'])
    assert.equal((await listen(query)).status, 400, query);
  for (const stream of streams) await stream.body.cancel().catch(() => {});
  await Promise.all([watching, trainer, anna].map((l) => l.close()));
});

test('a hello with a client that is no number is told so', async () => {
  const { trainer, anna } = await choosing({});
  for (const client of [0, -1, 1.5, 'x', 2 ** 53]) {
    const link = await Link.open(server, anna.token, { hello: { client }, silent: true, encoding: 'json' });
    const said = await link.until((l) => l.messages[0], 'an answer');
    assert.deepEqual([said.t, said.code, said.field], ['error', 'field_wrong', 'client'], String(client));
    await link.close();
  }
  await Promise.all([trainer, anna].map((l) => l.close()));
});
