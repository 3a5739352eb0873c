// browser.mjs -- real browsers: headless Chromium, one context per person, texts from the clients' catalogue.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { plugins } from '../../clients/build/plugins.mjs';
import { illegible } from './legible.mjs';
import { PATIENCE, ROOT } from './server.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { text: say } = await clientsTexts();

export const SIZES = {
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 640 },
  tablet: { width: 820, height: 1180 },
  laptop: { width: 1440, height: 900 },
  projector: { width: 1920, height: 1080 },
};

// Chromium without the windows of a desktop, which cost more than the pages themselves. A page here lives for a minute:
// to make its script fast, in threads beside it, costs a quarter of the renderers' time and is never earned back. To
// begin a process costs as much as to open a page: so drawing and the network are threads of the browser, and the pages
// of a context share a renderer. Without that limit each page took two: one for the empty page that it starts as, and
// another for ours, which ask to be alone (Cross-Origin-Opener-Policy). Contexts never share one.
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

const options = {
  executablePath: BROWSER,
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--in-process-gpu',
    // Only the last such list counts, so the feature that Playwright turns on stands in it, too.
    '--enable-features=CDPScreenshotNewSurface,NetworkServiceInProcess2',
    '--renderer-process-limit=1',
  ],
};
const SHORT_LIVED = '--js-flags=--no-opt,--single-threaded';

/** Chromium of Debian dies of a segmentation fault at about one start in some thousands, before it has opened anything
 * (seen once; 2,100 in a row went well, so its cause is not known). No test has asked anything of it
 * by then: another is started, once, and it is said. */
const started = (start) =>
  start().catch((error) => {
    if (!/Segmentation fault/.test(error.message)) throw error;
    console.error('browser: Chromium died while it started; another is started');
    return start();
  });

/** Where a test is given, the browser is gone after it, whatever came of it; `fast`: its scripts are as fast as those
 * that people have; `more`: words of its command line. */
export async function launch(test, { fast = false, more = [] } = {}) {
  const args = [...options.args, ...(fast ? [] : [SHORT_LIVED]), ...more];
  const browser = await started(() => chromium.launch({ ...options, args }));
  test?.after(() => browser.close());
  return browser;
}

/** A browser that keeps what it knows in a folder, as that of a person does; it is one context. */
export const launchKept = (folder, more) =>
  started(() =>
    chromium.launchPersistentContext(folder, { ...options, args: [...options.args, SHORT_LIVED], ...more }),
  );

/** The clients' own i18n.ts, so that a test reads a text the way a page writes it. */
async function clientsTexts() {
  const { build } = require('esbuild');
  const entryPoints = [join(ROOT, 'clients', 'core', 'i18n.ts')];
  const built = await build({ entryPoints, bundle: true, format: 'esm', write: false, plugins: plugins(null) });
  return import(`data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`);
}

/** A text of the clients' catalogue, with its holes filled. */
export function text(lang, key, values = {}) {
  const said = say(lang, key, values);
  assert.notEqual(said, key, `no text ${key} in ${lang}`);
  assert.doesNotMatch(said, /\{/, `${key}: a hole is not filled`);
  return said;
}

const SETTLED_MS = 20_000; // A page under load draws itself within this; what is wrong then stays wrong.

const sentences = (lang) => JSON.parse(readFileSync(join(ROOT, 'shared', 'texts', `${lang}.json`), 'utf8'));

/** Until this holds in the page. Asked by a clock: asked at each frame, as it is by default, a page that waits draws
 * sixty times a second, and a dozen of them take a processor. */
export const holds = (page, test, argument, ms = PATIENCE) =>
  page.waitForFunction(test, argument, { polling: 50, timeout: ms });

/** One person at one browser: a phone, a laptop, a projector. */
export class Person {
  problems = [];

  static async open(browser, url, { lang = 'nl', size = SIZES.phone, scheme = 'light', name = '' } = {}) {
    const person = new Person();
    person.lang = lang;
    person.name = name;
    person.context = await browser.newContext({
      viewport: size,
      locale: lang === 'nl' ? 'nl-NL' : 'en-GB',
      colorScheme: scheme,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    await person.look(url);
    return person;
  }

  /** Somebody with a browser of their own (launchKept). */
  static async at(context, url, { name = '', lang = 'nl' } = {}) {
    const person = new Person();
    person.lang = lang;
    person.name = name;
    person.context = context;
    await person.look(url);
    return person;
  }

  async look(url) {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(PATIENCE);
    this.page.on('pageerror', (error) => this.problems.push(String(error)));
    this.page.on('console', (message) => {
      // A cut connection is part of the play; a broken policy or a thrown error is not.
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        this.problems.push(message.text());
    });
    await this.page.goto(url, { waitUntil: 'load' });
  }

  t(key, values) {
    return text(this.lang, key, values);
  }

  /** What the server says in such a case (shared/texts). */
  sentence(key) {
    return sentences(this.lang)[key];
  }

  button(key, values) {
    return this.page.getByRole('button', { name: this.t(key, values), exact: true });
  }

  async click(key, values) {
    await this.button(key, values).first().click();
  }

  async see(what, ms = PATIENCE) {
    try {
      await this.page.getByText(what, { exact: false }).first().waitFor({ timeout: ms });
    } catch {
      const shown = (await this.page.innerText('body')).slice(0, 1200);
      throw new Error(`${this.name || 'somebody'} does not see “${what}” but:\n${shown}`);
    }
  }

  /** At the door: a name, perhaps a room, and in. Then this page has what a seat sees, so its link is there and the
   * room counts with it. */
  async sitDown(name, room) {
    await this.page.getByLabel(this.t('join.name')).fill(name);
    if (room !== undefined) await this.page.locator('.chip input').nth(room).check();
    await this.click('join.go');
    await this.page.locator('.cast, .path-name').first().waitFor(); // The lobby, or the running step.
  }

  /** The name of the running step, as the path at the top of a phone says it. */
  async at(step, ms = PATIENCE) {
    const isAt = (name) => document.querySelector('.path-name b')?.textContent === name;
    await holds(this.page, isAt, this.t(`step.${step}`), ms).catch(async () => {
      throw new Error(`${this.name} never came to ${step}:\n${(await this.page.innerText('body')).slice(0, 900)}`);
    });
  }

  /** Keep a picture to look at, in the folder that DILEMMA_SHOTS names. */
  async picture(name) {
    const folder = process.env.DILEMMA_SHOTS;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Every rule of the accessibility checker, on what is shown now. */
  async axe(where) {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axeSource);
    const { violations } = await this.page.evaluate(() =>
      globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      }),
    );
    assert.deepEqual(
      violations.map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
      ),
      [],
      where,
    );
    assert.ok(
      await this.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1),
      `${where} scrolls sideways`,
    );
  }

  /** Every word is whole, and nothing lies over it; on the wall it can be read from eight metres as well. A page that
   *  just got another size or another step is given the time to settle. */
  async legible(where) {
    const wall = await this.page.evaluate(() => document.documentElement.dataset.surface === 'projector');
    const asked = wall ? { wall, contrast: 7, least: this.page.viewportSize().width < 1920 ? 0 : 24 } : {};
    const left = () => this.page.evaluate(illegible, asked);
    const end = Date.now() + SETTLED_MS;
    let found = await left();
    while (found.length > 0 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = await left();
    }
    assert.deepEqual(found, [], `${this.name}, ${where}: illegible`);
  }

  /** How many pixels this page is wider than its window. */
  wider() {
    return this.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth - 1));
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.problems, [], `${this.name}: errors in the browser`);
  }
}

/** In the browser, in one go: choose if nothing is chosen, and tap the main button. */
function tap({ seen, end, which }) {
  if ((document.querySelector('.path-name b')?.textContent ?? '') !== seen) return;
  if ((document.querySelector('h1')?.textContent ?? '').includes(end)) return;
  for (const kind of ['.rung', '.option']) {
    const cards = [...document.querySelectorAll(kind)];
    if (cards.length > 0 && !cards.some((card) => card.querySelector('input:checked')))
      cards[which % cards.length].click();
  }
  document.querySelector('button.nl-button--primary:not([aria-disabled=true])')?.click();
}

/** One tap on for whoever plays alone, in the step that the caller saw: where another has begun since, or the look back
 * that ends a story, nothing is tapped, so that nothing is passed unseen. Back when something else is shown, or nothing
 * changed for a while. `page`: where it is played, when that is a frame of this person's page. */
export async function goOnAlone(person, seen, which = 0, page = person.page) {
  const before = await page.innerText('body');
  await page.evaluate(tap, { seen, end: person.t('debrief.title_solo'), which });
  await holds(page, (was) => document.body.innerText !== was, before, 5000).catch(() => {});
}

/** The name of the running step, as the path on top says it; empty where there is none. */
export const stepName = async (page) => (await page.locator('.path-name b').allInnerTexts())[0] ?? '';
