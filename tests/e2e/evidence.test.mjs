// evidence.test.mjs -- "Says who?": from a trainer's screen to a page for people that leads with what holds and what
// does not, in both languages, light and dark, on a phone and on a laptop.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';

const looks = [
  { lang: 'nl', size: SIZES.phone, scheme: 'light' },
  { lang: 'en', size: SIZES.small, scheme: 'dark' },
  { lang: 'nl', size: SIZES.laptop, scheme: 'dark' },
];

test('what research says of the model is a page for people', { timeout: 600_000 }, async (t) => {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });

  for (const look of looks) {
    const reader = await Person.open(browser, `${server.origin}/evidence/`, { ...look, name: 'reader' });
    const { page } = reader;
    await reader.see(reader.t('evidence.lead'));
    const tops = await page.evaluate(() => ['.lit', '.family'].map((one) => document.querySelector(one).offsetTop));
    assert.ok(tops[0] < tops[1], 'the summary does not lead');
    const families = await page.locator('.family').count();
    assert.ok(families > 20, `only ${families} families`);

    // What does not hold is shown as plainly as what does, and what is contested says why.
    const chip = page.locator('.chip', { hasText: reader.t('evidence.sieve_fails') });
    await chip.locator('input').check();
    const shown = Number(/\((\d+)\)/.exec(await chip.textContent())[1]);
    assert.equal(await page.locator('.finding').count(), shown);
    await page
      .locator('.chip', { hasText: reader.t('evidence.sieve_contested') })
      .locator('input')
      .check();
    const [intro] = reader.t('evidence.contested', { why: '' }).split(' {');
    assert.ok((await page.locator('.finding-note').first().textContent()).startsWith(intro.trim()));
    assert.equal(await page.locator('.finding').count(), await page.locator('.finding-note').count());

    await reader.axe(`the evidence page, ${look.lang} ${look.size.width}`);
    await reader.close();
  }
});

test('a trainer is one tap from who says so', { timeout: 600_000 }, async (t) => {
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
  const opened = trainer.context.waitForEvent('page');
  await trainer.page
    .getByRole('link', { name: trainer.t('why.says_who') })
    .first()
    .click();
  const page = await opened;
  await page.getByRole('heading', { name: trainer.t('evidence.title'), level: 1 }).waitFor();
  await trainer.close();
});
