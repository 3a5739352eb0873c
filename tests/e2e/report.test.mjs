// report.test.mjs -- the page that `dilemma playtest --html` writes, opened from disk; and the same page on the
// server, with a file.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, Person, SIZES } from '../lib/browser.mjs';
import { BINARY, CLIENTS, ROOT, Server } from '../lib/server.mjs';

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A short playtest of one story: the lines, and the page written to `file`. */
function playtest(file, lang) {
  const words = ['playtest', 'scenarios/de-nieuwe-vrijheid', '--states', '40', '--lang', lang];
  const { stdout, error } = spawnSync(BINARY, [...words, '--json', '--html', file, '--clients', CLIENTS], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(error, undefined);
  return stdout;
}

for (const [lang, scheme, size] of [
  ['nl', 'light', 'laptop'],
  ['en', 'dark', 'phone'],
])
  test(`a report opens from disk, asks for nothing and shows all that was found (${lang}, ${scheme})`, async () => {
    const file = join(folder, `${lang}.html`);
    const said = playtest(file, lang)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const reader = await Person.open(browser, 'about:blank', { lang, scheme, size: SIZES[size], name: 'the author' });
    const asked = [];
    reader.page.on('request', (request) => asked.push(request.url()));
    await reader.page.goto(`file://${file}`);
    const dilemmas = said.filter((line) => line.name === 'playtest_dilemma');
    assert.ok(dilemmas.length > 3);
    for (const dilemma of dilemmas) {
      await reader.see(dilemma.title[lang]);
      if (dilemma.states > 0) await reader.see(dilemma.why[lang]);
    }
    for (const option of dilemmas[0].options) await reader.see(option.title[lang]);
    assert.equal(await reader.page.evaluate(() => document.documentElement.lang), lang);
    assert.equal(await reader.page.evaluate(() => document.documentElement.dataset.theme), scheme);
    assert.ok((await reader.page.locator('svg.report-bar').count()) >= 12 * dilemmas.length);
    await reader.axe('the report');
    assert.deepEqual(asked, [`file://${file}`]);
    await reader.close();
  });

test('the page of reports on the server opens a file, and the file stays in the browser', async (t) => {
  const server = await Server.start();
  t.after(() => server.close());
  const lines = playtest(join(folder, 'again.html'), 'nl');
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, `${lines}not JSON\n{"name":"something_else","value":7}\n`);
  const reader = await Person.open(browser, `${server.origin}/report/`, { size: SIZES.laptop, name: 'the author' });
  const sent = [];
  // The icon of the page may still be on its way.
  reader.page.on('request', (request) => {
    if (!request.url().includes('/assets/icon-')) sent.push(request.url());
  });
  await reader.page.setInputFiles('input[type=file]', file);
  await reader.see('De nieuwe vrijheid');
  await reader.see(reader.t('report.damaged', { n: 1 }));
  await reader.see('something_else');
  await reader.axe('the report from a file');
  assert.deepEqual(sent, []);
  await reader.close();
});
