// elsewhere.test.mjs -- a story that is played on a device goes to another one inside a link, and back: nothing of it
// is sent to a server, nothing is lost where both went on, and a link that is not whole changes nothing.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../lib/server.mjs';
import { Person, SIZES, goOnAlone, stepName } from '../lib/browser.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const { deflateSync, inflateSync } = require('fflate');
const { decode, encode } = require('@msgpack/msgpack');

const where = async ({ page }) => (await page.locator('.page-where').innerText()).replace(/\s+/g, ' ');
const solo = (more = {}, path = '') => Person.open(browser, `${server.origin}/solo/${path}`, more);
const plays = ({ page }) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('dilemma.alone').onsuccess = ({ target }) => {
          target.result.transaction('plays').objectStore('plays').count().onsuccess = (counted) =>
            resolve(counted.target.result);
        };
      }),
  );

async function goOnTo(person, step, which) {
  for (let taps = 0; ; taps++) {
    const seen = await stepName(person.page);
    if (seen === person.t(step)) return;
    assert.ok(taps < 40, `never came to ${step}:\n${(await person.page.innerText('body')).slice(0, 900)}`);
    await goOnAlone(person, seen, which);
  }
}

/** The link for another device. */
async function linkOf(person) {
  await person.click('reading.open');
  await person.click('menu.device');
  const field = person.page.getByLabel(person.t('menu.device_link'));
  await field.waitFor();
  return field.inputValue();
}

async function closes(person) {
  await person.page.keyboard.press('Escape');
  await person.page.locator('dialog').waitFor({ state: 'detached' });
}

async function opens(person, link) {
  await person.page.goto('about:blank');
  await person.page.goto(link);
  await person.see(person.t('solo.parcel_title'));
}

async function begins(person) {
  await person.page.getByRole('radio', { name: /De sleutel/ }).check({ force: true });
  await person.click('solo.go');
  await person.at('situation');
}

const changed = (link, change) => {
  const [before, text] = link.split('#p=');
  const parts = decode(inflateSync(Buffer.from(text, 'base64url')));
  change(parts);
  return `${before}#p=${Buffer.from(deflateSync(encode(parts))).toString('base64url')}`;
};

test('a story goes on with another device by a link, and back, and no server hears of it', {
  timeout: 600_000,
}, async () => {
  const phone = kept(await solo({ name: 'phone' }));
  const laptop = kept(await solo({ name: 'laptop', size: SIZES.laptop, scheme: 'dark' }));
  const asked = [];
  for (const one of [phone, laptop]) one.context.on('request', (request) => asked.push(request.url()));
  await begins(phone);
  await goOnTo(phone, 'step.choice');
  await phone.page.locator('.option').nth(1).click();
  await goOnTo(phone, 'step.discussion', 1);
  const first = await linkOf(phone);
  await phone.page.getByRole('img', { name: phone.t('menu.device_qr') }).waitFor();
  await phone.axe('a link for another device');
  await phone.picture('elsewhere-give');
  await closes(phone);

  await opens(laptop, first);
  await laptop.see('De sleutel');
  await laptop.see(laptop.t('solo.parcel_begun'));
  assert.equal(await laptop.page.evaluate(() => location.hash), '', 'it does not stay in the address');
  await laptop.axe('a story that comes with a link');
  await laptop.picture('elsewhere-take');
  await laptop.page.reload(); // The person is still asked.
  await laptop.click('solo.parcel_take');
  await laptop.at('discussion');
  assert.equal(await where(laptop), await where(phone));
  assert.equal(
    await laptop.page.locator('.option input:checked').count(),
    await phone.page.locator('.option input:checked').count(),
  );

  // It comes back further than it went; the phone goes on from there, with one play as before.
  await goOnTo(laptop, 'step.consequence', 1);
  const further = await linkOf(laptop);
  await closes(laptop);
  await opens(phone, further);
  await phone.see(phone.t('solo.parcel_played', { n: 1 }));
  await phone.click('solo.parcel_take');
  await phone.at('consequence');
  assert.equal(await plays(phone), 1);

  // The older link again: the play stays where it is.
  await opens(phone, first);
  await phone.click('solo.parcel_take');
  await phone.at('consequence');
  assert.equal(await plays(phone), 1);
  const carried = new Set([first, further].map((link) => link.split('#p=')[1].slice(0, 60)));
  assert.ok(!asked.some((url) => [...carried].some((text) => url.includes(text))), 'no request has the play in it');
});

test('where both devices went on by themselves nothing is lost: what comes is another play', {
  timeout: 600_000,
}, async () => {
  const phone = kept(await solo({ name: 'phone' }));
  const tablet = kept(await solo({ name: 'tablet', size: SIZES.tablet, lang: 'en' }));
  await begins(phone);
  const link = await linkOf(phone);
  await closes(phone);
  await opens(tablet, link);
  await tablet.click('solo.parcel_take');
  await tablet.at('situation');
  await goOnTo(tablet, 'step.choice');
  await goOnTo(phone, 'step.consequence');
  await opens(phone, await linkOf(tablet));
  await phone.click('solo.parcel_take');
  await phone.at('choice');
  assert.equal(await plays(phone), 2);
});

test('a link that is not whole, of another story or changed by somebody changes nothing, and says what to do', {
  timeout: 600_000,
}, async () => {
  const phone = kept(await solo({ name: 'phone' }));
  const other = kept(await solo({ name: 'other', size: SIZES.small, lang: 'en', scheme: 'dark' }));
  await begins(phone);
  const link = await linkOf(phone);
  await closes(phone);
  const broken = [
    [link.slice(0, -9), 'solo.parcel_damaged'],
    [changed(link, (parts) => parts[3].pop()), 'solo.parcel_damaged'],
    [changed(link, (parts) => parts[3].reverse()), 'solo.parcel_damaged'],
    [changed(link, (parts) => parts[3].splice(0)), 'solo.parcel_damaged'],
    [changed(link, (parts) => parts[3][1].fill(0xc1)), 'solo.parcel_damaged'],
    [changed(link, (parts) => (parts[1][2] = '0.9.0-000')), 'solo.parcel_version'],
    [changed(link, (parts) => (parts[1][1] = 'no-such-story')), 'solo.parcel_version'],
  ];
  for (const [bad, why] of broken) {
    await opens(other, bad);
    if (bad !== broken[0][0]) await other.click('solo.parcel_take');
    await other.see(other.t(why));
  }
  await other.axe('a link that is not whole');
  await other.picture('elsewhere-damaged');
  assert.equal(await plays(other), 0);
  await other.click('solo.parcel_leave');
  await other.see(other.t('solo.title'));
  // The whole one still works after all of that.
  await opens(other, link);
  await other.click('solo.parcel_take');
  await other.at('situation');
  assert.equal(await plays(other), 1);
  await linkOf(other);
  assert.equal(await other.wider(), 0);
  await other.picture('elsewhere-give-small');
});

test('a link to a story leads to it, also in a browser where another is played', { timeout: 600_000 }, async () => {
  const phone = kept(await solo({ name: 'phone' }));
  await begins(phone);
  await phone.page.goto(`${server.origin}/solo/?story=de-nieuwe-vrijheid`);
  await phone.page.getByRole('radio', { name: /De nieuwe vrijheid/, checked: true }).waitFor();
  await phone.see(phone.t('solo.resume', { title: 'De sleutel' }));
  await phone.click('solo.go');
  await phone.at('situation');
  const read = await phone.page.innerText('main');
  assert.match(read, /Marga, je directeur/);
  await phone.page.reload(); // The page is about that play now.
  await phone.at('situation');
  assert.equal(await phone.page.innerText('main'), read);
  assert.equal(await plays(phone), 2);
});
