// paper.test.mjs -- what leaves the room: the report of a session on paper, as the browser prints it and as a page of
// its own. Programs take the chairs; the desk is a real browser.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { call, playRound } from '../lib/people.mjs';
import { Person, SIZES, holds } from '../lib/browser.mjs';
import { browser, kept, openDesk, server } from '../lib/stage.mjs';

/** A session of one round, over; its desk in the browser, in this language and light. */
async function over(sizes, { lang = 'nl', scheme = 'light' } = {}) {
  const session = await playRound(server, sizes, (i) => [{ option: i % 3, reason: `reden ${i}` }]);
  kept(session.trainer);
  for (const person of session.people) kept(person);
  await session.trainer.say('session_end');
  const desk = await openDesk(session.token, { name: `desk ${lang} ${scheme}`, lang, scheme });
  // It is there, with the figures of the server in it, without anybody asking.
  await holds(desk.page, () => /\d/.test(document.querySelector('.paper-head p span:last-child')?.textContent ?? ''));
  await desk.page.locator('.paper-table').first().waitFor({ state: 'attached' });
  return { ...session, desk };
}

/** Every stream of a PDF that was packed, opened, after what was not. */
function opened(pdf) {
  const parts = [pdf.toString('latin1')];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('endstream', at);
    try {
      parts.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // A picture or a font of another kind.
    }
  }
  return parts.join('\n');
}

const keep = (name, content) => {
  if (process.env.DILEMMA_SHOTS) writeFileSync(join(process.env.DILEMMA_SHOTS, name), content);
};

for (const [lang, scheme] of [
  ['nl', 'light'],
  ['en', 'dark'],
]) {
  test(`the report prints as a tagged PDF of a few pages, with options by name (${lang}, ${scheme})`, async () => {
    const { desk, trainer, people } = await over([6, 5, 5], { lang, scheme });
    const { page } = desk;
    assert.equal(await page.locator('.paper').isVisible(), false, 'it is on no screen');
    const pdf = await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true });
    keep(`paper-${lang}.pdf`, pdf);
    const inside = opened(pdf);
    assert.match(inside, /\/StructTreeRoot/);
    assert.match(inside, /\/Marked true/);
    assert.ok(inside.includes(`/Lang (${lang})`), 'it says in which language it is');
    assert.match(inside, /\/Title/);
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'L', 'Figure'])
      assert.match(inside, new RegExp(`/S /${tag}\\b`), tag);
    const pages = inside.match(/\/Type \/Page\b/g).length;
    assert.ok(pages >= 2 && pages <= 6, `${pages} pages`);
    assert.match(inside, /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/, 'A4');

    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.paper').isVisible(), true);
    for (const screen of ['.desk-top', '.desk-step', 'main.after'])
      assert.equal(await page.locator(screen).isVisible(), false);
    const said = await page.locator('.paper').innerText();
    for (const decided of trainer.sections.debrief.rooms.flatMap((room) => room.decisions))
      assert.ok(said.includes(decided.option_title), decided.option_title);
    for (const person of people) assert.ok(!said.includes(person.sections.me.name), 'no names of participants');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await page.emulateMedia({ media: 'screen' });
  });
}

test('the report says nothing about fewer than five people, and what it says is what the export says', async () => {
  const { desk, token } = await over([6, 3]);
  const exported = await call(server, 'GET', '/api/export.json', { token });
  const sum = exported.body.rounds.find((one) => one.room === null);
  assert.equal(sum.first.counts, null, 'all minus the big room would be the small one');
  await desk.page.emulateMedia({ media: 'print' });
  assert.equal(await desk.page.locator('.paper-votes').count(), 0);
  const changed = desk.page.locator('.paper-table').first().locator('tbody td').last();
  assert.equal(await changed.innerText(), desk.t('paper.untold'));
});

/** How a page comes out of the printer: its size, and what of it is there. */
async function printed({ page }, name) {
  const pdf = await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true });
  keep(`${name}.pdf`, pdf);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 680, height: 980 }); // A4 between its margins, as a screen counts.
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const said = await page.locator('.paper').innerText();
  return { pages: opened(pdf).match(/\/Type \/Page\b/g).length, wide, said };
}

for (const [rooms, most] of [
  [12, 7],
  [60, 12],
])
  test(`${rooms} rooms are on paper whole, each with its decision and what came of its team`, async () => {
    const { desk, trainer } = await over(Array(rooms).fill(1));
    const { pages, wide, said } = await printed(desk, `paper-${rooms}`);
    assert.ok(pages <= most, `${pages} pages`);
    assert.ok(wide <= 0, `${wide} px too wide`);
    const { rooms: all } = trainer.sections.debrief;
    assert.equal(all.length, rooms);
    const names = desk.sentence('room.names').split(', ').slice(0, rooms);
    for (const room of names) assert.ok(said.split(room).length > 3, `${room}: phases, decision and outcomes`);
    assert.ok(said.includes(desk.t('paper.outcomes')));
    assert.equal(await desk.page.locator('.paper-tight tbody tr').count(), rooms);
    assert.ok(!said.includes('Continu'), 'people read our word, not the term of the source');
  });

test('after sixty rooms the talk stands on top, and what each room decided is a row of its own', async () => {
  const { desk } = await over(Array(60).fill(1));
  const { page } = desk;
  const head = await page.locator('.desk-step').boundingBox();
  assert.ok(head.height < 160, `a list of rooms, not sixty buttons: ${head.height} px`);
  await page.getByLabel(desk.t('trainer.rooms'), { exact: true }).selectOption({ label: desk.t('room.name_3') });
  await page.getByRole('heading', { name: new RegExp(`^${desk.t('room.name_3')}`) }).waitFor();
  await desk.axe('sixty rooms, the timeline');
  await desk.legible('sixty rooms, the timeline');
  await desk.picture('after-60-timeline');
  await page.getByRole('tab', { name: desk.t('trainer.tab_matrix') }).click();
  await page.locator('.side-many summary').click();
  const rows = page.locator('.side-many tbody tr');
  assert.equal(await rows.count(), 60);
  assert.equal(await rows.first().locator('td').count(), (await page.locator('.side-many thead th').count()) - 1);
  await desk.axe('sixty rooms, the matrix');
  await desk.picture('after-60-matrix');
  for (const size of [SIZES.tablet, SIZES.phone, SIZES.small]) {
    await page.setViewportSize(size);
    assert.equal(await desk.wider(), 0, `${size.width}: scrolls sideways`);
    await desk.legible(`sixty rooms at ${size.width}`);
  }
});

test('figures that could not be fetched are fetched again, without anybody asking', async () => {
  const session = await playRound(server, [6], (i) => [{ option: i % 3, reason: '' }]);
  for (const one of [session.trainer, ...session.people]) kept(one);
  const desk = await openDesk(session.token);
  let refused = 0;
  await desk.page.route('**/api/export.json', (route) => (refused++ < 2 ? route.abort() : route.continue()));
  await session.trainer.say('session_end');
  await desk.page.locator('.paper-votes').first().waitFor({ state: 'attached' });
  assert.ok(refused > 2);
});

test('everything that can be taken along stands in one place, with what it is for, and comes', async () => {
  const { desk, code } = await over([6, 5]);
  const rows = desk.page.locator('.take-list li');
  assert.equal(await rows.count(), 7);
  for (const row of await rows.all()) assert.ok((await row.locator('p').innerText()).endsWith('.'));
  await desk.picture('desk-take');
  for (const kind of ['xlsx', 'ods', 'csv', 'json', 'xapi']) {
    const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click(`take.${kind}`)]);
    assert.equal(download.suggestedFilename(), `dilemmakamer-${code}.${kind === 'xapi' ? 'xapi.json' : kind}`);
    assert.ok(readFileSync(await download.path()).length > 100);
  }
});

/** What the report of this session is called: its own title, its story, and today. */
function titleOf({ trainer, desk }, lang) {
  const { title, scenario } = trainer.sections.session;
  const now = new Date();
  const date = now.toLocaleDateString(lang === 'nl' ? 'nl-NL' : 'en-GB', { day: 'numeric', month: 'long' });
  const story = [title, scenario.title].filter((name) => name !== '').join(', ');
  return desk.t('paper.title', { title: story, date, year: now.getFullYear() });
}

test('the report is called by its story and the date, in the language of the reader', async () => {
  const session = await over([5], { lang: 'en' });
  const title = titleOf(session, 'en');
  assert.match(title, /^[^{]+, report of \d{1,2} [A-Z][a-z]+ \d{4}$/);
  const { page } = session.desk;
  const [download] = await Promise.all([page.waitForEvent('download'), session.desk.click('paper.keep_page')]);
  assert.equal(download.suggestedFilename(), `${title}.html`);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.title(), title, 'what a browser calls the PDF');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.notEqual(await page.title(), title);
});

test('the report is saved as a page of its own, which asks nothing of the network', async () => {
  const session = await over([7]);
  const { desk } = session;
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click('paper.keep_page')]);
  const html = readFileSync(await download.path(), 'utf8');
  assert.ok(html.includes(`<title>${titleOf(session, 'nl')}</title>`));
  keep('paper.html', html);
  const context = kept(await browser.newContext({ viewport: SIZES.laptop, offline: true }));
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(html);
  assert.equal(await page.locator('.paper h1').isVisible(), true);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith('data:')),
    [],
  );
  assert.equal(await page.locator('.paper img').evaluateAll((all) => all.every((one) => one.naturalWidth > 0)), true);
  const votes = page.locator('.paper-votes tbody tr');
  assert.ok((await votes.count()) >= 3, 'seven people are enough to tell of');
  assert.ok(!/<script|Gast|reden/.test(html));
});

for (const [lang, scheme] of [
  ['nl', 'light'],
  ['en', 'dark'],
]) {
  test(`what a participant takes along is two pages, with the plan as it was typed (${lang}, ${scheme})`, async () => {
    const { people, trainer } = await playRound(server, [6], (i) => [{ option: i % 3, reason: `reden ${i}` }]);
    for (const one of [trainer, ...people]) kept(one);
    await trainer.say('session_end');
    const [who] = people;
    const phone = kept(await Person.open(browser, `${server.origin}/#t=${who.token}`, { lang, scheme, name: 'phone' }));
    const { page } = phone;
    await page.getByLabel(phone.t('plan.will')).fill('elke vrijdag vragen wat lukte');
    assert.equal(await page.locator('.my-head').isVisible(), false, 'its head is on no screen');
    const pdf = await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true });
    keep(`my-paper-${lang}.pdf`, pdf);
    assert.equal(opened(pdf).match(/\/Type \/Page\b/g).length, 2);
    const [saved] = await Promise.all([page.waitForEvent('download'), phone.click('plan.page')]);
    const html = readFileSync(await saved.path(), 'utf8');
    keep(`my-paper-${lang}.html`, html);
    const story = who.sections.session.scenario.title;
    const called = `${[who.sections.session.title, story].filter(Boolean).join(', ')}, `;
    assert.ok(html.includes(`<title>${called}`) && saved.suggestedFilename().startsWith(called), called);
    assert.ok(html.includes('elke vrijdag vragen wat lukte'));
    assert.doesNotMatch(html, /<script|<button|<textarea|src="\//, 'nothing to press, and nothing that is fetched');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.my-head').isVisible(), true);
    for (const screen of ['.page-top', 'textarea', 'button'])
      assert.equal(await page.locator(screen).first().isVisible(), false, screen);
    const said = await page.locator('.my-paper').innerText();
    assert.ok(said.includes('elke vrijdag vragen wat lukte'));
    await page.emulateMedia({ media: 'screen' });
  });
}

test('a page to keep that cannot be made for want of a network says so', async () => {
  const { people, trainer } = await playRound(server, [6], () => [{ option: 0 }]);
  for (const one of [trainer, ...people]) kept(one);
  await trainer.say('session_end');
  const phone = kept(await Person.open(browser, `${server.origin}/#t=${people[0].token}`, { name: 'phone' }));
  await phone.page.route('**/save-page-*.js', (route) => route.abort());
  await phone.click('plan.page');
  await phone.see(phone.t('join.unreachable'));
});
