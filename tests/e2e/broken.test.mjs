// broken.test.mjs -- the server, or something in between, sends impossible data: no screen goes blank.
import { createRequire } from 'node:module';
import http from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ROOT, Server, freePort } from '../lib/server.mjs';
import { advance, call, createSession, join_ } from '../lib/people.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const { WebSocket, WebSocketServer } = require('ws');
const { decode, encode } = require('@msgpack/msgpack');

/** Stands between the browsers and the server: after each message it also sends what `add` makes of it. */
async function meddler(server) {
  const port = await freePort();
  const meddling = { origin: `http://127.0.0.1:${port}`, add: () => [], added: 0 };
  const pages = http.createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = http.request({ host: '127.0.0.1', port: server.port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const sockets = new WebSocketServer({ server: pages, path: '/ws' });
  sockets.on('connection', (down) => {
    const origin = server.origin;
    const up = new WebSocket(`${origin.replace('http', 'ws')}/ws`, down.protocol, { origin });
    const early = [];
    down.on('message', (data, binary) =>
      up.readyState === WebSocket.OPEN ? up.send(data, { binary }) : early.push(data),
    );
    up.on('open', () => early.forEach((data) => void up.send(data, { binary: true })));
    up.on('message', (data, binary) => {
      down.send(data, { binary });
      for (const more of meddling.add(data)) {
        meddling.added++;
        down.send(more);
      }
    });
    up.on('close', () => down.terminate());
    up.on('error', () => down.terminate());
    down.on('close', () => up.terminate());
  });
  await new Promise((resolve) => pages.listen(port, '127.0.0.1', resolve));
  meddling.close = () => {
    for (const socket of sockets.clients) socket.terminate();
    pages.closeAllConnections();
    pages.close();
  };
  return meddling;
}

/** The newest view again, with other sections. */
const again = (data, sections) => {
  const { t, seq, at_ms } = decode(data);
  return t === 'view' ? [encode({ t, seq, at_ms, sections })] : [];
};

const UNREADABLE = {
  'a message that stops halfway': (data) => [data.subarray(0, data.length >> 1)],
  'a frame of the other kind': () => ['{"t":"view","seq":1'],
  'bytes that mean nothing': () => [Buffer.from([0xc1, 0xc1, 0xc1])],
  'a list of four thousand million': () => [Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
  'a type that nobody knows': () => [encode({ t: 'dance', seq: 1 })],
  'a view without sections': () => [encode({ t: 'view', seq: 2 ** 40, at_ms: 0 })],
  'sections that are no maps': (data) => again(data, { session: null, round: 7, me: [], team: 'x', trainer: null }),
};

/** Well-formed but impossible data: no component expects these lists to be missing. */
const IMPOSSIBLE = {
  session: {},
  round: { step: 'choice', dilemma: {} },
  me: {},
  trainer: {},
  progress: {},
  people: {},
};

test('a malformed message from the server never blanks a screen', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const meddling = await meddler(server);
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    meddling.close();
    await server.close();
  });
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const open = (path, token, name, size) =>
    Person.open(browser, `${meddling.origin}${path}#t=${token}`, { name, size });
  const seat = await join_(server, session.code, 'Anouk');
  const { body: desk } = await call(server, 'POST', '/api/links', {
    token: session.token,
    body: { role: 'cotrainer' },
  });
  const phone = await open('/', seat.token, 'phone', SIZES.phone);
  const wall = await open('/projector/', session.projector_token, 'wall', SIZES.projector);
  const trainer = await open('/trainer/', desk.token, 'trainer', SIZES.laptop);
  const screens = [phone, wall, trainer];
  await session.trainer.say('session_start');
  await advance(session.trainer, 'situation');
  await phone.at('situation');
  await wall.see('Wie verdeelt het werk?');
  await trainer.see('Wie verdeelt het werk?');
  const said = (text) => session.trainer.say('message_send', { room: 254, text });
  const titles = () => Promise.all(screens.map(({ page }) => page.locator('h1').first().innerText()));

  for (const [what, add] of Object.entries(UNREADABLE)) {
    meddling.add = add;
    meddling.added = 0;
    const before = await titles();
    await said(`Na ${what}`);
    await phone.see(`Na ${what}`);
    await said('En verder'); // Whatever it did is done by now.
    await phone.see('En verder');
    assert.ok(meddling.added >= screens.length, `${what}: ${meddling.added} were sent`);
    assert.deepEqual(await titles(), before, what);
  }

  meddling.add = (data) => again(data, IMPOSSIBLE);
  await said('Nu gaat het mis');
  for (const person of screens) await person.see(person.t('broken.title'));
  await phone.axe('a broken phone');
  await wall.axe('a broken wall');
  await trainer.axe('a broken desk');
  for (const person of screens) {
    assert.ok(person.problems.length > 0, `${person.name}: the error is told to whoever looks after the page`);
    person.problems.length = 0;
  }

  meddling.add = () => [];
  await advance(session.trainer, 'choice');
  await phone.at('choice'); // By themselves: nobody has to touch anything.
  for (const person of screens) await person.page.getByText(person.t('broken.title')).waitFor({ state: 'detached' });
  for (const title of await titles()) assert.ok(title.trim() !== '');
  for (const person of screens) person.problems.length = 0; // Each further try was told, too.
  await session.trainer.close();
  for (const person of screens) await person.close();
});
