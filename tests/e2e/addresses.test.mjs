// addresses.test.mjs -- /api/: for whoever writes a program that talks with the server, every address that it has.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { Person, SIZES, launch } from '../lib/browser.mjs';

const shots = process.env.DILEMMA_SHOTS; // A folder: keep pictures, to look at.

const looks = [
  { lang: 'nl', size: SIZES.laptop, scheme: 'light' },
  { lang: 'en', size: SIZES.small, scheme: 'dark' },
];

test('the page at /api/ has every address of this server, and who may ask there', { timeout: 600_000 }, async (t) => {
  const server = await Server.start([], t);
  const browser = await launch(t);
  const described = await (await fetch(`${server.origin}/api/openapi.json`)).json();
  const all = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  for (const look of looks) {
    const reader = await Person.open(browser, `${server.origin}/api/`, { ...look, name: 'reader' });
    await reader.see('POST /api/join');
    const shown = await reader.page.locator('main code').allInnerTexts();
    assert.deepEqual(shown.sort(), all.sort());
    const join = reader.page.locator('li', { hasText: 'POST /api/join' });
    assert.match(await join.innerText(), new RegExp(reader.t('api.who_anyone')));
    assert.equal(await reader.page.title(), reader.t('page.api'));
    await reader.axe(`the addresses, ${look.lang}`);
    if (shots) await reader.page.screenshot({ path: `${shots}/api-${look.lang}.png`, fullPage: true });
    const [answer] = await Promise.all([
      reader.page.waitForResponse(`${server.origin}/api/asyncapi.json`),
      reader.page.getByRole('link', { name: 'asyncapi.json' }).click(),
    ]);
    assert.equal(answer.status(), 200);
    await reader.close();
  }
});
