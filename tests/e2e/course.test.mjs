// course.test.mjs -- a story as a package for a learning platform: it plays there without our server, goes on where
// the person was, says that somebody began and is done, and nothing else. SCORM 1.2 with the API of scorm-again, cmi5
// with a store of our own.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, until } from '../lib/server.mjs';
import { Person, SIZES, goOnAlone, stepName } from '../lib/browser.mjs';
import { Platform } from '../lib/platform.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const { strFromU8, unzipSync } = require('fflate');

/* As somebody would get it: from the desk. */
async function packageFromDesk() {
  const desk = await Person.open(browser, `${server.origin}/trainer/#key=${server.trainerKey}`, { size: SIZES.laptop });
  await desk.page.getByRole('radio', { name: /De sleutel\b/ }).check({ force: true });
  await desk.page.locator('.start-preview h2', { hasText: 'De sleutel' }).waitFor();
  await desk.click('trainer.course');
  await desk.page.locator('dialog').waitFor();
  await desk.axe('a package for a learning platform');
  await desk.picture('course-desk');
  const link = await desk.page.getByLabel(desk.t('trainer.course_link')).inputValue();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.click('trainer.course_save')]);
  const zip = readFileSync(await download.path());
  const name = download.suggestedFilename();
  await desk.close();
  return { zip: new Uint8Array(zip), name, link };
}

let made = null;
const packaged = () => (made ??= packageFromDesk());

const platforms = [];
after(() => Promise.all(platforms.map((one) => one.close())));
async function platformOf(data) {
  const platform = await Platform.start((await packaged()).zip, data);
  platforms.push(platform);
  return platform;
}

/* The page of the course, in the frame of a platform or by itself, as a person's page. */
async function playsTo(person, page, isThere) {
  for (let taps = 0; ; taps++) {
    const seen = await stepName(page);
    if (await isThere(seen)) return;
    assert.ok(taps < 40, `never came there:\n${(await page.innerText('body')).slice(0, 900)}`);
    await goOnAlone(person, seen, 1, page);
  }
}

const toStep = (person, page, step) => playsTo(person, page, (seen) => seen === person.t(`step.${step}`));
const toEnd = (person, page) => playsTo(person, page, () => page.getByText(person.t('debrief.title_solo')).isVisible());

test('a package holds all that it names, names all that it holds, and asks nothing of our server', async () => {
  const { zip, name: fileName, link } = await packaged();
  assert.equal(fileName, 'kort-de-sleutel.zip');
  const files = unzipSync(zip);
  const manifest = strFromU8(files['imsmanifest.xml']);
  const named = [...manifest.matchAll(/<file href="([^"]+)"\/>/g)].map((match) => match[1]);
  assert.deepEqual(
    [...named].sort(),
    Object.keys(files)
      .filter((name) => name !== 'imsmanifest.xml')
      .sort(),
  );
  for (const [name, bytes] of Object.entries(files))
    if (/\.(js|css|html)$/.test(name)) assert.doesNotMatch(strFromU8(bytes), /["'(]\/assets\//, name);
  assert.match(link, /\/solo\/\?story=kort-de-sleutel$/);
});

test('SCORM 1.2: a story is begun, left, gone on with and completed, without a score', {
  timeout: 600_000,
}, async () => {
  const platform = await platformOf();
  const context = await browser.newContext({ viewport: SIZES.phone, locale: 'nl-NL', reducedMotion: 'reduce' });
  const opens = async () => {
    const person = kept(await Person.at(context, `${platform.origin}/player/`, { name: 'learner' }));
    const frame = person.page.frames().find((one) => one.url().includes('/files/'));
    return { person, frame };
  };
  const cmi = (page, name) => page.evaluate((of) => globalThis.API.LMSGetValue(of), name);

  const first = await opens();
  await first.frame.getByRole('button', { name: first.person.t('solo.go') }).click();
  await toStep(first.person, first.frame, 'discussion');
  assert.equal(await cmi(first.person.page, 'cmi.core.lesson_status'), 'incomplete');
  const bookmark = await cmi(first.person.page, 'cmi.suspend_data');
  assert.match(bookmark, /^[\w-]{22}$/, 'a name for the play, and nothing of what was chosen');
  assert.deepEqual(await first.person.page.evaluate(() => globalThis.errors), []);
  await first.person.page.close({ runBeforeUnload: true });

  const again = await opens();
  await again.frame.getByText(again.person.t('step.discussion')).first().waitFor();
  assert.equal(await cmi(again.person.page, 'cmi.suspend_data'), bookmark);
  await toEnd(again.person, again.frame);
  await until(async () => (await cmi(again.person.page, 'cmi.core.lesson_status')) === 'completed', 'completed');
  assert.equal(await cmi(again.person.page, 'cmi.core.score.raw'), '');
  await again.person.picture('course-scorm-end');
  await again.frame.getByRole('button', { name: again.person.t('course.leave') }).click();
  await again.frame.getByText(again.person.t('course.left_what')).waitFor();
  assert.deepEqual(await again.person.page.evaluate(() => globalThis.errors), []);
  const left = JSON.parse(await again.person.page.evaluate(() => globalThis.API.renderCMIToJSONString()));
  assert.match(left.cmi.core.session_time, /^\d+:\d\d:\d\d$/);
  assert.deepEqual(platform.refused, [], 'all that it asked for is in the package');
});

const verb = (statement) => statement.verb.id.split('/').at(-1);
const categories = (statement) => statement.context.contextActivities.category.map(({ id }) => id.split('/').at(-1));

test('cmi5: initialized, completed, terminated, in this order and once, and back to the platform', {
  timeout: 600_000,
}, async () => {
  const platform = await platformOf({
    contextTemplate: {
      contextActivities: { grouping: [{ id: 'https://platform.example/course/3' }] },
      extensions: { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': 'one' },
    },
  });
  platform.data.returnURL = `${platform.origin}/back/`;
  const person = kept(await Person.open(browser, platform.launch(), { name: 'learner', lang: 'en', scheme: 'dark' }));
  await person.axe('the cover of a course');
  await person.legible('the cover of a course');
  await person.picture('course-cover');
  await person.click('solo.go');
  await toStep(person, person.page, 'choice');
  await person.page.reload(); // The token was given once; the play is where it was.
  await person.at('choice');
  await toEnd(person, person.page);
  await person.picture('course-end');
  await person.click('course.leave');
  await person.page.waitForURL(`${platform.origin}/back/`);
  assert.deepEqual(platform.statements.map(verb), ['initialized', 'completed', 'terminated']);
  const [begun, completed, ended] = platform.statements;
  for (const statement of platform.statements) {
    assert.match(statement.id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.equal(statement.object.id, `${platform.origin}/activity/7`);
    assert.equal(statement.context.registration, '2b3c4d5e-0000-4000-8000-000000000001');
    assert.deepEqual(statement.context.contextActivities.grouping, [{ id: 'https://platform.example/course/3' }]);
    assert.equal(Object.keys(statement.context.extensions).length, 1);
    assert.equal(statement.result?.score, undefined);
  }
  assert.deepEqual([begun, completed, ended].map(categories), [['cmi5'], ['cmi5', 'moveon'], ['cmi5']]);
  assert.equal(completed.result.completion, true);
  assert.match(completed.result.duration, /^PT\d+S$/);
  assert.match(ended.result.duration, /^PT\d+S$/);
  assert.equal(ended.result.completion, undefined);
  assert.match(platform.states.get('bookmark'), /^[\w-]{22}$/);
  assert.deepEqual(platform.refused, []);
});

test('who only looks around completes nothing; on another device a story begins anew, and says so', {
  timeout: 600_000,
}, async () => {
  const platform = await platformOf({ launchMode: 'Browse' });
  platform.states.set('bookmark', 'a-play-of-other-device');
  const person = kept(await Person.open(browser, platform.launch(), { name: 'guest' }));
  await person.see(person.t('course.missed_elsewhere'));
  await person.click('solo.go');
  await toEnd(person, person.page);
  await person.click('course.leave');
  await person.see(person.t('course.left_what'));
  assert.deepEqual(platform.statements.map(verb), ['initialized', 'terminated']);
});

test('the language is that which the platform has for this person, until the person chooses another', async () => {
  const platform = await platformOf();
  platform.preferences = { languagePreference: 'fr-BE,nl-NL,en', audioPreference: 'off' };
  const person = kept(await Person.open(browser, platform.launch(), { name: 'learner', lang: 'en' }));
  const lang = () => person.page.evaluate(() => document.documentElement.lang);
  await person.page.getByRole('button', { name: 'Begin', exact: true }).waitFor();
  await until(
    async () => (await lang()) === 'nl',
    () => 'Dutch, as the platform says',
  );
  await person.axe('a cover in the language of the platform');
  await person.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('dk.reading'));
    localStorage.setItem('dk.reading', JSON.stringify({ ...kept, lang: 'en' }));
  });
  await person.page.reload();
  await person.see(person.t('course.how'));
  assert.equal(await lang(), 'en', 'what was chosen here stays');

  const scorm = await platformOf();
  scorm.language = 'English';
  const context = await browser.newContext({ viewport: SIZES.phone, locale: 'nl-NL', reducedMotion: 'reduce' });
  const learner = kept(await Person.at(context, `${scorm.origin}/player/`, { name: 'learner', lang: 'en' }));
  const frame = learner.page.frames().find((one) => one.url().includes('/files/'));
  await frame.getByText(learner.t('course.how')).waitFor();
});

test('a bookmark that the platform refuses is told, and does not stop the play', async () => {
  for (const status of [403, 409]) {
    const platform = await platformOf();
    platform.mayKeep = () => status;
    const person = kept(await Person.open(browser, platform.launch(), { name: 'learner' }));
    await person.click('solo.go');
    await person.at('situation');
    await person.see(person.t('course.missed_bookmark'));
    await person.axe('a bookmark that is refused');
    await person.legible('a bookmark that is refused');
    await person.picture(`course-refused-${status}`);
    await toStep(person, person.page, 'choice');
    assert.equal(platform.states.get('bookmark'), undefined);
    assert.deepEqual(platform.statements.map(verb), ['initialized']);
    await person.page.getByRole('button', { name: person.t('action.close') }).click();
    await person.page.getByText(person.t('course.missed_bookmark')).waitFor({ state: 'detached' });
  }
});

test('a platform that wants to know what a bookmark replaces keeps it', async () => {
  const platform = await platformOf();
  platform.states.set('bookmark', 'a-play-of-other-device');
  platform.mayKeep = (headers, kept) => (kept === undefined || headers['if-match'] !== undefined ? 0 : 409);
  const person = kept(await Person.open(browser, platform.launch(), { name: 'learner' }));
  await person.click('solo.go');
  await person.at('situation');
  await until(
    async () => /^[\w-]{22}$/.test(platform.states.get('bookmark')) && platform.puts === 2,
    () => 'the bookmark',
  );
  assert.equal(await person.page.getByText(person.t('course.missed_bookmark')).count(), 0);
  assert.deepEqual(platform.refused, []);
});

test('a platform that does not answer keeps nobody from playing, and is not said to know of it', async () => {
  const platform = await platformOf();
  platform.tokens = 1; // Its token was given to somebody else.
  const person = kept(await Person.open(browser, platform.launch(), { name: 'alone' }));
  await person.see(person.t('course.missed_platform'));
  await person.see(person.t('course.promise_alone'));
  await person.click('solo.go');
  await person.at('situation');
  assert.deepEqual(platform.statements, []);
});

test('a link leads to one story, also a long one', async () => {
  const person = kept(
    await Person.open(browser, `${server.origin}/solo/?story=de-nieuwe-vrijheid`, { name: 'reader' }),
  );
  await person.page.getByRole('radio', { name: /De nieuwe vrijheid/, checked: true }).waitFor();
  await person.click('solo.go');
  await person.at('situation');
});
