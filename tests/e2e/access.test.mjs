// access.test.mjs -- an administrator gives a trainer a key and takes it back, with the keyboard alone; the trainer
// opens the link, makes nothing but own sessions, and is told whose key it is.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Person, SIZES } from '../lib/browser.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

const open = async (key, look) =>
  kept(await Person.open(browser, `${server.origin}/access/${key === undefined ? '' : `#key=${key}`}`, look));
const press = (person, ...keys) =>
  keys.reduce((before, one) => before.then(() => person.page.keyboard.press(one)), Promise.resolve());

for (const [look, lang, scheme] of [
  ['laptop', 'nl', 'light'],
  ['small', 'en', 'dark'],
])
  test(`a key is given, shown once, used, and taken back by keyboard (${look})`, async () => {
    const size = SIZES[look];
    const name = `Anna ${look}`;
    const admin = await open(server.trainerKey, { size, lang, scheme, name: 'admin' });
    const { page } = admin;
    await page.getByLabel(admin.t('access.name')).focus();
    await page.keyboard.type(name);
    await press(admin, 'Enter');
    const link = page.getByLabel(admin.t('access.link', { name }));
    await link.waitFor();
    const given = await link.inputValue();
    assert.match(given, /\/trainer\/#key=[\w-]{22}$/);
    await admin.axe('a fresh key');
    await admin.picture(`access-fresh-${look}`);
    const trainer = await open(given.split('#key=')[1], { size, lang, scheme, name: 'trainer' });
    await trainer.see(trainer.t('access.not_first', { name }));
    assert.equal(await trainer.page.getByLabel(trainer.t('access.name')).count(), 0);
    await trainer.axe('another key');
    await page.reload();
    await page.getByRole('button', { name: admin.t('access.revoke_of', { name }) }).focus();
    assert.equal(await page.getByText(given).count(), 0, 'it is told once');
    await press(admin, 'Enter');
    await admin.see(admin.t('access.revoke_sure', { name }));
    await admin.axe('before it is taken back');
    await admin.picture(`access-revoke-${look}`);
    await page.getByRole('button', { name: admin.t('access.revoke_go'), exact: true }).focus();
    await press(admin, 'Enter');
    await page.getByRole('button', { name: admin.t('access.revoke_of', { name }) }).waitFor({ state: 'detached' });
    await trainer.page.reload();
    await trainer.see(trainer.t('access.key_wrong'));
  });
