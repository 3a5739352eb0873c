// update.test.mjs -- the site is replaced by a newer build, with a core of another model, while somebody plays alone:
// the play goes on with what it began with, and the next one begins with what is new.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENTS, Server, until } from '../lib/server.mjs';
import { Person, SIZES, goOnAlone, launchKept, stepName } from '../lib/browser.mjs';
import { newerSite } from '../lib/newer.mjs';
import { loadModule } from '../wasm/letters.mjs';

const PROFILE = { viewport: SIZES.phone, locale: 'nl-NL', reducedMotion: 'reduce' };
const FIRST = 'De sleutel';
const NEXT = 'Tweehonderd kratten';

const leaderAt = async (folder, origin) =>
  Person.at(await launchKept(folder, PROFILE), `${origin}/solo/`, { name: 'leader' });

/* What this browser keeps: plays, the newest last, each with its journal as numbers. */
const playsOf = ({ page }) =>
  page.evaluate(async () => {
    const asked = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await asked(indexedDB.open('dilemma.alone'));
    const all = (store) => asked(db.transaction(store).objectStore(store).getAll());
    const [plays, events, parts] = await Promise.all([all('plays'), all('events'), all('parts')]);
    db.close();
    return plays
      .sort((a, b) => a.at_ms - b.at_ms)
      .map((play) => ({
        ...play,
        here: parts.map(({ url }) => url),
        events: events.filter(({ token }) => token === play.token).map(({ data }) => [...data]),
      }));
  });

const files = (dist, ...addresses) => addresses.map((address) => readFileSync(join(dist, address)));

/** The hash of this journal by the core of this site. */
async function hashOf(dist, { module, catalogue, content, story, events }) {
  const { openCore } = await loadModule();
  const [wasm, words, told] = files(dist, module, catalogue, content);
  const core = await openCore(wasm, [JSON.parse(words), JSON.parse(told).files], story);
  for (const event of events) core.apply(Uint8Array.from(event));
  return { hash: core.hash(), outdated: core.outdated(), seq: core.seq() };
}

async function begins(leader, story) {
  await leader.page.getByRole('radio', { name: new RegExp(story) }).check({ force: true });
  await leader.click('solo.go');
  await leader.at('situation');
}

async function playsTo(leader, step) {
  for (let taps = 0; (await stepName(leader.page)) !== leader.t(`step.${step}`); taps++) {
    assert.ok(taps < 40, `never came to ${step}:\n${(await leader.page.innerText('body')).slice(0, 900)}`);
    await goOnAlone(leader, await stepName(leader.page), 1);
  }
}

/* The scripts of the page: their names say of which build they are. */
const scripts = ({ page }) => page.evaluate(() => [...document.scripts].map(({ src }) => new URL(src).pathname).sort());

/* Has a newer service worker come, and does it wait? */
const waits = ({ page }) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);

test('an update of the site never breaks a running play, and the next play begins with what is new', {
  timeout: 900_000,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const built = mkdtempSync(join(tmpdir(), 'dilemma-'));
  const server = await Server.start();
  let leader;
  t.after(async () => {
    await leader?.context.close();
    await server.close();
    for (const one of [folder, built]) rmSync(one, { recursive: true, force: true });
  });
  const newer = await newerSite(built);
  leader = await leaderAt(folder, server.origin);
  await leader.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await begins(leader, FIRST);
  await playsTo(leader, 'choice');
  const [before] = await playsOf(leader);
  const oldScripts = await scripts(leader);
  const old = await hashOf(CLIENTS, before);

  await server.stop();
  server.clients = newer;
  await server.up();
  await leader.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await until(
    () => waits(leader),
    () => 'the newer build to wait for its turn',
  );
  await leader.page.reload();
  await leader.at('choice');
  assert.deepEqual(await scripts(leader), oldScripts, 'a page that was open stays of one build');
  await playsTo(leader, 'discussion');

  await leader.context.close(); // Nobody has the old build open any more.
  leader = await leaderAt(folder, server.origin);
  await leader.at('discussion');
  await until(
    async () => !(await waits(leader)),
    () => 'the newer build to take over',
  );
  await leader.page.reload();
  await leader.at('discussion');
  assert.notDeepEqual(await scripts(leader), oldScripts, 'the page is of the newer build');
  await playsTo(leader, 'consequence');
  const [play] = await playsOf(leader);
  for (const part of ['module', 'catalogue', 'content']) assert.equal(play[part], before[part], part);
  assert.ok(play.here.includes(before.module), 'what it began with is here');
  assert.deepEqual(play.events.slice(0, before.events.length), before.events, 'its journal goes on where it was');
  assert.deepEqual(await hashOf(CLIENTS, { ...play, events: before.events }), old);
  const gone = await hashOf(CLIENTS, play);
  assert.ok(!gone.outdated && gone.seq > old.seq, 'it went on with the core that it began with');

  await leader.page.goto(`${server.origin}/solo/`);
  await leader.context.setOffline(true); // And it opens without anybody to ask.
  await leader.page.reload();
  await leader.at('consequence');
  while (!(await leader.page.getByText(leader.t('debrief.title_solo')).isVisible()))
    await goOnAlone(leader, await stepName(leader.page), 1);
  await leader.context.setOffline(false);
  await leader.click('solo.another');
  await begins(leader, NEXT);
  const all = await playsOf(leader);
  const next = all.at(-1);
  assert.equal(all.length, 2);
  assert.notEqual(next.module, before.module, 'the next play begins with the newer core');
  assert.ok(!(await hashOf(newer, next)).outdated);
  const { module, catalogue } = next;
  assert.ok((await hashOf(newer, { ...play, module, catalogue })).outdated, 'which cannot play what the old one began');
  assert.deepEqual(leader.problems, []);
});
