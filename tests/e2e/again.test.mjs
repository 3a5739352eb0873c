// again.test.mjs -- a trainer who closed the page of a running session comes back: the way on is on top, with a key in
// this browser and without one.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createSession } from '../lib/people.mjs';
import { Person, SIZES } from '../lib/browser.mjs';
import { kept, openDesk, server } from '../lib/stage.mjs';

for (const [look, lang, scheme] of [
  ['laptop', 'nl', 'light'],
  ['tablet', 'en', 'dark'],
  ['small', 'nl', 'dark'],
])
  test(`whoever runs a session of today is one tap from it (${look})`, async () => {
    const session = await createSession(server, { title: 'Groep 3', lang });
    kept(session.trainer);
    const desk = await openDesk(session.token, { size: SIZES[look], lang, scheme });
    await desk.see(desk.t('trainer.begin'));
    for (const [name, address] of [
      ['without-key', '/trainer/'],
      ['with-key', `/trainer/#key=${server.trainerKey}`],
    ]) {
      const back = new Person();
      Object.assign(back, { lang, context: desk.context, page: await desk.context.newPage() });
      await back.page.goto(server.origin + address, { waitUntil: 'load' });
      const way = back.page.getByRole('region', { name: back.t('trainer.again') });
      await way.getByText('Groep 3').waitFor();
      const { y, height } = await way.boundingBox();
      assert.ok(y + height < back.page.viewportSize().height, 'it is below the fold');
      await back.axe(`again, ${name}`);
      await back.picture(`again-${look}-${name}`);
      await way.getByRole('button', { name: back.t('trainer.again_open') }).click();
      await back.see(back.t('trainer.begin'));
      await back.page.close();
    }
  });
