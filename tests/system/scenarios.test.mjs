// scenarios.test.mjs -- every shipped story can be begun with a group, on the real server.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Server } from '../lib/server.mjs';
import { call, createSession, participant } from '../lib/people.mjs';

test('a group session can be started with each of the shipped scenarios', async (t) => {
  const server = await Server.start();
  t.after(() => server.close());
  const { body } = await call(server, 'GET', '/api/scenarios');
  assert.ok(body.scenarios.length >= 24, `${body.scenarios.length} scenarios`);
  for (const { id } of body.scenarios) {
    const session = await createSession(server, { scenario: id, rooms_count: 1 });
    const somebody = await participant(server, session.code, 'Fatima');
    await session.trainer.say('session_start');
    await somebody.until(
      ({ sections }) => sections.round?.step === 'situation' && sections.round.dilemma.options.length >= 3,
      `${id} to begin`,
    );
    await somebody.close();
    await session.trainer.close();
  }
});
