// below.test.mjs -- below a path of another site everything works as at the top, and nothing is asked elsewhere.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { createSession, advance } from '../lib/people.mjs';
import { Person, SIZES, goOnAlone, launch, launchKept, stepName } from '../lib/browser.mjs';
import { pathProxy } from '../lib/proxy.mjs';

const PATH = '/opleiding/Kamer_1';

async function siteWith(t, options = []) {
  const proxy = await pathProxy(PATH);
  t.after(() => proxy.close());
  const server = await Server.start(['--public-origin', `${proxy.site}/`, ...options], t);
  proxy.leadTo(server);
  return { proxy, server };
}

/* In the style of a house, whose files have addresses of their own. */
const STYLE = ['--style', join(ROOT, 'server', 'style', 'examples', 'kustlijn', 'style.json')];

test('below a path of another site a session is made, joined, led, looked at and looked back on', {
  timeout: 600_000,
}, async (t) => {
  const { proxy, server } = await siteWith(t, STYLE);
  const browser = await launch();
  t.after(() => browser.close());
  const link = /Trainer[^\n]*?(http\S+#key=\S+)/.exec(server.log)?.[1];
  assert.ok(link?.startsWith(`${proxy.site}/trainer/`), `the link that is printed leads there: ${link}`);
  const desk = await Person.open(browser, link, { size: SIZES.laptop, name: 'desk' });
  await desk.page.getByRole('heading', { level: 1 }).first().waitFor();
  for (const key of ['trainer.check', 'trainer.write']) {
    const href = await desk.page.getByRole('link', { name: desk.t(key) }).evaluate((element) => element.href);
    assert.ok(href.startsWith(`${proxy.site}/`), href);
  }
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  await desk.page.goto(`${proxy.site}/trainer/#t=${session.token}`);
  await desk.page.reload();
  const host = proxy.site.replace('http://', '');
  await desk.see(desk.t('trainer.doors', { address: host }));
  const wall = await Person.open(browser, `${proxy.site}/projector/#t=${session.projector_token}`, {
    size: SIZES.projector,
    name: 'wall',
  });
  await wall.see(host);
  const picture = await wall.page
    .locator('img[src*="qr.svg"]')
    .first()
    .evaluate((image) => ({ of: image.src, wide: image.naturalWidth }));
  assert.ok(picture.of.startsWith(`${proxy.site}/api/qr.svg?text=`) && picture.wide > 0, JSON.stringify(picture));
  assert.equal(new URL(picture.of).searchParams.get('text'), `${proxy.site}/?c=${session.code}`);

  const phone = await Person.open(browser, `${proxy.site}/${session.code}`, { name: 'phone' }); // As people type it.
  assert.equal(phone.page.url(), `${proxy.site}/?c=${session.code}`);
  await phone.sitDown('Anouk');
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await phone.at('choice');
  await phone.page.locator('.option').nth(1).click();
  await phone.see(phone.t('stored.stored'));
  const drawn = await phone.page.evaluate(() =>
    [...document.images].map(({ src, naturalWidth, complete }) => ({ src, naturalWidth, complete })),
  );
  assert.ok(
    drawn.every(({ src, complete, naturalWidth }) => src.includes('/Kamer_1/') && (!complete || naturalWidth > 0)),
  );
  await phone.page.reload();
  await phone.at('choice');
  await session.trainer.say('session_end');
  await desk.page.locator('.after').waitFor();
  assert.deepEqual(
    proxy.asked.filter((path) => path !== '/favicon.ico'),
    [],
    'nothing is asked of the rest of the site',
  );
  for (const one of [desk, wall, phone]) await one.close();
});

test('below a path each page opens, in the style of the house, and an address that is none is a page, too', {
  timeout: 600_000,
}, async (t) => {
  const { proxy } = await siteWith(t, STYLE);
  const browser = await launch();
  t.after(() => browser.close());
  const failed = [];
  const person = await Person.open(browser, `${proxy.site}/`, { name: 'visitor' });
  person.page.on('response', (response) => response.status() >= 400 && failed.push(response.url()));
  for (const page of ['', 'solo', 'trainer', 'access', 'author', 'evidence', 'check', 'guide', 'style', 'api']) {
    // Without its last slash it is found as well.
    await person.page.goto(`${proxy.site}/${page}`, { waitUntil: 'load' });
    await person.page.getByRole('heading', { level: 1 }).first().waitFor();
    assert.equal(person.page.url().split('?')[0], `${proxy.site}/${page === '' ? '' : `${page}/`}`);
    const brand = await person.page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--dk-brand'),
    );
    assert.equal(brand.trim(), '#00508c', `${page}: the style of the house`);
    const pictures = await person.page.evaluate(async () => {
      const all = [...document.images].filter((image) => image.loading !== 'lazy');
      await Promise.all(all.map((image) => image.decode()));
      return all.length;
    });
    assert.ok(pictures >= 0);
  }
  await person.page.goto(`${proxy.site}/check/`);
  await person.see(person.t('check.good'));
  await person.page.goto(`${proxy.site}/guide/`);
  await person.page.locator('.guide-pictures img').first().scrollIntoViewIfNeeded();
  await person.page.waitForFunction(() => document.querySelector('.guide-pictures img').naturalWidth > 0);
  assert.deepEqual(failed, []);
  await person.page.goto(`${proxy.site}/nergens/hier`, { waitUntil: 'load' });
  const door = await person.page
    .locator('.lost-door')
    .first()
    .evaluate((element) => element.href);
  assert.equal(door, `${proxy.site}/`);
  assert.deepEqual(failed, [`${proxy.site}/nergens/hier`]);
  assert.deepEqual(
    proxy.asked.filter((path) => path !== '/favicon.ico'),
    [],
  );
  await person.close();
});

test('below a path a story is practised without a network', { timeout: 600_000 }, async (t) => {
  const { proxy, server } = await siteWith(t);
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const context = await launchKept(folder, { viewport: SIZES.phone, locale: 'nl-NL', reducedMotion: 'reduce' });
  t.after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const leader = await Person.at(context, `${proxy.site}/solo/`, { name: 'leader' });
  const scope = await leader.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, `${proxy.site}/solo/`);
  const manifest = await leader.page.evaluate(async () => {
    const { href } = document.querySelector('link[rel=manifest]');
    const { start_url, scope: all, icons } = await (await fetch(href)).json();
    return [start_url, all, icons[0].src].map((url) => new URL(url, href).href);
  });
  assert.deepEqual(manifest.slice(0, 2), [`${proxy.site}/solo/`, `${proxy.site}/solo/`]);
  assert.ok(manifest[2].startsWith(`${proxy.site}/assets/icon-`), manifest[2]);
  await leader.click('solo.go');
  await leader.page.locator('.path-name').first().waitFor();
  await server.stop();
  await context.setOffline(true);
  const seen = await stepName(leader.page);
  await goOnAlone(leader, seen);
  assert.notEqual(await stepName(leader.page), seen, 'it goes on');
  const now = await stepName(leader.page);
  await leader.page.reload();
  await leader.page.locator('.path-name').first().waitFor();
  assert.equal(await stepName(leader.page), now);
  await leader.close();
});
