// typed.test.mjs -- what people type, paste and open, on the phones that they have: invisible characters, links for
// codes, storage that is blocked, a clock that is twenty years ahead.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { advance, createSession, participant } from '../lib/people.mjs';
import { SIZES, holds, launch, text } from '../lib/browser.mjs';

const t = (key, values) => text('nl', key, values);

async function stage(test_) {
  const server = await Server.start();
  const browser = await launch();
  test_.after(async () => {
    await browser.close();
    await server.close();
  });
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    close: 'trainer',
  });
  return { server, browser, ...session };
}

async function phone({ browser }, url, init) {
  const context = await browser.newContext({ viewport: SIZES.phone, locale: 'nl-NL', serviceWorkers: 'block' });
  if (init !== undefined) await context.addInitScript(init);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  return page;
}

async function sitDown(room, page, name) {
  await page.getByLabel(t('join.name')).fill(name);
  const go = page.getByRole('button', { name: t('join.go'), exact: true });
  await go.click();
  await go.waitFor({ state: 'detached' });
  await room.trainer.until(
    (l) => l.sections.people.seats.some((one) => one.present && one.role === 'participant'),
    'them',
  );
}

const at = (page, step) =>
  holds(page, (name) => document.querySelector('.path-name b')?.textContent === name, t(`step.${step}`));
const isStored = (page) => page.locator('.stored', { hasText: t('stored.stored') }).waitFor();

test('a pasted invisible character costs neither the vote nor its reason', { timeout: 300_000 }, async (test_) => {
  const room = await stage(test_);
  const page = await phone(room, `${room.server.origin}/?c=${room.code}`);
  await sitDown(room, page, '\u202aJoost\u202c');
  await room.trainer.until((l) => l.sections.people.seats.some((one) => one.name === 'Joost'), 'the clean name');
  await room.trainer.say('session_start');
  await advance(room.trainer, 'choice', 0);
  await page.locator('.option').nth(1).click();
  await isStored(page);
  await page.locator('textarea').fill('Eerst rust in het team\u000bdan pas\u2067 het rooster');
  await page.locator('textarea').blur();
  await isStored(page);
  assert.ok(await page.locator('.option input').nth(1).isChecked());
  await advance(room.trainer, 'discussion', 0);
  const [reason] = room.trainer.sections.result.rooms[0].reasons;
  assert.equal(reason.text, 'Eerst rust in het team dan pas het rooster');
  assert.equal(reason.option, 1);
});

test('what is wrong with a code or a name stands at its field, which gets the focus', {
  timeout: 300_000,
}, async (test_) => {
  const room = await stage(test_);
  const anna = await participant(room.server, room.code, 'Anna');
  const page = await phone(room, `${room.server.origin}/?c=${room.code}`);
  const go = page.getByRole('button', { name: t('join.go'), exact: true });
  /** The sentence that belongs to the field with this label, once it is wrong and has the focus. */
  const said = async (label) => {
    const field = page.getByLabel(t(label));
    await holds(page, () => document.activeElement?.getAttribute('aria-invalid') === 'true');
    assert.ok(await field.evaluate((one) => one === document.activeElement), `${label} has the focus`);
    const ids = await field.getAttribute('aria-describedby');
    return page.locator(`[id="${ids.split(' ').at(-1)}"]`).textContent();
  };
  await go.click();
  assert.equal(await said('join.name'), t('join.name_empty'));
  await page.getByLabel(t('join.name')).fill('  ANNA\u200b');
  await go.click();
  const alike = await said('join.name');
  assert.match(alike, /naam/i);
  assert.doesNotMatch(alike, /_|name\b/, 'no word of the protocol');
  await page.getByLabel(t('join.name')).fill('Bea');
  await page.getByLabel(t('join.code')).fill('K7P');
  await go.click();
  assert.equal(await said('join.code'), t('join.code_length'));
  await anna.close();
});

test('a code is understood as a link, in full width and behind words; an address with the code leads in', {
  timeout: 300_000,
}, async (test_) => {
  const room = await stage(test_);
  const { server, code } = room;
  const wide = [...code].map((letter) => String.fromCodePoint(letter.codePointAt(0) + 0xfee0)).join('');
  const page = await phone(room, `${server.origin}/`);
  for (const typed of [
    `Code: ${code}`,
    `${server.origin}/?c=${code}`,
    `dilemma.nl/${code.toLowerCase()}`,
    wide,
    `\u200b${code}`,
  ]) {
    await page.getByLabel(t('join.code')).fill(typed);
    await page.locator('[role=status]', { hasText: 'Groep 3' }).waitFor();
    await page.getByLabel(t('join.code')).fill('');
    await page.locator('[role=status]', { hasText: 'Groep 3' }).waitFor({ state: 'detached' });
  }
  for (const path of [`/${code}`, `/${code.toLowerCase()}`, `/?c=${code}.`]) {
    await page.goto(server.origin + path);
    await page.locator('[role=status]', { hasText: 'Groep 3' }).waitFor();
  }
  assert.equal((await fetch(`${server.origin}/author`, { redirect: 'manual' })).headers.get('location'), '/author/');
});

test('blocked storage keeps the seat over a reload', { timeout: 300_000 }, async (test_) => {
  const room = await stage(test_);
  const page = await phone(room, `${room.server.origin}/?c=${room.code}`, () => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  });
  await sitDown(room, page, 'Aad');
  await room.trainer.say('session_start');
  await advance(room.trainer, 'choice', 0);
  await page.locator('.option').nth(2).click();
  await isStored(page);
  await page.reload();
  await isStored(page);
  assert.ok(await page.locator('.option input').nth(2).isChecked());
  assert.equal(room.trainer.sections.people.seats.filter((one) => one.role === 'participant').length, 1);
});

test('a phone whose clock says 2045 can vote', { timeout: 300_000 }, async (test_) => {
  const room = await stage(test_);
  const page = await phone(room, 'about:blank');
  await page.clock.setSystemTime(new Date('2045-06-01T12:00:00Z'));
  await page.goto(`${room.server.origin}/?c=${room.code}`);
  assert.equal(await page.evaluate(() => new Date().getFullYear()), 2045);
  await sitDown(room, page, 'Aad');
  await room.trainer.say('session_start');
  await advance(room.trainer, 'choice', 0);
  await page.locator('.option').nth(0).click();
  await isStored(page);
  await page.locator('.option').nth(1).click();
  await isStored(page);
  await room.trainer.until((l) => l.sections.progress.rooms[0].done === 1, 'the vote');
  await page.clock.setSystemTime(new Date('2004-06-01T12:00:00Z')); // And back, farther than it was ahead.
  await page.reload();
  await isStored(page);
  assert.ok(await page.locator('.option input').nth(1).isChecked());
  await page.locator('.option').nth(2).click();
  await isStored(page);
  await advance(room.trainer, 'discussion', 0);
  assert.deepEqual(room.trainer.sections.result.rooms[0].first, [0, 0, 1, 0]);
});

test('live parts survive a browser that translates the page', { timeout: 300_000 }, async (test_) => {
  const room = await stage(test_);
  const page = await phone(room, `${room.server.origin}/?c=${room.code}`);
  const failed = [];
  page.on('pageerror', (error) => failed.push(String(error)));
  const desk = await room.browser.newPage({ viewport: SIZES.laptop, locale: 'nl-NL' });
  const wall = await room.browser.newPage({ viewport: SIZES.projector, locale: 'nl-NL' });
  await desk.goto(`${room.server.origin}/trainer/#t=${room.token}`);
  await wall.goto(`${room.server.origin}/projector/#t=${room.projector_token}`);
  for (const one of [desk, wall]) one.on('pageerror', (error) => failed.push(String(error)));
  await desk.locator('.desk-controls').waitFor();
  await wall.locator('.wall-join').waitFor();
  /** As translators do: each text becomes an element with other words. */
  const translated = (one) =>
    one.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const one of texts.filter(({ data }) => data.trim() !== '')) {
        const outer = document.createElement('font');
        outer.append(document.createElement('font'));
        outer.firstChild.textContent = one.data;
        one.parentNode.replaceChild(outer, one);
      }
    });
  const translate = () => Promise.all([page, desk, wall].map(translated));
  const shows = (one, pattern) => holds(one, (words) => new RegExp(words, 'i').test(document.body.innerText), pattern);
  await sitDown(room, page, 'Aad');
  await translate();
  for (const name of ['Bo', 'Cas']) await participant(room.server, room.code, name);
  await page.getByText('Bo', { exact: true }).first().waitFor();
  await holds(page, () => /(drie|3) mensen zijn er/i.test(document.body.innerText));
  await shows(desk, '3 van 3 verbonden');
  await shows(wall, '(drie|3) (van|mensen)');
  await room.trainer.say('session_start');
  await at(page, 'situation');
  await translate();
  await advance(room.trainer, 'choice', 0);
  await at(page, 'choice');
  await shows(desk, t('trainer.to_discussion'));
  await shows(wall, t('choice.title'));
  await translate();
  await page.locator('.option').nth(0).click();
  await isStored(page);
  await shows(desk, t('trainer.hint_some', { n: 1, m: 3 }));
  await shows(wall, t('projector.seats', { n: 1, m: 3 }));
  await translate();
  await page.locator('.option').nth(1).click();
  await isStored(page);
  assert.deepEqual(failed, []);
});
