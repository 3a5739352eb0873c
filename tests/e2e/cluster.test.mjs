// cluster.test.mjs -- a phone and a desk behind a proxy before two nodes: the node that has their session dies, and
// nobody has to do anything.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Cluster } from '../lib/cluster.mjs';
import { Link, advance, createSession } from '../lib/people.mjs';
import { Person, launch } from '../lib/browser.mjs';

test('a session goes on through the death of its node, with no reload', { timeout: 600_000 }, async (t) => {
  const cluster = await Cluster.start(2, t);
  const browser = await launch();
  t.after(() => browser.close());
  const session = await createSession(cluster.node('n1'), { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const phones = [];
  for (const name of ['Anouk', 'Dirk-Jan']) {
    const phone = await Person.open(browser, `${cluster.origin}/?c=${session.code}`, { name });
    await phone.sitDown(name);
    phones.push(phone);
  }
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  await Promise.all(phones.map((p) => p.at('choice')));
  await phones[0].page.evaluate(() => (globalThis.notReloaded = true));
  await phones[0].page.locator('.option').nth(1).click();
  await phones[0].see(phones[0].t('stored.stored'));

  await cluster.node('n1').kill();
  await phones[1].page.locator('.option').nth(2).click();
  await phones[1].see(phones[1].t('stored.stored'));
  await phones[0].see(phones[0].t('choice.count', { n: 2, m: 2 }));
  assert.equal(cluster.owner(session.code), 'n2');
  await session.trainer.close();
  const trainer = await Link.open(cluster.node('n2'), session.token);
  await advance(trainer, 'discussion');
  assert.deepEqual(trainer.sections.trainer.rooms[0].first, [0, 1, 1, 0]);
  await Promise.all(phones.map((p) => p.at('discussion')));
  assert.equal(await phones[0].page.evaluate(() => globalThis.notReloaded), true);
  await trainer.close();
  for (const phone of phones) await phone.close();
});
