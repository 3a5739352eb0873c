// check.test.mjs -- a page for whoever prepares a venue: it tries every road for real, says in plain words what comes
// of it, and what to ask of whoever manages the network. Played on open networks and behind proxies as venues have
// them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';
import { strictProxy } from '../lib/proxy.mjs';

const shots = process.env.DILEMMA_SHOTS; // A folder: keep pictures, to look at.

const looks = [
  { lang: 'nl', size: SIZES.phone, scheme: 'light' },
  { lang: 'en', size: SIZES.small, scheme: 'dark' },
  { lang: 'nl', size: SIZES.laptop, scheme: 'dark' },
];

/** What each road did, as the page says it: whether it is open. */
const outcomes = (page) =>
  page.locator('.check-outcome').evaluateAll((all) => all.map((one) => /^(Open|Open,)/.test(one.innerText.trim())));

test('the check page tells what each network lets through, and what to ask', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const [refuses, keeps] = [await strictProxy(server), await strictProxy(server, { keeps: true })];
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    for (const proxy of [refuses, keeps]) proxy.close();
    await server.close();
  });
  const networks = [
    ['good', server.origin, [true, true, true]],
    ['detour', refuses.origin, [false, true, true]],
    ['slow', keeps.origin, [false, false, true]],
  ];
  for (const [i, [verdict, origin, open]] of networks.entries()) {
    const person = await Person.open(browser, `${origin}/check/`, { ...looks[i], name: verdict });
    await person.see(person.t(`check.${verdict}_what`));
    await person.button('check.again').and(person.page.locator(':not([aria-disabled])')).waitFor();
    assert.deepEqual(await outcomes(person.page), open, verdict);
    const asked = await person.page.getByText(person.t('check.ask_intro', { origin })).count();
    assert.equal(asked, verdict === 'good' ? 0 : 1, 'who has nothing to ask is not told what to ask');
    assert.equal(await person.page.title(), person.t('page.check'), 'the title of the tab, in the same language');
    await person.axe(`the check page, ${verdict}`);
    if (shots) await person.page.screenshot({ path: `${shots}/check-${verdict}.png`, fullPage: true });
    await person.close();
  }
});

test('where nobody answers the check page says so, and tries again when asked', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const person = await Person.open(browser, `${server.origin}/check/`, { name: 'trainer' });
  await person.see(person.t('check.good'));
  await person.button('check.again').and(person.page.locator(':not([aria-disabled])')).waitFor();
  await server.stop();
  await person.click('check.again');
  await person.see(person.t('check.unreachable'));
  await person.axe('the check page, unable');
  await server.up();
  await person.click('check.again');
  await person.see(person.t('check.good'));
  await person.close();
});

test('a trainer is one tap from the check page', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const trainer = await Person.open(browser, `${server.origin}/trainer/#key=${server.trainerKey}`, {
    size: SIZES.laptop,
    name: 'trainer',
  });
  await trainer.page.getByRole('link', { name: trainer.t('trainer.check') }).click();
  await trainer.page.getByRole('heading', { name: trainer.t('check.title'), level: 1 }).waitFor();
  await trainer.close();
});
