// venue.test.mjs -- a laptop in a room with phones: the trainer opens the page on the laptop itself, and what is shown
// to others is an address that their phones can open.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { createSession } from '../lib/people.mjs';
import { Server } from '../lib/server.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';
import * as stage from '../lib/stage.mjs';

/** The addresses of this machine that others could reach, whatever they are. */
const outside = Object.values(networkInterfaces())
  .flat()
  .filter((one) => one.family === 'IPv4' && !one.internal && !one.address.startsWith('169.254.'))
  .map((one) => one.address);

const addressesOf = (origin, headers = {}) =>
  fetch(`${origin}/api/addresses`, { headers }).then(async (answer) => (await answer.json()).origins);

test('a server on all addresses says which ones phones can open, to who sits at it', async (t) => {
  const server = await Server.start(['--address', '0.0.0.0']);
  t.after(() => server.close());
  const origins = await addressesOf(server.origin);
  assert.deepEqual(
    [...origins].sort(),
    outside.map((address) => `http://${address}:${server.port}`).sort(),
    'not the addresses of this machine',
  );
  for (const origin of origins) {
    assert.ok(server.log.includes(` ${origin}/\n`), `the start does not name ${origin}`);
    assert.deepEqual(await addressesOf(origin), [], 'who came over the network is told the others');
    const picture = (host) => fetch(`${host}/api/qr.svg?text=${encodeURIComponent(`${origin}/?c=ABC234`)}`);
    assert.equal((await picture(server.origin)).status, 200);
  }
  assert.deepEqual(await addressesOf(server.origin, { 'x-forwarded-for': '198.51.100.7' }), []);

  const browser = await launch();
  t.after(() => browser.close());
  const session = await createSession(server, { title: 'Zaal 2' });
  t.after(() => session.trainer.close());
  const open = (page, token, size) => Person.open(browser, `${server.origin}/${page}/#t=${token}`, { size });
  const desk = await open('trainer', session.token, SIZES.laptop);
  const [first = server.origin] = origins;
  await desk.see(new URL(first).host);
  const shown = desk.page.locator('.doors img.qr');
  assert.match(decodeURIComponent(await shown.getAttribute('src')), new RegExp(`text=${first}/\\?c=`));
  await desk.picture('venue-desk');
  const wall = await open('projector', session.projector_token, SIZES.projector);
  await wall.see(new URL(first).host);
  await wall.picture('venue-wall');
  const text = await wall.page.locator('body').innerText();
  assert.ok(!text.includes('127.0.0.1'), `the wall names another address, too:\n${text}`);
  const phone = await Person.open(browser, `${server.origin}/?c=${session.code}`, { name: 'Noor' });
  await phone.sitDown('Noor', 0);
  await phone.page.getByRole('button', { name: phone.t('reading.open') }).click();
  await phone.click('menu.device');
  await phone.click('menu.device_make');
  const link = await phone.page.getByLabel(phone.t('menu.device_link')).inputValue();
  assert.ok(link.startsWith(`${first}/#t=`), `another device comes over the network, too: ${link}`);
  for (const person of [desk, wall, phone]) {
    await person.axe('venue');
    await person.close();
  }
});

test('a server that listens on this machine only says so, at its start and on the desk', async () => {
  assert.match(stage.server.log, /^Participants: http:\/\/127\.0\.0\.1:\d+\/ \(only on this machine;/m);
  const session = await createSession(stage.server, {});
  stage.kept(session.trainer);
  const desk = stage.kept(
    await Person.open(stage.browser, `${stage.server.origin}/trainer/#t=${session.token}`, {
      size: SIZES.tablet,
      lang: 'en',
      scheme: 'dark',
    }),
  );
  await desk.see(desk.t('trainer.doors_nobody'));
  await desk.axe('only-here');
  await desk.picture('venue-only-here');
});
