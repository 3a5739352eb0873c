/* photograph.mjs -- the pictures of the guide, from a real session with real pages: `node clients/guide/photograph.mjs`
 * after a build. Programs take the chairs; the desk, the wall, a phone and the remote control are looked at. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Person, launch } from '../../tests/lib/browser.mjs';
import { createSession, participant } from '../../tests/lib/people.mjs';
import { Server, until } from '../../tests/lib/server.mjs';
import { root } from '../build/plugins.mjs';

const QUALITY = 78;
const DESK = { width: 1280, height: 800 };
const WALL = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 780 };
const NAMES = ['Fatima', 'Henk', 'Roos', 'Peter', 'Saskia', 'Mo', 'Ingrid', 'Tom', 'Noor', 'Wim', 'Latifa', 'Bas'];
const REASONS = {
  nl: ['Zo leert iedereen ervan', 'Anders durft straks niemand meer iets', '', 'Dit kost te veel tijd', ''],
  en: ['This way everybody learns', 'Or nobody will dare anything soon', '', 'This takes too much time', ''],
};

async function keep(person, name) {
  await person.page.evaluate(() => document.fonts.ready);
  await person.page.waitForTimeout(400);
  const link = await person.context.newCDPSession(person.page);
  const { data } = await link.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  writeFileSync(path.join(root, 'guide', 'pictures', `${name}.${person.lang}.webp`), Buffer.from(data, 'base64'));
}

async function wholeSession(server, browser, lang) {
  const look = (url, size) => Person.open(browser, `${server.origin}${url}`, { lang, size });
  const start = await look(`/trainer/#key=${server.trainerKey}`, DESK);
  await start.button('trainer.open').waitFor();
  await start.page.locator('.start h2').first().waitFor();
  await keep(start, 'start');
  await start.close();

  const session = await createSession(server, { lang, close: 'trainer', title: '', rooms_count: 3, room_seats_max: 8 });
  const { trainer } = session;
  const desk = await look(`/trainer/#t=${session.token}`, DESK);
  const wall = await look(`/projector/#t=${session.projector_token}`, WALL);
  const phone = await look(`/?c=${session.code}`, PHONE);
  await phone.sitDown(NAMES[0], 0);
  const people = [];
  for (let i = 1; i < NAMES.length; i++)
    people.push({ i, link: await participant(server, session.code, NAMES[i], i % 3, lang) });
  await desk.page.locator('.doors').waitFor();
  await keep(desk, 'doors');
  await keep(wall, 'join');

  const bring = async (step) => {
    await trainer.say('room_bring', { room: 254, round: 0, step });
    await phone.at(step);
    await until(
      async () => trainer.sections.trainer.rooms.every((room) => room.step === step),
      () => step,
    );
  };
  await trainer.say('session_start');
  await phone.at('situation');
  await keep(phone, 'story');
  await bring('choice');
  for (const { i, link } of people.filter(({ i }) => i !== 4))
    await link.say('vote_cast', { round: 0, option: i % 3, confidence: 1 + (i % 3), reason: REASONS[lang][i % 5] });
  await phone.page.locator('.option').nth(1).click();
  await phone.page.locator('.option input:checked').waitFor();
  await keep(phone, 'choice');
  await keep(desk, 'desk');
  await keep(wall, 'chosen');
  await desk.click('odds.all');
  await desk.page.locator('.odds-rooms').waitFor();
  await keep(desk, 'odds');
  await desk.page.keyboard.press('Escape');
  await bring('discussion');
  await bring('decision');
  for (const { i, link } of people) await link.say('second_cast', { round: 0, option: (i + (i > 6 ? 1 : 0)) % 3 });
  await phone.page.locator('.option').first().click();
  await bring('consequence').catch(() => undefined);
  for (const room of [0, 1, 2])
    if (trainer.sections.trainer.rooms[room].step !== 'consequence')
      await trainer.say('room_decide', { room, round: 0, option: room });
  await until(
    async () => trainer.sections.trainer.rooms.every((room) => room.step === 'consequence'),
    () => 'the consequence',
  );
  await keep(wall, 'moved');
  await trainer.say('session_end');
  await desk.page.locator('.take-list').waitFor();
  await desk.page.locator('.scrub-line, .scrub').first().waitFor();
  await keep(desk, 'debrief');
  for (const one of [desk, wall, phone]) await one.close();
  for (const { link } of people) link.close();
  trainer.close();
}

/* Twelve rooms, of which some ask for the trainer; and the same in the hand. */
async function manyRooms(server, browser, lang) {
  const session = await createSession(server, { lang, close: 'trainer', title: '', rooms_count: 12, seats_max: 60 });
  const { trainer } = session;
  const desk = await Person.open(browser, `${server.origin}/trainer/#t=${session.token}`, { lang, size: DESK });
  const people = [];
  for (let room = 0; room < 12; room++)
    for (let i = 0; i < 4; i++)
      people.push({ room, i, link: await participant(server, session.code, `${NAMES[i]} ${room + 1}`, room, lang) });
  await trainer.say('session_start');
  await trainer.say('room_bring', { room: 254, round: 0, step: 'choice' });
  for (const { room, i, link } of people.filter(({ room, i }) => room !== 4 && (room !== 7 || i < 3)))
    await link.say('vote_cast', {
      round: 0,
      option: room === 2 ? i % 2 : (room + (i === 3 ? 1 : 0)) % 4,
      confidence: 3,
      reason: room === 9 ? '' : REASONS[lang][i % 2],
    });
  await trainer.say('room_bring', { room: 254, round: 0, step: 'discussion' });
  await desk.page.locator('.tile').first().waitFor();
  await keep(desk, 'rooms');
  await desk.page.setViewportSize(PHONE);
  await keep(desk, 'remote');
  await desk.close();
  for (const { link } of people) link.close();
  trainer.close();
}

const server = await Server.start();
const browser = await launch(undefined, { fast: true });
try {
  for (const lang of ['nl', 'en']) {
    await wholeSession(server, browser, lang);
    await manyRooms(server, browser, lang);
  }
} finally {
  await browser.close();
  await server.close();
}
