// scan.test.mjs -- the people answer a scan of their own team, in real browsers: in the room before a session, and by a
// link before somebody plays alone. Programs answer whose screens do not matter.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Link, call, createSession, participant } from '../lib/people.mjs';
import { until } from '../lib/server.mjs';
import { Person, SIZES } from '../lib/browser.mjs';
import { browser, kept, openDesk, openWall, server } from '../lib/stage.mjs';

const STORY = 'open-kaart';
const ANSWERS = '1533333333333333gbbbcb';
const LOW = '1111111111111111gbbbcb';
const PAGES = ['task', 'colleagues', 'leader', 'around', 'people'];

const answersOf = (link, answers) => link.say('scan_answer', { answers });

/** Somebody of the team goes through the questions, and answers one of them. */
async function answer(phone) {
  await phone.click('ours.go');
  for (const page of PAGES) {
    await phone.see(phone.t(page === 'task' || page === 'around' ? `scan.page_${page}` : `we.page_${page}`));
    if (page === 'task')
      await phone.page
        .getByRole('group', { name: phone.t('we.q_own_way') })
        .getByRole('radio', { name: phone.t('scan.a_5') })
        .check({ force: true });
    await phone.axe(`the scan, ${page}`);
    if (page === 'people' || page === 'leader') await phone.picture(`scan-${page}`);
    await phone.click(page === 'people' ? 'we.send' : 'scan.next');
  }
  await phone.see(phone.t('ours.thanks'));
}

test('a group answers on its phones, the wall and the desk only count, and it plays with its own team', async () => {
  const session = await createSession(server, {
    scenario: STORY,
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    scan: 'room',
  });
  kept(session.trainer);
  const wall = await openWall(session);
  await wall.see(wall.t('projector.scan_ask')); // Before anybody is in.
  const phone = kept(await Person.open(browser, `${server.origin}/?c=${session.code}`, { name: 'Fatima' }));
  await phone.sitDown('Fatima');
  await phone.see(phone.t('ours.title'));
  await phone.axe('the lobby with questions');
  for (let i = 0; i < 4; i++) await answersOf(kept(await participant(server, session.code, `Mens ${i}`)), LOW);
  const desk = await openDesk(session.token);
  await desk.see(desk.t('ours.answered', { n: 4, m: 5 }));
  await desk.see(desk.t('ours.few'));
  assert.equal(await desk.button('trainer.scan_close').count(), 0, 'four make no team');
  await wall.see(wall.t('projector.scan', { n: 4, m: 5 }));
  await answer(phone);
  await phone.picture('scan-thanks');
  await wall.see(wall.t('projector.scan', { n: 5, m: 5 }));
  await wall.legible('the count on the wall');
  await desk.see(desk.t('ours.enough'));
  await desk.axe('the desk while people answer');
  await desk.picture('scan-desk');
  await desk.click('trainer.scan_close');
  await desk.see(desk.t('ours.made'));
  await desk.axe('the team on the desk');
  await desk.picture('scan-desk-made');
  await phone.see(phone.t('ours.closed'));
  await wall.see(wall.t('projector.scan_made'));

  await desk.click('own.wrong'); // Where people stand, or how many there are.
  const dialog = desk.page.getByRole('dialog');
  await dialog.waitFor();
  await desk.axe('setting it right');
  await dialog.getByRole('button', { name: desk.t('scan.less', { what: desk.t('we.size_what') }) }).click();
  await dialog.getByRole('button', { name: desk.t('ours.right') }).click();
  await session.trainer.until((l) => l.sections.scan.own_team[16] === 'f', 'five people');

  await desk.click('trainer.begin');
  await phone.at('situation');
  await session.trainer.say('session_end');
  await phone.see(phone.t('ours.matrix'));
  await phone.axe('the look back');
  await phone.picture('scan-look-back');
});

test('a leader asks the own team by a link, and plays alone with what five answered', async () => {
  const leader = kept(await Person.open(browser, `${server.origin}/solo/?story=${STORY}`, { name: 'leader' }));
  await leader.page.getByRole('radio', { name: new RegExp(leader.t('own.mine')) }).check({ force: true });
  await leader.click('own.to_team');
  await leader.click('ours.invite_link');
  await leader.see(leader.t('ours.invite_what'));
  await leader.click('ours.invite_go');
  const link = leader.page.getByLabel(leader.t('ours.invite_link'));
  await link.waitFor();
  await leader.axe('the link');
  const address = await link.inputValue();
  const code = new URL(address).searchParams.get('c');

  const phone = kept(await Person.open(browser, address, { name: 'of the team' }));
  await phone.see(phone.t('join.scan'));
  assert.equal(await phone.page.getByLabel(phone.t('join.name')).count(), 0, 'nobody asks for a name');
  await phone.click('join.go');
  await phone.see(phone.t('ours.link_title'));
  await phone.axe('the questions of a link');
  await answer(phone);
  await phone.page.goto(address); // The same phone again: the same answer.
  await phone.see(phone.t('ours.thanks'));
  await leader.see(leader.t('ours.count', { n: 1 }));
  assert.ok(await leader.page.locator('.bar [aria-disabled=true]').count(), 'one makes no team');
  for (let i = 0; i < 4; i++) await answersOf(kept(await participant(server, code, '')), ANSWERS);
  await leader.see(leader.t('ours.count', { n: 5 }));
  await leader.picture('scan-link');
  await leader.page.reload();
  await leader.page.getByRole('radio', { name: new RegExp(leader.t('own.mine')) }).check({ force: true });
  await leader.click('own.to_team');
  await leader.click('ours.invite_link');
  await leader.see(leader.t('ours.count', { n: 5 }));
  await leader.click('scan.make');
  await leader.see(leader.t('own.title'));
  await leader.picture('scan-link-team');
  await phone.see(phone.t('over.deleted')); // The answers are gone, as nobody needs them any more.
  await leader.click('own.play');
  await leader.at('situation');
});

test('a trainer asks a team by a link, and opens a session that it plays', async () => {
  const desk = kept(
    await Person.open(browser, `${server.origin}/trainer/#key=${server.trainerKey}`, { size: SIZES.laptop }),
  );
  const { page } = desk;
  const choose = (key) => page.getByRole('radio', { name: desk.t(key), exact: true }).check({ force: true });
  await page.getByRole('radio', { name: /Open kaart/ }).check({ force: true });
  await choose('trainer.team_link');
  await page.getByLabel(desk.t('trainer.group')).fill('Team Noord');
  await desk.click('trainer.open');
  await desk.see(desk.t('trainer.team_first')); // There is no team yet, and no session either.
  await desk.click('ours.invite_go');
  const link = page.getByLabel(desk.t('trainer.linked_invitation'));
  await link.waitFor();
  const code = new URL(await link.inputValue()).searchParams.get('c');
  for (let i = 0; i < 4; i++) await answersOf(kept(await participant(server, code, '')), ANSWERS);
  await desk.see(desk.t('ours.count', { n: 4 }));
  await desk.axe('a link for the team');
  const make = desk.button('trainer.scan_close');
  assert.equal(await make.getAttribute('aria-disabled'), 'true', 'four make no team');
  await page.reload(); // This browser goes on knowing the link.
  await page.getByRole('radio', { name: /Open kaart/ }).check({ force: true });
  await choose('trainer.team_link');
  await desk.see(desk.t('ours.count', { n: 4 }));
  const fifth = kept(await participant(server, code, ''));
  await answersOf(fifth, ANSWERS);
  await desk.see(desk.t('ours.count', { n: 5 }));
  await desk.picture('scan-trainer-link');
  await make.click();
  await desk.see(desk.t('trainer.linked_ready', { n: 6 }));
  await desk.axe('the team that answered');
  await desk.picture('scan-trainer-ready');
  await until(
    async () => (await call(server, 'GET', `/api/join/${code}`)).status === 404,
    () => 'the single answers to be wiped',
  );
  await desk.click('trainer.open');
  await desk.see(desk.t('ours.made')); // What was assumed can still be set right.
  await desk.axe('the desk with a team by a link');
  const seat = await page.evaluate(() => sessionStorage.getItem('dk.open'));
  const trainer = kept(await Link.open(server, seat));
  assert.equal(trainer.sections.scan.own_team, ANSWERS);
});
