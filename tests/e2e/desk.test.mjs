// desk.test.mjs -- the trainer's desk, from a few rooms to many: rooms are gathered, held and looked at. Programs take
// the chairs, a real browser is the desk.
import { test } from 'node:test';
import { createSession, participant } from '../lib/people.mjs';
import { Person, SIZES } from '../lib/browser.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

/** A session that runs, with `seats` people in each room, and its desk. */
async function running({ rooms = 3, seats = 1, size = SIZES.laptop, lang = 'nl', scheme = 'light', ...settings } = {}) {
  const session = await createSession(server, {
    rooms_count: rooms,
    diagnosis_skipped: true,
    close: 'trainer',
    lang,
    ...settings,
  });
  kept(session.trainer);
  const people = await Promise.all(
    Array.from({ length: rooms * seats }, (_, i) =>
      participant(server, session.code, `Naam ${i}`, Math.floor(i / seats)).then(kept),
    ),
  );
  await session.trainer.say('session_start');
  const desk = await deskOf(session, { size, lang, scheme });
  return { session, people, desk };
}

async function deskOf(session, { size = SIZES.laptop, lang = 'nl', scheme = 'light', token = session.token } = {}) {
  const desk = kept(
    await Person.open(browser, `${server.origin}/trainer/#t=${token}`, { size, name: 'desk', lang, scheme }),
  );
  await desk.page.locator('.desk-controls').waitFor();
  return desk;
}

const steps = (session) => session.trainer.sections.trainer.rooms.map((room) => room.step);
const at = (session, ...wanted) =>
  session.trainer.until(() => JSON.stringify(steps(session)) === JSON.stringify(wanted), wanted.join(', '));
const bring = (session, room, step, round = 0) => session.trainer.say('room_bring', { room, round, step });

test('everybody is brought to the talk, and no room loses its talk', async () => {
  const { session, desk } = await running();
  await bring(session, 1, 'discussion');
  await bring(session, 2, 'decision');
  const path = desk.page.locator('.desk-path');
  await path.getByText(desk.t('trainer.rooms_of', { n: 3 })).waitFor();
  await desk.axe('rooms apart');
  await desk.picture('desk-apart');
  await bring(session, 0, 'discussion'); // Most are at the talk now, and the third is further.
  await bring(session, 2, 'decision');
  await desk.button('trainer.bring_all', { where: desk.t('step.decision') }).waitFor();
  await session.trainer.say('room_undo', { room: 0 });
  await at(session, 'situation', 'discussion', 'decision');
  const room = desk.t('room.name_0');
  await desk.button('trainer.bring_of', { where: desk.t('step.decision'), room }).waitFor();
  await bring(session, 2, 'decision');
  await desk.click('trainer.bring_all', { where: desk.t('step.decision') });
  await at(session, 'decision', 'decision', 'decision');
});

test('a room that is held stays at its step until it is let go', async () => {
  const { session, people, desk } = await running({ close: 'everyone' });
  await bring(session, 254, 'choice');
  const room = desk.t('room.name_0');
  await desk.click('trainer.hold_of', { room });
  await desk.see(desk.t('trainer.held'));
  for (const who of people) await who.say('vote_cast', { round: 0, option: 0, confidence: 0, reason: '' });
  await at(session, 'choice', 'discussion', 'discussion');
  await desk.click('trainer.let_go_of', { room });
  await at(session, 'discussion', 'discussion', 'discussion');
});
