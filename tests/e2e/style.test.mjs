// style.test.mjs -- a house style on real screens: phone, desk, wall, the page that shows all of it, and the report,
// light and dark. Nothing in it is hard to read, and the policy allows all of it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Server } from '../lib/server.mjs';
import { playRound } from '../lib/people.mjs';
import { illegible } from '../lib/legible.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';

const shots = process.env.DILEMMA_SHOTS; // A folder: keep pictures, to look at.
const EXAMPLES = join(ROOT, 'server', 'style', 'examples');
const houses = [
  {
    house: 'kustlijn',
    lang: 'nl',
    name: 'Leerkamer Kustlijn',
    brand: { light: '#00508c', dark: '#8cc4f0' },
    desk: 'dark',
  },
  {
    house: 'steenrood',
    lang: 'en',
    name: 'Opleidingshuis Steenrood',
    brand: { light: '#8a2b1f', dark: '#f0a898' },
    desk: 'light',
  },
];

for (const { house, lang, name, brand, desk } of houses)
  test(`the style ${house} is on every screen and can be read, light and dark`, { timeout: 600_000 }, async (t) => {
    const server = await Server.start(['--style', join(EXAMPLES, house, 'style.json')], t);
    const browser = await launch(t);
    const session = await playRound(server, [6, 5, 5], (i) => [{ option: i % 3, reason: `reden ${i}` }]);
    const screens = [
      ['door', '/', SIZES.phone],
      ['style', '/style/', SIZES.laptop],
      ['desk', `/trainer/#t=${session.token}`, SIZES.laptop],
      ['wall', `/projector/#t=${session.projector_token}`, SIZES.projector],
    ];
    for (const scheme of ['light', 'dark'])
      for (const [screen, path, size] of screens) {
        if (screen === 'desk' && scheme !== desk) continue; // The dearest; each house has it once.
        const person = await Person.open(browser, server.origin + path, {
          lang,
          size,
          scheme,
          name: `${house} ${screen}`,
        });
        const { page } = person;
        await page.locator('.mark').first().waitFor({ state: 'attached' });
        await page.evaluate(() => document.fonts.ready);
        const worn = await page.evaluate(() => ({
          title: document.title,
          brand: getComputedStyle(document.documentElement).getPropertyValue('--dk-brand').trim(),
          logo: getComputedStyle(document.querySelector('.mark')).backgroundImage,
          words: document.body.innerText,
          wide: document.documentElement.scrollWidth > innerWidth + 1,
        }));
        assert.ok(worn.title.includes(name) && !worn.title.includes('Dilemmakamer'), worn.title);
        assert.equal(worn.brand, brand[scheme]);
        assert.match(worn.logo, /^url\("data:image\/svg\+xml,/);
        assert.ok(!worn.words.includes('Dilemmakamer'), `${screen}: our own name`);
        assert.equal(worn.wide, false, `${screen} scrolls sideways`);
        const contrast = screen === 'wall' ? 7 : 4.5;
        assert.deepEqual(
          await page.evaluate(illegible, { contrast, wall: screen === 'wall' }),
          [],
          `${screen}, ${scheme}`,
        );
        await person.axe(`${house} ${screen} ${scheme}`);
        if (shots)
          await page.screenshot({ path: join(shots, `style-${house}-${screen}-${scheme}.png`), fullPage: true });
        await person.close();
      }
  });

test('the report that is saved wears the style without asking anything of the network', {
  timeout: 600_000,
}, async (t) => {
  const [{ house, name, lang }] = houses;
  const server = await Server.start(['--style', join(EXAMPLES, house, 'style.json')], t);
  const browser = await launch(t);
  const session = await playRound(server, [6, 5, 5], (i) => [{ option: i % 3, reason: `reden ${i}` }]);
  await session.trainer.say('session_end');
  const desk = await Person.open(browser, `${server.origin}/trainer/#t=${session.token}`, {
    lang,
    size: SIZES.laptop,
    scheme: 'light',
    name: 'desk',
  });
  await desk.page.locator('.paper-table').first().waitFor({ state: 'attached' });
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click('paper.keep_page')]);
  const file = await download.path();
  const html = readFileSync(file, 'utf8');
  assert.ok(html.includes(name) && html.includes('#00508c') && html.includes('data:image/svg+xml,'));
  assert.ok(!html.includes('Dilemmakamer'));
  assert.ok(!/url\(["']?\//.test(html.replace(/@font-face\s*\{[^}]*\}/g, '')), 'nothing of the server is asked for');
  if (shots) {
    writeFileSync(join(shots, 'style-report.html'), html);
    const saved = await browser.newPage({ viewport: { width: 900, height: 1200 } });
    await saved.setContent(html);
    await saved.screenshot({ path: join(shots, 'style-report.png') });
    await saved.close();
  }
  await desk.close();
});
