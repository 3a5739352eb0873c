// desk.test.mjs -- the trainer's desk, from a few rooms to many: rooms are gathered, held and looked at. Programs take
// the chairs, a real browser is the desk.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Link, advance, call, createSession, participant } from '../lib/people.mjs';
import { Person, SIZES } from '../lib/browser.mjs';
import { until } from '../lib/server.mjs';
import { browser, kept, openDesk, openWall, server } from '../lib/stage.mjs';

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
  const desk = await openDesk(token, { size, lang, scheme });
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
  const { session, people, desk } = await running({ close: 'everyone', closing_seconds: 60 });
  await bring(session, 254, 'choice');
  const room = desk.t('room.name_0');
  await desk.click('trainer.hold_of', { room });
  await desk.see(desk.t('trainer.held'));
  for (const who of people) await who.say('vote_cast', { round: 0, option: 0, confidence: 0, reason: '' });
  // Two rooms are in their last seconds, and the desk says so; one waits for whoever is still busy.
  const closing = desk.page.locator('.room-closing');
  await closing.nth(1).getByText(desk.t('closing.all_chose')).waitFor();
  assert.equal(await closing.count(), 2, 'the room that is held is not closing');
  assert.match(await closing.first().innerText(), /\d+ seconden verder naar het gesprek/);
  await people[2].say('ready_set', { round: 0, step: 'choice', ready: false });
  await closing
    .nth(1)
    .getByText(desk.t('closing.others', { n: 1 }))
    .waitFor();
  await desk.axe('rooms that close');
  await desk.picture('desk-closing');
  await bring(session, 1, 'discussion');
  await bring(session, 2, 'discussion');
  await at(session, 'choice', 'discussion', 'discussion');
  await desk.click('trainer.let_go_of', { room });
  await session.trainer.until((l) => l.sections.timer.rooms[0].closing_ms > 0, 'the last seconds of the first room');
  await desk.see(desk.t('closing.all_chose'));
});

test('on a laptop the bar above the desk is one row, whoever leads with whom', async () => {
  const { session, desk } = await running({ rooms: 1, mode: 'one_room' });
  const { body } = await call(server, 'POST', '/api/links', { token: session.token, body: { role: 'cotrainer' } });
  kept(await Link.open(server, body.token));
  await desk.see(desk.t('trainer.lead_you', { names: desk.t('trainer.cotrainer') }));
  for (const lang of ['nl', 'en']) {
    await session.trainer.say('language_set', { lang });
    const tops = () =>
      desk.page.locator('.desk-top > *').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom));
    const bar = await desk.page.locator('.desk-top').boundingBox();
    assert.ok(bar.height < 72, `${lang}: ${bar.height} px high, ${await tops()}`);
  }
});

const tile = (desk, room) => desk.page.locator(`.tile[data-room="${room}"]`);
const vote = (who, option, reason = '') => who.say('vote_cast', { round: 0, option, confidence: 3, reason });

test('many rooms are a wall of tiles: who needs the trainer comes first, and one vote paints one tile', async () => {
  const { session, people, desk } = await running({ rooms: 20, seats: 4 });
  const of = (room) => people.slice(room * 4, room * 4 + 4);
  await bring(session, 254, 'choice');
  for (const [i, who] of of(19).entries()) await vote(who, i < 2 ? 0 : 3, 'Zo leert iedereen');
  for (const who of of(3)) await vote(who, 1);
  assert.equal(await desk.page.locator('.tile').count(), 20);
  await desk.page.evaluate(() => {
    globalThis.painted = new Set();
    const roomOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('.tile')?.dataset.room;
    new MutationObserver((all) => {
      for (const one of all) globalThis.painted.add(roomOf(one.target));
    }).observe(document.querySelector('.wall-rest .tiles'), { subtree: true, childList: true, attributes: true });
  });
  await vote(of(8)[0], 2);
  await tile(desk, 8).locator('.tchair-done').waitFor();
  assert.deepEqual(await desk.page.evaluate(() => [...globalThis.painted]), ['8']);
  // Two against two: the room that was last in the list is on top, with a word and a reason.
  await bring(session, 19, 'discussion');
  const first = desk.page.locator('.wall-first .tile');
  await first.getByText(desk.t('tile.flag_split')).waitFor();
  assert.equal(await first.getAttribute('data-room'), '19');
  await desk.see(desk.t('tile.head_first_done', { n: 1, m: 20, k: 18, d: 1 }));
  // Beside it what to say, which tells of nobody.
  await first.locator('.tile-name').click();
  await desk.see(desk.t('direct.why_split_sure', { n: 2, m: 2 }));
  const said = await desk.page.locator('.direct').innerText();
  for (const who of of(19)) assert.ok(!said.includes(who.sections.me.name), said);
  await desk.axe('a wall of tiles');
  await desk.picture('desk-tiles-20');
  // Only those that are done.
  await desk.page.locator('.filters .chip').last().click();
  assert.deepEqual(await desk.page.locator('.tile').evaluateAll((all) => all.map((one) => one.dataset.room)), ['3']);
});

test('a room that asks for the trainer and got no card is marked on its tile, and every name is whole', async () => {
  const { session, people, desk } = await running({ rooms: 20, seats: 1 });
  await bring(session, 254, 'choice');
  // Twenty rooms that came to a step are one line of what happened, and not twelve.
  const came = desk.page.locator('.desk-side li', { hasText: desk.t('trainer.rooms_more') });
  await came.first().waitFor();
  assert.equal(await came.count(), 1, (await came.allInnerTexts()).join('\n'));
  for (const who of people.slice(0, 15)) await who.close();
  await desk.see(desk.t('tile.flag_alone'));
  await until(
    async () => (await desk.page.locator('.wall-rest .tile-trouble .flag-small').count()) === 3,
    () => 'three tiles with a flag, beside twelve cards',
  );
  assert.ok(
    !(await desk.page.innerText('body')).includes(desk.t('trainer.done', { n: 0, m: 0 })),
    'nobody of nobody is done',
  );
  for (const each of [desk, await deskOf(session, { lang: 'en', size: SIZES.tablet })]) {
    const broken = await each.page
      .locator('.tile-name')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText));
    assert.deepEqual(broken, [], each.lang);
    const lines = await each.page
      .locator('.tile-small .tile-name')
      .evaluateAll((all) => all.map((one) => one.clientHeight));
    assert.equal(new Set(lines).size, 1, `${each.lang}: every name stands on one line`);
  }
  await desk.axe('tiles with flags');
  await desk.picture('desk-tiles-flags');
});

test('several rooms are picked by keyboard, and one press brings them all', async () => {
  const { session, desk } = await running({ rooms: 8, seats: 1 });
  await bring(session, 254, 'choice');
  await tile(desk, 0).locator('.tile-name').focus();
  await desk.page.keyboard.press('ArrowRight');
  assert.equal(await desk.page.evaluate(() => document.activeElement.closest('.tile')?.dataset.room), '1');
  await desk.page.keyboard.press('Tab');
  await desk.page.keyboard.press('Space');
  await desk.page.keyboard.press('Shift+Tab');
  await desk.page.keyboard.press('ArrowRight');
  await desk.page.keyboard.press('Tab');
  await desk.page.keyboard.press('Space');
  await desk.page.getByRole('heading', { name: desk.t('tile.picked', { n: 2 }) }).waitFor();
  await desk.axe('several picked');
  await desk.picture('desk-several');
  await desk.click('trainer.bring_room', { where: desk.t('step.discussion') });
  const talk = ['choice', 'discussion', 'discussion', 'choice', 'choice', 'choice', 'choice', 'choice'];
  await at(session, ...talk);
});

for (const [size, at_] of [
  ['phone', SIZES.phone],
  ['small phone', SIZES.small],
  ['tablet', SIZES.tablet],
  ['1024', { width: 1024, height: 768 }],
])
  test(`the controls stay in sight on a ${size}, and nothing is wider than it`, async () => {
    const { session, desk } = await running({ rooms: 5, seats: 2, size: at_ });
    await bring(session, 254, 'choice');
    await session.trainer.say('message_send', { room: 254, text: 'w'.repeat(280) });
    await desk.axe(size);
    await desk.picture(`desk-${size}`);
    // What stands at the thumb leaves the most of the screen to the rooms.
    const bar = await desk.page.locator('.desk-controls').boundingBox();
    assert.ok(bar.height < at_.height * 0.3, `${size}: the controls are ${bar.height} px high`);
    await desk.legible(size);
    await desk.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const main = await desk.button('trainer.to_discussion').boundingBox();
    assert.ok(main.y >= 0 && main.y + main.height <= at_.height + 1, JSON.stringify(main));
    await desk.axe(`${size}, at the end`);
  });

test('a word of 280 letters widens nothing and hides nothing, wherever people type', { timeout: 300_000 }, async () => {
  const word = 'w'.repeat(280);
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    diagnosis_skipped: true,
    rule: 'consensus',
    closing_seconds: 60,
    title: word.slice(0, 80),
    trainer_name: word.slice(0, 24),
  });
  kept(session.trainer);
  const phone = kept(await Person.open(browser, `${server.origin}/?c=${session.code}`, { name: 'phone' }));
  await phone.sitDown(word);
  const others = [];
  for (const n of [0, 1, 2]) others.push(kept(await participant(server, session.code, `${word.slice(0, 23)}${n}`)));
  const desk = await deskOf(session);
  const wall = await openWall(session);
  const sizes = [
    [phone, SIZES.phone, SIZES.small],
    [desk, SIZES.tablet, SIZES.phone, SIZES.laptop],
    [wall, { width: 1024, height: 768 }, { width: 1080, height: 1920 }, SIZES.projector],
  ];
  const whole = async (step) => {
    for (const [person, ...all] of sizes)
      for (const size of all) {
        await person.page.setViewportSize(size);
        await person.legible(`${step} at ${size.width}`);
        assert.equal(await person.wider(), 0, `${person.name}, ${step} at ${size.width}: scrolls sideways`);
      }
  };
  await session.trainer.say('session_start');
  await session.trainer.say('message_send', { room: 254, text: word });
  await advance(session.trainer, 'choice');
  for (const [i, who] of others.entries())
    await who.say('vote_cast', { round: 0, option: i % 2, confidence: 2, reason: word });
  await phone.at('choice');
  await phone.page.locator('.option').nth(2).click();
  await phone.page.locator('textarea').fill(word);
  await whole('choice');
  await advance(session.trainer, 'discussion');
  await session.trainer.say('message_send', { room: 254, text: word });
  await phone.at('discussion');
  await whole('discussion');
  await advance(session.trainer, 'decision');
  for (const who of others) await who.say('second_cast', { round: 0, option: 1 });
  await phone.at('decision');
  await phone.page.locator('.option').nth(0).click();
  await phone.page.getByLabel(phone.t('consensus.reason')).fill(word);
  await whole('decision');
  await advance(session.trainer, 'consequence');
  await advance(session.trainer, 'reflection');
  for (const who of others) await who.say('reflection_share', { round: 0, text: word });
  await whole('reflection');
  await session.trainer.say('session_end');
  await desk.page.locator('.after').waitFor();
  await whole('debrief');
  // What was drawn to measure is no wider than its place in the very moment the page becomes smaller.
  const drawn = await desk.page.evaluate(() => {
    document.body.style.inlineSize = '400px';
    const arrows = [...document.querySelectorAll('.stair-arrows')];
    const width = (element) => element.getBoundingClientRect().width;
    const wide = arrows.map((svg) => width(svg) - width(svg.parentElement));
    document.body.style.inlineSize = '';
    return wide;
  });
  assert.ok(drawn.length > 0 && drawn.every((wide) => wide <= 1), `arrows wider than their stairs: ${drawn}`);
});

test('the wall is opened beside the code, freezes, goes dark, and shows again', async () => {
  const { session, desk } = await running({ rooms: 2 });
  const opened = desk.context.waitForEvent('page');
  await desk.click('trainer.screen_open');
  const wall = await opened;
  const title = session.trainer.sections.round.dilemma.title;
  await wall.getByRole('heading', { level: 1, name: title }).waitFor();
  await session.trainer.say('projector_curtain', { curtain: 'frozen' });
  await desk.see(desk.t('trainer.is_frozen'));
  await bring(session, 254, 'choice');
  await session.trainer.say('projector_curtain', { curtain: 'dark' });
  await wall.locator('.wall-dark').waitFor();
  await session.trainer.say('projector_curtain', { curtain: 'open' });
  await wall.getByRole('heading', { level: 1, name: desk.t('choice.title') }).waitFor();
  await session.trainer.say('projector_curtain', { curtain: 'frozen' });
  await bring(session, 254, 'discussion');
  await desk.page.getByText(desk.t('trainer.is_frozen')).waitFor();
  assert.ok(await wall.getByRole('heading', { level: 1, name: desk.t('choice.title') }).isVisible());
  await session.trainer.say('projector_curtain', { curtain: 'open' });
  await wall.getByRole('heading', { level: 1, name: desk.t('choice.title') }).waitFor({ state: 'detached' });
});

test('a message to all and one reason hang on the wall, without a name', async () => {
  const { session, people, desk } = await running({ rooms: 2, seats: 2, names_shown: true });
  const wall = await openWall(session);
  await bring(session, 254, 'choice');
  const why = 'Zij kent de afdeling het best';
  await vote(people[0], 0, why);
  await vote(people[1], 1, 'Dat is te vroeg');
  await bring(session, 254, 'discussion');
  await session.trainer.say('message_send', { room: 1, text: 'Alleen voor jullie' });
  await session.trainer.say('message_send', { room: 254, text: 'Over vijf minuten verder' });
  await wall.page.locator('.wall-word').getByText('Over vijf minuten verder').waitFor();
  await desk.button('trainer.reason_light').first().click();
  await wall.page.locator('.wall-lit h1').getByText(why).waitFor();
  const said = await wall.page.locator('body').innerText();
  assert.ok(!said.includes('Naam 0') && !said.includes('Alleen voor jullie'), said);
  await wall.legible('a reason');
  await wall.axe('a reason');
  await wall.picture('wall-lit');
  await desk.axe('a reason is on the wall');
  await desk.click('trainer.reason_dim');
  await wall.page.locator('.wall-lit h1').getByText(why).waitFor({ state: 'detached' });
});

test('what befalls a team can be taken back, and who leads is on both desks', async () => {
  const { session, desk } = await running({ rooms: 2 });
  const { token } = await (
    await fetch(`${server.origin}/api/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'cotrainer' }),
    })
  ).json();
  const other = await deskOf(session, { token });
  await other.see(other.t('trainer.lead_other', { name: 'Ellen' }));
  const [, { seat }] = session.trainer.sections.people.seats.filter((one) => /trainer/.test(one.role));
  await session.trainer.say('hand_over', { target: seat });
  await other.see(other.t('trainer.lead_you', { names: 'Ellen' }));
  await desk.see(desk.t('trainer.lead_other', { name: desk.t('trainer.cotrainer') }));
  const [{ pulse, name }] = session.trainer.sections.trainer.happenings;
  await session.trainer.say('happening_bring', { room: 0, pulse });
  await desk.button('trainer.happening_drop_of', { name }).click();
  await session.trainer.until((l) => l.sections.trainer.rooms[0].brought.length === 0, 'it is taken back');
});

test('what a trainer brings in own words stands on phones and wall, and again in the debrief', async () => {
  const told = 'De lift doet het niet, en de monteur komt pas vrijdag.';
  const { session, people, desk } = await running({ rooms: 2, seats: 2 });
  const phone = kept(await Person.open(browser, `${server.origin}/#t=${people[0].token}`, { name: 'Naam 0' }));
  const wall = await openWall(session);
  await bring(session, 254, 'choice');
  const opens = desk.page.getByRole('button', { name: desk.t('trainer.happening') }).first();
  await opens.click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel(desk.t('trainer.happening_text')).fill(told);
  const write = dialog.getByRole('button', { name: desk.t('trainer.happening_write') });
  assert.ok(await write.isDisabled(), 'it needs an effect');
  const [effect] = session.trainer.sections.trainer.effects;
  await dialog.getByLabel(desk.t('trainer.happening_effect')).selectOption({ label: effect.name });
  await dialog.getByLabel(desk.t('trainer.for_room')).selectOption({ label: desk.t('trainer.all_rooms') });
  await desk.picture('desk-happening');
  await desk.axe('a happening in own words');
  await write.click();
  const comes = (one) => one.written !== null;
  const written = (...wanted) =>
    session.trainer.until((l) => `${l.sections.trainer.rooms.map(comes)}` === `${wanted}`, `written: ${wanted}`);
  await written(true, true);
  await desk.button('trainer.happening_drop_of', { name: told }).first().click(); // In the first room it is taken back,
  await written(false, true);
  await session.trainer.say('happening_write', { room: 0, pulse: effect.pulse, text: told }); // and comes after all.
  await desk.picture('desk-happening-comes');
  await bring(session, 254, 'decision');
  await at(session, 'decision', 'decision');
  for (const room of [0, 1]) await session.trainer.say('room_decide', { room, round: 0, option: 0 });
  await at(session, 'consequence', 'consequence');
  const look = (view) => session.trainer.say('projector_show', { view, room: 254 });
  await look('rooms'); // By itself the wall lets the rooms guess first, for as long as a silent link may last.
  await wall.see(told);
  await wall.picture('wall-happening');
  await look('auto');
  await phone.page.getByRole('button', { name: phone.t('movers.look') }).click();
  for (const words of [told, effect.name]) await phone.see(words);
  await phone.picture('phone-happening');
  await desk.page.locator('.befell').getByText(told).first().waitFor();
  await session.trainer.say('session_end');
  for (const words of [phone.t('befell.title'), told]) await phone.see(words);
  await phone.picture('phone-happening-debrief');
  await wall.see(told);
  await wall.picture('wall-happening-debrief');
  await desk.page.getByRole('tab').nth(1).click();
  await desk.see(told);
  await desk.picture('desk-happening-debrief');
  for (const one of [phone, wall, desk]) await one.axe('what was brought in own words');
});

test('the desk is led by keyboard: "?" shows the keys, and they can be switched off', async () => {
  const { session, desk } = await running({ rooms: 5 });
  await desk.page.keyboard.press('n');
  await at(session, ...Array(5).fill('choice'));
  await desk.page.keyboard.press('j'); // The second room is looked at now.
  await desk.page.keyboard.press('h');
  await session.trainer.until((l) => l.sections.trainer.rooms[1].held, 'it is held');
  await desk.page.keyboard.press('d');
  await session.trainer.until((l) => l.sections.session.projector_curtain === 'dark', 'the wall is dark');
  await desk.page.keyboard.press('?');
  await desk.page.getByRole('dialog').waitFor();
  await desk.axe('the keys');
  await desk.picture('desk-keys');
  await desk.page.keyboard.press('p'); // In a dialog a key is a letter.
  await desk.page.getByRole('switch', { name: desk.t('keys.on') }).click();
  await desk.page.keyboard.press('Escape');
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' }); // While it is there, keys are letters still.
  await desk.page.keyboard.press('p');
  await desk.page.keyboard.press('?'); // Always.
  await desk.page.getByRole('dialog').waitFor();
  assert.equal(session.trainer.sections.session.paused, false);
});

test('a browser that forgot reaches a running session with the key of the server', async () => {
  const { session, desk } = await running({ rooms: 2 });
  const fresh = kept(
    await Person.open(browser, `${server.origin}/trainer/#key=${server.trainerKey}`, {
      size: SIZES.laptop,
      name: 'another browser',
    }),
  );
  await fresh.click('trainer.reach_look');
  const code = `${session.code.slice(0, 3)} ${session.code.slice(3)}`;
  await fresh.button('trainer.reach_of', { code }).waitFor();
  await fresh.axe('the sessions of the server');
  await fresh.picture('desk-reach');
  await fresh.click('trainer.reach_of', { code });
  await fresh.click('trainer.reach_sure');
  await fresh.page.locator('.desk-controls').waitFor();
  await desk.see(desk.t('over.moved_device')); // The desk that led is told.
});

test('a trainer practises alone with simulated people, and nothing of it is kept', { timeout: 300_000 }, async () => {
  const desk = kept(
    await Person.open(browser, `${server.origin}/trainer/#key=${server.trainerKey}`, {
      size: SIZES.laptop,
      name: 'desk',
    }),
  );
  await desk.page.getByRole('radio', { name: /De nieuwe vrijheid/ }).check();
  await desk.page.getByLabel(desk.t('trainer.rooms'), { exact: true }).selectOption('3');
  await desk.click('rehearse.first');
  await desk.picture('rehearse-dialog');
  await desk.axe('the dialog of a rehearsal');
  await desk.click('rehearse.go');
  await desk.see(desk.t('rehearse.running'));
  const code = (await desk.page.locator('.doors-code').innerText()).replace(/\s/g, '');
  await desk.see(desk.t('trainer.here', { n: 15, m: 15 }));
  await desk.click('trainer.begin');
  await desk.click('trainer.to_diagnosis');
  await desk.click('trainer.to_choice');
  await desk.see(desk.t('trainer.done', { n: 5, m: 5 }));
  await desk.axe('a rehearsal');
  await desk.picture('rehearse-choice');
  const listed = async () => {
    const { body } = await call(server, 'GET', '/api/sessions', { token: server.trainerKey });
    return body.sessions.find((one) => one.code === code);
  };
  const { made_ms, delete_at_ms } = await listed();
  assert.ok(delete_at_ms - made_ms <= 4 * 60 * 60 * 1000, 'it would delete itself today');
  await desk.click('rehearse.end');
  await desk.see(desk.t('trainer.which'));
  assert.equal(await listed(), undefined);
  assert.equal(
    await desk.page.getByLabel(desk.t('trainer.rooms'), { exact: true }).inputValue(),
    '3',
    'how one plays is kept',
  );
});

test('what each option brings stands beside each other for all rooms where people sit', async () => {
  const { session, desk } = await running({ rooms: 4, seats: 1 });
  await bring(session, 254, 'choice');
  await desk.click('odds.all');
  await desk.page.locator('.odds-rooms tbody tr').nth(3).waitFor();
  assert.equal(await desk.page.locator('.odds-rooms tbody tr').count(), 4);
  const told = session.trainer.sections.trainer.rooms.flatMap((room) => room.what_if.flatMap((one) => one.odds));
  assert.equal(
    await desk.page.locator('.odds-rooms td li').count(),
    told.length,
    'all that the server tells of each room',
  );
  await desk.axe('all rooms side by side');
  await desk.picture('desk-odds');
});

test('in the hand the top of the desk is three rows: what, who, and what one does with it', async () => {
  const { desk } = await running({ rooms: 12, seats: 1, size: SIZES.small });
  await desk.picture('desk-hand');
  const { height } = await desk.page.locator('.desk-top').boundingBox();
  assert.ok(height < 180, `${height} px high`);
  await desk.axe('the desk in the hand');
});
