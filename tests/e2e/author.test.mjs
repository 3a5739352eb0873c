// author.test.mjs -- a trainer who cannot program writes: takes a story as an example, changes a text,
// sees it on the phone beside it, breaks it, is led to what is wrong, mends it, tries it out, loads it
// and begins a session with it. Nothing is lost on the way, and another device can go on with a package.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Server } from '../lib/server.mjs';
import { Person, SIZES, holds, launch } from '../lib/browser.mjs';

async function withAuthor(t, extra = {}) {
  const server = await Server.start();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const author = await Person.open(browser, `${server.origin}/author/#key=${server.trainerKey}`, {
    size: SIZES.laptop,
    name: 'author',
    ...extra,
  });
  return { server, browser, author };
}

const field = (author, label, lang = 'nl') =>
  author.page.getByLabel(author.t(`author.in_${lang}`, { label: author.t(label) }), { exact: true }).first();
const device = (author) => author.page.locator('.device');
const settled = async (author) =>
  holds(
    author.page,
    (text) => document.querySelector('#author-mend')?.textContent === text,
    author.t('author.mend_nothing'),
  );

async function openStory(author, title) {
  await author.page
    .locator('.begin-card', { has: author.page.locator('strong', { hasText: new RegExp(`^${title}$`) }) })
    .click();
  await author.page.locator('.device .story').waitFor();
}

test('a story is copied, changed, broken, mended, tried out, loaded and played', { timeout: 600_000 }, async (t) => {
  const { server, browser, author } = await withAuthor(t);
  await author.see('De nieuwe vrijheid');
  await author.axe('the beginning');
  await author.picture('author-begin');
  await openStory(author, 'De sleutel');
  await settled(author);
  await author.axe('editor');
  await author.picture('author-editor');

  // What is typed stands on the phone a moment later: as a paragraph, and as somebody who speaks.
  const member = await author.page.evaluate(
    () => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('dk.draft.')))).draft,
  );
  const name = Object.values(member.nl.members)[0].name;
  const situation = field(author, 'author.situation');
  const before = await situation.inputValue();
  await situation.fill(`Het ruikt naar koffie en natte jassen.\n\n${name} (moe): Zo kan het niet langer.\n\n${before}`);
  await device(author).getByText('Het ruikt naar koffie en natte jassen.').waitFor();
  await device(author).locator('blockquote', { hasText: 'Zo kan het niet langer.' }).waitFor();

  // Broken: somebody speaks who is not there, and an English title is gone. Each is told, and found.
  await situation.fill(`Niemendal (moe): Ik besta niet.\n\n${before}`);
  const wrong = author.page.locator('.mend-list button', { hasText: 'Niemendal' });
  await wrong.waitFor();
  const title = field(author, 'author.title', 'en');
  const english = await title.inputValue();
  await title.fill('');
  await author.page.locator('.mend-list li').nth(1).waitFor();
  await author.axe('editor with mistakes');
  await author.picture('author-mend');
  await author.click('author.load');
  await author.page.getByRole('button', { name: author.t('author.load_go'), exact: true }).click();
  await author.page.locator('dialog .field-error').waitFor();
  await author.axe('load refused');
  await author.page.keyboard.press('Escape');
  await author.page.getByRole('button', { name: author.t('author.endings') }).click();
  await wrong.click();
  await holds(author.page, () => /Niemendal/.test(document.activeElement.value));

  // Mended, by hand.
  await title.fill(english);
  await situation.fill(`${before}\n\nZo hangt het er nu.`);
  await field(author, 'author.moment').fill('Donderdag voor de lunch');
  await settled(author);

  // Gone and back: all of it is still there.
  await author.page.getByRole('button', { name: author.t('author.story'), exact: true }).click();
  await field(author, 'author.title').fill('De loper');
  await author.page.reload();
  await author.see('De loper');
  await settled(author);

  // Tried out, with pictures.
  await author.click('author.trial_go');
  await author.page.locator('.bars').first().waitFor();
  await author.axe('playtest');
  await author.picture('author-trial');
  await author.page.keyboard.press('Escape');

  // Loaded, and played: by the trainer, on this server, at once.
  await author.click('author.load');
  await author.page.getByRole('button', { name: author.t('author.load_go'), exact: true }).click();
  await author.page.getByRole('link', { name: author.t('author.load_play') }).click();
  await author.page.getByRole('radio', { name: /De loper/ }).check();
  await author.click('trainer.open');
  const code = (await author.page.locator('.doors-code').innerText()).replace(/\s/g, '');
  await author.button('trainer.begin').waitFor(); // The doors are open.
  const phone = await Person.open(browser, `${server.origin}/?c=${code}`, { name: 'Noor' });
  await phone.sitDown('Noor');
  await author.see('De loper');
  await author.click('trainer.begin');
  await phone.at('situation');
  await phone.see('Zo hangt het er nu.');
  await phone.close();

  // It is this server's own now: a next version can be written, and it can be taken off again.
  await author.page.goto(`${server.origin}/author/`);
  await author.see(author.t('author.version_n', { version: '1.0.1' })); // Where the author was.
  await author.click('author.leave');
  await author.see(author.t('author.own'));
  await author.axe('the beginning with an own story');
  await author.picture('author-begin-own');
  await author.click('author.withdraw_of', { title: 'De loper' });
  await author.click('author.withdraw_go');
  await author.page.getByText(author.t('author.own'), { exact: true }).waitFor({ state: 'detached' });
  await author.close();
});

test('undo and redo reach every change, also of the structure; another device goes on with a package', {
  timeout: 600_000,
}, async (t) => {
  const { server, browser, author } = await withAuthor(t);
  await openStory(author, 'De nieuwe vrijheid');
  await settled(author);
  const dilemmas = () => author.page.locator('.author-tree li').count();
  const there = await dilemmas();
  await author.click('author.add_dilemma');
  await holds(author.page, (n) => document.querySelectorAll('.author-tree li').length === n, there + 1);
  await author.page.locator('.mend-error').first().waitFor(); // It has no texts yet.
  await author.click('author.undo');
  await settled(author);
  assert.equal(await dilemmas(), there);
  await author.click('author.redo');
  assert.equal(await dilemmas(), there + 1);
  await author.page.keyboard.press('Control+z');
  assert.equal(await dilemmas(), there);

  // A condition in selects, an action by searching in plain words.
  await author.page.locator('.tree-item', { hasText: 'De stapel groeit' }).click();
  await author.page.locator('.author-paragraph').first().getByText(author.t('author.when_always')).click();
  await author.page
    .locator('.author-paragraph')
    .first()
    .getByRole('button', { name: author.t('author.add_condition') })
    .click();
  await author.page.locator('.mend-error').first().waitFor(); // Now nothing is told for certain.
  await author.click('author.undo');
  await settled(author);
  await author.page
    .getByRole('button', { name: author.t('author.add_action') })
    .first()
    .click();
  await author.page.getByLabel(author.t('author.search')).fill('naast elkaar');
  await author.page.getByLabel(author.t('author.search')).fill('buddy');
  await author.axe('picker');
  await author.page.locator('.picker-item').first().click();
  assert.equal(await author.page.locator('.author-option').first().locator('.author-start').count(), 3);
  await settled(author);

  for (const part of ['author.team', 'author.arc', 'author.endings', 'author.debrief', 'author.story']) {
    await author.page.getByRole('button', { name: author.t(part), exact: true }).click();
    await author.page.locator('.author-form h1', { hasText: author.t(part) }).waitFor();
    for (const closed of await author.page.locator('.author-form details:not([open]) > summary').all())
      if (await closed.isVisible()) await closed.click();
    await author.axe(part);
  }

  const download = author.page.waitForEvent('download');
  await author.click('author.pack');
  const file = await (await download).path();
  assert.equal(readFileSync(file).subarray(0, 2).toString(), 'PK');
  const other = await Person.open(browser, `${server.origin}/author/#key=${server.trainerKey}`, {
    size: SIZES.laptop,
    lang: 'en',
    scheme: 'dark',
    name: 'other',
  });
  await other.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'verhaal.zip', mimeType: 'application/zip', buffer: readFileSync(file) });
  await other.page.locator('.device .story').waitFor();
  await settled(other);
  await other.axe('editor, English and dark');
  await other.picture('author-dark-en');
  await other.click('author.leave');
  await other.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'geen.zip', mimeType: 'application/zip', buffer: Buffer.from('not a zip at all') });
  await other.see(other.t('author.no_package'));
  await other
    .click('author.go_on_with', { title: 'The new freedom (copy)' })
    .catch(() => other.page.locator('.begin-drafts .nl-button--primary').first().click());
  await other.page.locator('.device .story').waitFor();
  await other.close();
  await author.close();
});

test('on a tablet and on a phone a text can be read and mended', { timeout: 600_000 }, async (t) => {
  const { author } = await withAuthor(t, { size: { width: 820, height: 1180 } });
  await openStory(author, 'De sleutel');
  await settled(author);
  await author.axe('tablet');
  await author.picture('author-tablet');
  await author.page.setViewportSize(SIZES.small);
  await author.see(author.t('author.small_screen'));
  await author.axe('phone');
  await author.picture('author-phone');
  await field(author, 'author.moment').fill('Week 1, dinsdag na de lunch');
  await device(author).getByText('Week 1, dinsdag na de lunch').waitFor();
  await author.close();
});

test('a key that does not fit is said; two tabs with one draft each keep their own', {
  timeout: 600_000,
}, async (t) => {
  const { server, browser, author } = await withAuthor(t);
  const stranger = await Person.open(browser, `${server.origin}/author/#key=AAAAAAAAAAAAAAAAAAAAAA`, {
    name: 'stranger',
  });
  await stranger.see(stranger.t('author.key_wrong'));
  await stranger.axe('key refused');
  await stranger.close();

  await openStory(author, 'De sleutel');
  await settled(author);
  const second = await author.context.newPage();
  await second.goto(`${server.origin}/author/`);
  await second.locator('.begin-drafts .nl-button--primary').click();
  await second.locator('.device .story').waitFor();
  const titles = () =>
    author.page.evaluate(() =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith('dk.draft.'))
        .map((key) => Object.values(JSON.parse(localStorage.getItem(key)).draft.nl.dilemmas)[0].title)
        .sort(),
    );
  await second
    .getByLabel(author.t('author.in_nl', { label: author.t('author.title') }), { exact: true })
    .first()
    .fill('Van de tweede');
  await author.page.waitForTimeout(800);
  await field(author, 'author.title').fill('Van de eerste');
  await author.page.waitForTimeout(800);
  assert.deepEqual(await titles(), ['Van de eerste', 'Van de tweede']);
  await author.close();
});
