// guide.test.mjs -- the guide for trainers: one click away, in both languages, with its pictures, and printed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Person, SIZES, holds } from '../lib/browser.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

const open = async (path, look) =>
  kept(await Person.open(browser, server.origin + path, { size: SIZES.laptop, ...look }));

test('the guide is one click from where a trainer begins', async () => {
  const start = await open(`/trainer/#key=${server.trainerKey}`, { name: 'start' });
  const link = start.page.getByRole('link', { name: start.t('trainer.guide') });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), '/guide/');
});

for (const [lang, size, scheme] of [
  ['nl', SIZES.laptop, 'light'],
  ['en', SIZES.small, 'dark'],
]) {
  test(`the guide can be read, calls buttons as the screens do, and every picture is there (${lang})`, async () => {
    const guide = await open('/guide/', { lang, size, scheme, name: `guide ${lang}` });
    await guide.see(guide.t('guide.title'));
    const said = await guide.page.innerText('main');
    for (const key of ['trainer.open', 'trainer.screen_open', 'odds.all', 'rehearse.first', 'trainer.end'])
      assert.ok(said.includes(guide.t(key)), key);
    assert.doesNotMatch(said, /[{}]/, 'every hole is filled');
    for (const picture of await guide.page.locator('main img').all()) await picture.scrollIntoViewIfNeeded();
    await holds(guide.page, () => [...document.querySelectorAll('main img')].every((one) => one.naturalWidth > 100));
    await guide.axe(`guide ${lang}`);
    await guide.picture(`guide-${lang}`);
  });
}

test('on paper the guide is a booklet: no buttons, and no picture is cut', async () => {
  const guide = await open('/guide/', { name: 'guide' });
  await guide.see(guide.t('guide.title'));
  await guide.page.emulateMedia({ media: 'print' });
  for (const screen of ['.plain-top', '.guide .no-print'])
    assert.equal(await guide.page.locator(screen).first().isVisible(), false, screen);
  assert.equal(
    await guide.page
      .locator('.guide-screen')
      .first()
      .evaluate((one) => getComputedStyle(one).breakInside),
    'avoid',
  );
  const pdf = await guide.page.pdf({ tagged: true, preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages === 0 || pages <= 10, `${pages} pages`);
});
