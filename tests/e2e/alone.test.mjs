// alone.test.mjs -- a story on the device itself: what was opened once plays to its end without any network, in a
// browser that keeps its profile; nothing of it is sent.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENTS, Server, until } from '../lib/server.mjs';
import { Person, SIZES, goOnAlone, holds, launchKept, stepName } from '../lib/browser.mjs';

const PROFILE = { viewport: SIZES.phone, locale: 'nl-NL', reducedMotion: 'reduce' };

async function leaderAt(folder, origin) {
  const context = await launchKept(folder, PROFILE);
  return Person.at(context, `${origin}/solo/`, { name: 'leader' });
}

/* How many drawings a story names. */
function facesOf(story) {
  const assets = join(CLIENTS, 'assets');
  const file = readdirSync(assets).find((name) => name.startsWith(`story-${story}-`) && name.endsWith('.json'));
  return JSON.parse(readFileSync(join(assets, file), 'utf8')).faces.length;
}

const heading = (page) => page.locator('h1').first().innerText();
const where = async (page) => (await page.locator('.page-where').innerText()).replace(/\s+/g, ' ');

/* Another option at the dilemma that came last: both ways side by side. The dialog is left open. */
async function looksAtAnotherWay(leader) {
  await leader.click('ways.open');
  await leader.page.locator('dialog .chip input').first().check({ force: true });
  await leader.page.locator('dialog .ways-result').waitFor();
  await leader.see(leader.t('ways.people'));
  assert.equal(await leader.page.locator('dialog .ways-outcomes tr').count(), 6);
  assert.ok((await leader.page.locator('dialog .why li').count()) > 0, 'both ways say why');
}

async function closesDialog(leader) {
  await leader.page.keyboard.press('Escape');
  await leader.page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await leader.page.evaluate(() => document.activeElement?.textContent), leader.t('ways.open'));
}

/* The scan: an answer of each level, one question left open, and five people of whom one is not placed. */
async function makesAnOwnTeam(leader) {
  const { page } = leader;
  const t = (...text) => leader.t(...text);
  const answer = (question, given) =>
    page
      .getByRole('group', { name: t(`scan.q_${question}`) })
      .getByRole('radio', { name: t(`scan.a_${given}`) })
      .check({ force: true });
  const next = async (heading) => {
    await leader.click('scan.next');
    await leader.see(t(heading));
  };
  await page.getByRole('radio', { name: new RegExp(t('own.mine')) }).check({ force: true });
  await leader.click('own.to_team');
  await leader.see(t('scan.page_task'));
  for (const [question, given] of [
    ['too_much', 5],
    ['own_way', 1],
    ['new_things', 2],
    ['looking_back', 1],
  ])
    await answer(question, given);
  await leader.axe('the scan');
  await leader.picture('alone-scan');
  await next('scan.page_colleagues');
  for (const question of ['mistakes', 'help', 'feedback', 'talk']) await answer(question, 5);
  await next('scan.page_leader');
  for (const question of ['support', 'say', 'frames', 'time']) await answer(question, 3);
  await next('scan.page_around');
  for (const question of ['direction', 'offer']) await answer(question, 2);
  await next('scan.page_people');
  for (let people = 8; people > 5; people--)
    await page.getByRole('button', { name: t('scan.less', { what: t('scan.size_what') }) }).click();
  for (const phase of ['unaware', 'selecting', 'selecting', 'applying'])
    await page.getByRole('button', { name: t('scan.more', { what: t(`phase_sentence.${phase}`) }) }).click();
  await leader.see(t('scan.placed', { n: 4, m: 5 }));
  await leader.axe('people in the scan');
  await leader.picture('alone-scan-people');
  await leader.click('scan.make');
  await leader.see(t('own.a_open_questions', { n: 1 }));
  await leader.see(t('own.a_hours', { n: 12 }));
  await leader.axe('an own team');
  await leader.picture('alone-own-team');
  await leader.click('own.play');
}

/* What the answers said, beside the matrix: strong, weak and a gap. */
async function comparesWithTheMatrix(leader) {
  const beside = leader.page.getByRole('region', { name: leader.t('own.matrix') });
  await beside.waitFor();
  await leader.see(leader.t('own.strong', { levels: leader.t('scan.level_colleagues') }));
  assert.ok((await beside.locator('.matrix-gap').count()) > 0, 'too much work and no say are gaps where people stand');
}

/* A page that comes back shows what it showed. `again` gives who looks then. */
async function comesBack(leader, again) {
  const there = [await where(leader.page), await stepName(leader.page)];
  const { page } = await again();
  await holds(page, (name) => document.querySelector('.path-name b')?.textContent === name, there[1]);
  assert.deepEqual([await where(page), await stepName(page)], there);
}

test("a story that was opened plays to its end with one's own team, without a network, in a browser that was closed", {
  timeout: 900_000,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const server = await Server.start();
  let leader;
  t.after(async () => {
    await leader?.context.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  leader = await leaderAt(folder, server.origin);
  const asked = [];
  leader.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await leader.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  for (const name of [leader.t('solo.whole_story'), 'Open kaart'])
    await leader.page.getByRole('radio', { name: new RegExp(name) }).check({ force: true });
  await leader.picture('alone-door');
  await makesAnOwnTeam(leader);
  await leader.at('situation');
  await leader.button('ready.solo_diagnosis').click();
  await leader.at('diagnosis');
  assert.ok(!asked.some((path) => /^\/(api\/solo|ws|live)/.test(path)), `nothing is sent: ${asked.join(' ')}`);

  const kept = () => leader.page.evaluate(async () => (await (await caches.open('dk-faces')).keys()).length);
  await until(
    async () => (await kept()) === facesOf('open-kaart'),
    () => 'all that is drawn to be kept',
  );
  await server.stop(); // From here on there is nobody to ask.
  await leader.context.setOffline(true);
  let steps = 0;
  let times = 0;
  let looked = false;
  while (!(await heading(leader.page)).startsWith(leader.t('debrief.title_solo'))) {
    assert.ok(
      ++steps < 300,
      `never came to the debrief; now at:\n${(await leader.page.innerText('body')).slice(0, 800)}`,
    );
    const at = await stepName(leader.page);
    if (at === leader.t('step.choice') && times++ < 2)
      await comesBack(leader, async () => {
        await leader.page.reload();
        return leader;
      });
    else if (at === leader.t('step.consequence') && times === 2) {
      times++;
      await comesBack(leader, async () => {
        await leader.context.close();
        leader = await leaderAt(folder, server.origin);
        await leader.context.setOffline(true);
        return leader;
      });
    }
    if (at === leader.t('step.consequence') && !looked) {
      looked = true;
      const before = await leader.page.locator('.stairs-box').innerText();
      await looksAtAnotherWay(leader);
      await leader.axe('two ways');
      await leader.picture('alone-two-ways');
      await closesDialog(leader);
      assert.equal(await leader.page.locator('.stairs-box').innerText(), before, 'the play is where it was');
    }
    await goOnAlone(leader, at, steps);
  }
  assert.ok(times >= 3, 'it was reloaded twice, and the browser closed');
  await leader.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.equal(await leader.page.locator('.face-letters').count(), 0, 'everybody is drawn');
  const broken = await leader.page.evaluate(() =>
    [...document.images].filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.outerHTML),
  );
  assert.deepEqual(broken, [], 'every drawing is there');
  await comparesWithTheMatrix(leader);
  await leader.axe('the look back');
  await leader.picture('alone-debrief');

  // What one did when somebody argued against it; and the way that was looked at, kept in a closed browser.
  await leader.see(leader.t('debrief.contradicted', { n: 5 }));
  await leader.click('ways.open');
  await leader.page.locator('dialog .ways-all').waitFor();
  assert.equal(
    await leader.page.locator('dialog .ways-all > li').count(),
    2,
    'as it went, and the way that was looked at',
  );
  await leader.axe('all ways');
  await leader.picture('alone-all-ways');
  await closesDialog(leader);

  // The list says what is here, and all of it can go.
  await leader.click('solo.another');
  await leader.see(leader.t('solo.offline'));
  await leader.see(leader.t('solo.here'));
  await leader.see(leader.t('solo.not_here'));
  await leader.axe('the list without a network');
  await leader.picture('alone-offline');
  await leader.click('solo.wipe');
  await leader.click('solo.wipe_go');
  await leader.page.getByText(leader.t('solo.here'), { exact: true }).waitFor({ state: 'detached' });
  const plays = await leader.page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('dilemma.alone').onsuccess = ({ target }) => {
          target.result.transaction('plays').objectStore('plays').count().onsuccess = (counted) =>
            resolve(counted.target.result);
        };
      }),
  );
  assert.equal(plays, 0, 'with a play go the ways that were looked at');
  const scans = await leader.page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.open('dilemma.scan').onsuccess = ({ target }) => {
          target.result.transaction('scan').objectStore('scan').count().onsuccess = (counted) =>
            resolve(counted.target.result);
        };
      }),
  );
  assert.equal(scans, 0, "and the answers about one's own team");
  const left = await leader.page.evaluate(async () => (await indexedDB.databases()).length && caches.has('dk-faces'));
  assert.equal(left, false);
  assert.deepEqual(leader.problems, []);
});
