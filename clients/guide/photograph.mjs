/* photograph.mjs -- the pictures of the guide, from the screens themselves with the preview's fixtures:
 * `node clients/guide/photograph.mjs`. What stands on them in a story is Dutch;
 * all else is in the language of the guide. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch, text } from '../../tests/lib/browser.mjs';
import { root } from '../build/plugins.mjs';
import { servePreview } from '../preview/built.mjs';

const QUALITY = 78;
const DESK = { width: 1280, height: 800 };
const WALL = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 780 };
const PICTURES = {
  start: ['trainer-01-start', DESK],
  doors: ['trainer-02-doors', DESK],
  join: ['projector-01-join', WALL],
  story: ['participant-03-situation', PHONE],
  choice: ['participant-05-choice', PHONE],
  desk: ['trainer-03-choice', DESK],
  odds: ['trainer-03-choice', DESK, 'odds.all'],
  rooms: ['trainer-11-tiles', DESK],
  remote: ['trainer-11-tiles', PHONE],
  chosen: ['projector-03-choice', WALL],
  moved: ['projector-07-rooms', WALL],
  debrief: ['trainer-09-after', DESK],
};

const { address, close } = await servePreview();
const browser = await launch(undefined, { fast: true });
for (const lang of ['nl', 'en'])
  for (const [name, [shown, size, press]] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
    await page.goto(`${address}/?page=${shown}&lang=${lang}`, { waitUntil: 'load' });
    if (press !== undefined) await page.getByRole('button', { name: text(lang, press) }).click();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    const link = await page.context().newCDPSession(page);
    const { data } = await link.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    writeFileSync(path.join(root, 'guide', 'pictures', `${name}.${lang}.webp`), Buffer.from(data, 'base64'));
    await page.close();
  }
await browser.close();
close();
