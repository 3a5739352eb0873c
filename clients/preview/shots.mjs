/* shots.mjs -- photographs every page in every size, theme and language into a folder, and runs the
 * accessibility rules on each, and what access.mjs looks at:
 * `node preview/shots.mjs [--only PART] [--quick] [--size PART] [--out FOLDER]`.
 * Exits non-zero when a rule is broken, a page scrolls sideways, or the policy is violated. */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { keyboardProblems, spacingProblems } from './access.mjs';
import { servePreview } from './built.mjs';
import { illegible } from '../../tests/lib/legible.mjs';
import { commandLine } from '../../tests/lib/tool.mjs';

const require = createRequire(import.meta.url);
// Only sizes whose name has `size`. `quick`: one look, Dutch and light, axe included.
const wanted = commandLine(
  'node clients/preview/shots.mjs [--only PAGE] [--size SIZE] [--quick] [--lang nl|en] [--out FOLDER]',
  { options: { only: '', size: '', quick: false, lang: 'nl', out: '' } },
);
const { only, size: sizes, quick } = wanted;
const out = wanted.out || mkdtempSync(path.join(tmpdir(), 'dk-shots-'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const looks = {
  phone: [
    { name: '390', width: 390, height: 844, scale: 2 },
    { name: '320', width: 320, height: 640, scale: 1 },
    { name: '390-text200', width: 390, height: 844, scale: 1, text: '200%' },
    { name: '820', width: 820, height: 1180, scale: 1, of: /^solo/ },
    { name: '1440', width: 1440, height: 900, scale: 1, of: /^solo/ }, // Alone, people sit at a desk, too.
  ],
  trainer: [
    { name: '1440', width: 1440, height: 900, scale: 1 },
    { name: '820', width: 820, height: 1180, scale: 1 },
    { name: '1440-text200', width: 1440, height: 900, scale: 1, text: '200%' },
  ],
  projector: [
    { name: '1920', width: 1920, height: 1080, scale: 1 },
    { name: '1024x768', width: 1024, height: 768, scale: 1 },
    { name: '1080x1920', width: 1080, height: 1920, scale: 1 },
  ],
};

const { address, close } = await servePreview();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
mkdirSync(out, { recursive: true });
const found = [];
let photographs = 0;

/* A wall is read from eight metres: no word on it is smaller than this, on a screen of 1920. */
const WALL_TEXT_PX = 24;

/* Where somebody was is at the foot of that tread, also when somebody else stands there now. */
const RING_OFF_PX = 14;

function hangingRings(off) {
  return [...document.querySelectorAll('.stairs:not(.stairs-mini) .ring')].filter((ring) => {
    const block = ring.closest('.tread').querySelector('.tread-block').getBoundingClientRect();
    return Math.abs(ring.getBoundingClientRect().bottom - block.top) > off;
  }).length;
}

async function look(page, name, lang, theme, size) {
  const problems = [];
  const listen = (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) problems.push(message.text());
  };
  page.on('console', listen);
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${address}/?page=${name}&lang=${lang}`, { waitUntil: 'load' });
  if (size.text)
    await page.evaluate((text) => {
      document.documentElement.style.fontSize = text;
    }, size.text);
  await page.evaluate(() => document.fonts.ready);
  await page.setViewportSize({ width: size.width, height: size.height });
  await page.waitForTimeout(150);
  if (!name.startsWith('projector')) {
    // The whole page at once, with its bar where it ends.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
    await page.waitForTimeout(60);
  }
  await page.screenshot({ path: path.join(out, `${name}.${size.name}.${lang}.${theme}.png`) });
  photographs++;
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1))
    problems.push('scrolls sideways');
  if (
    name.startsWith('projector') &&
    (await page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 1))
  )
    problems.push('does not fit on one screen');
  if ((await page.evaluate(hangingRings, RING_OFF_PX)) > 0) problems.push('a ring hangs above its tread');
  const wall = name.startsWith('projector');
  const least = size.name === '1920' ? WALL_TEXT_PX : 0;
  if (wall) problems.push(...(await page.evaluate(illegible, { least, contrast: 7, wall })));
  await page.evaluate(axe);
  const result = await page.evaluate(
    (enabled) =>
      globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: { 'color-contrast-enhanced': { enabled } }, // 7:1
        resultTypes: ['violations'],
      }),
    wall,
  );
  for (const violation of result.violations)
    problems.push(
      `${violation.id}: ${violation.nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
    );
  // Neither depends on language or colours.
  if (lang === wanted.lang && theme === 'light' && size.text === undefined && !wall) {
    problems.push(...(await spacingProblems(page)));
    problems.push(...(await keyboardProblems(page)));
  }
  for (const problem of problems) found.push(`${name} ${size.name} ${lang} ${theme}: ${problem}`);
  page.off('console', listen);
  page.removeAllListeners('pageerror');
}

const first = await browser.newPage();
await first.goto(`${address}/`);
const names = await first.$$eval('a[href^="?page="]', (links) => links.map((link) => link.textContent));
await first.close();
for (const surface of Object.keys(looks)) {
  const own = names.filter(
    (name) =>
      name.includes(only) &&
      (surface === 'phone'
        ? /^(participant|solo)/
        : surface === 'trainer'
          ? /^(trainer|author|evidence|report|check|api|guide)/
          : new RegExp(`^${surface}`)
      ).test(name),
  );
  for (const size of quick
    ? looks[surface].filter((size) => size.name.includes(sizes)).slice(0, 1)
    : looks[surface].filter((size) => size.name.includes(sizes))) {
    for (const theme of quick ? ['light'] : ['light', 'dark']) {
      const context = await browser.newContext({
        viewport: { width: size.width, height: size.height },
        deviceScaleFactor: size.scale,
        colorScheme: theme,
        reducedMotion: 'reduce',
        bypassCSP: false,
      });
      const page = await context.newPage();
      for (const lang of quick ? [wanted.lang] : ['nl', 'en'])
        for (const name of own.filter((one) => size.of?.test(one) ?? true)) await look(page, name, lang, theme, size);
      await context.close();
    }
  }
}
await browser.close();
close();
for (const line of found) console.error(line);
console.log(`${photographs} pictures in ${out}, ${found.length} findings`);
process.exit(found.length > 0 ? 1 : 0);
