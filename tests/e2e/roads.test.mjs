// roads.test.mjs -- other ways in: a venue whose proxy blocks WebSocket, and one leader alone.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Link, advance, createSession, join_ } from '../lib/people.mjs';
import { Person, SIZES, goOnAlone, launch, stepName } from '../lib/browser.mjs';
import { strictProxy } from '../lib/proxy.mjs';

for (const [name, options] of [
  ['where WebSocket is blocked the same promises travel over plain HTTP, by themselves', {}],
  ['where streams are kept on the way, too, the same promises travel by asking again', { keeps: true }],
])
  test(name, { timeout: 600_000 }, async (t) => {
    const server = await Server.start();
    const proxy = await strictProxy(server, options);
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      proxy.close();
      await server.close();
    });
    const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
    const phones = [];
    for (const name of ['Anouk', 'Dirk-Jan']) {
      const phone = await Person.open(browser, `${proxy.origin}/?c=${session.code}`, { name });
      await phone.sitDown(name);
      phones.push(phone);
    }
    await session.trainer.say('session_start');
    await advance(session.trainer, 'choice');
    await Promise.all(phones.map((p) => p.at('choice')));
    assert.ok(proxy.upgrades() > 0, 'WebSocket was tried first');
    await phones[0].see(phones[0].t('link.detour')); // What is slow has a name: it is the network.
    await phones[0].page.locator('.option').nth(1).click();
    await phones[0].see(phones[0].t('stored.stored'));
    await phones[1].see(phones[1].t('choice.count', { n: 1, m: 2 }));

    // The server dies while a vote is under way, and comes back: nobody has to do anything.
    await server.kill();
    await phones[1].page.locator('.option').nth(2).click();
    await phones[1].see(phones[1].t('stored.on_phone'));
    await server.up();
    await phones[1].see(phones[1].t('stored.stored'));
    await session.trainer.close();
    const trainer = await Link.open(server, session.token);
    await advance(trainer, 'discussion');
    assert.deepEqual(trainer.sections.trainer.rooms[0].first, [0, 1, 1, 0]);
    await Promise.all(phones.map((p) => p.at('discussion')));
    await trainer.close();
    for (const phone of phones) await phone.close();
  });

/** What the sockets of this page carried, both ways: 'text' or 'bytes' for each frame. */
function framesOf(page) {
  const frames = [];
  const note = ({ payload }) => frames.push(typeof payload === 'string' ? 'text' : 'bytes');
  page.on('websocket', (socket) => {
    socket.on('framereceived', note);
    socket.on('framesent', note);
  });
  return frames;
}

test('a socket carries MessagePack; with ?json in the address, also after a reload, it carries JSON', {
  timeout: 600_000,
}, async (t) => {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const seat = await join_(server, session.code, 'Anouk');
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  const seen = await Link.open(server, seat.token); // The same seat, as a program.
  const phone = await Person.open(browser, 'about:blank', { name: 'Anouk' });
  const frames = framesOf(phone.page);
  const play = async (option, kind) => {
    await phone.at('choice');
    await phone.page.locator('.option').nth(option).click();
    await seen.until((l) => l.sections.me.vote === option, `the vote for option ${option}`);
    await phone.see(phone.t('stored.stored'));
    assert.ok(frames.length > 3);
    assert.deepEqual([...new Set(frames)], [kind]);
    frames.length = 0;
  };
  await phone.page.goto(`${server.origin}/#t=${seat.token}`);
  await play(1, 'bytes');
  await phone.page.goto(`${server.origin}/?json#t=${seat.token}`);
  await play(2, 'text');
  assert.equal(phone.page.url(), `${server.origin}/?json`, 'the token is not in the address any more');
  await phone.page.reload();
  await play(0, 'text');
  await Promise.all([session.trainer, seen].map((l) => l.close()));
  await phone.close();
});

test('one leader plays a story alone, on a phone, to the debrief', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const leader = await Person.open(browser, `${server.origin}/solo/`, {
    name: 'leader',
    lang: 'nl',
    size: SIZES.phone,
  });
  const { page } = leader;
  await page.locator('.nl-button--primary').first().waitFor();
  await leader.axe('solo door');
  let steps = 0;
  const seen = new Set();
  const heading = () => page.locator('h1').first().innerText();
  while (!(await heading()).startsWith(leader.t('debrief.title_solo'))) {
    assert.ok(++steps < 300, `never came to the debrief; now at:\n${(await page.innerText('body')).slice(0, 800)}`);
    const step = await stepName(page);
    if (step !== '' && !seen.has(step)) {
      seen.add(step);
      await leader.axe(`solo, ${step}`);
    }
    assert.deepEqual(await page.locator('.say:has(.face-letters) .say-who').allInnerTexts(), [], 'who speaks is drawn');
    await goOnAlone(leader, step, steps);
  }
  await leader.axe('solo debrief');
  assert.ok(seen.size >= 6, [...seen].join(', '));
  await page.reload();
  await page.locator('h1').first().waitFor();
  await leader.close();
});
