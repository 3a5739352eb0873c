// rooms.test.mjs -- three rooms, the same team, three choices: what differs between them is in the picture after the
// very first round. Programs take the chairs; the wall and the desk are looked at.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { advance, createSession, participant } from '../lib/people.mjs';
import { kept, openDesk, openWall, server } from '../lib/stage.mjs';

const ROOMS = 3;
const ROOM_ALL = 254;

/** A session with one person in each room, about to choose. */
async function choosing(scenario, { rooms = ROOMS, lang = 'nl' } = {}) {
  const session = await createSession(server, {
    scenario,
    lang,
    diagnosis_skipped: true,
    rooms_count: rooms,
    mode: rooms === 1 ? 'one_room' : 'rooms',
  });
  kept(session.trainer);
  const people = [];
  for (let room = 0; room < rooms; room++)
    people.push(kept(await participant(server, session.code, `Nummer ${room}`, rooms === 1 ? undefined : room)));
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  return { session, people };
}

/** Every room goes with what `options` says of it. */
async function decided({ session, people }, options) {
  const round = session.trainer.round;
  for (const [i, who] of people.entries())
    await who.say('vote_cast', { round, option: options[i], confidence: 0, reason: '' });
  await advance(session.trainer, 'decision');
  for (const [i, who] of people.entries()) await who.say('second_cast', { round, option: options[i] });
  await session.trainer.until((l) => l.sections.trainer.rooms.every((room) => room.step === 'consequence'), 'it');
}

/** The wall and the desk, in this language and light. */
async function screens(session, lang, scheme) {
  const wall = await openWall(session, { name: `wall ${lang} ${scheme}`, lang, scheme });
  const desk = await openDesk(session.token, { name: `desk ${lang} ${scheme}`, lang, scheme });
  await desk.page.locator('.desk-controls').waitFor();
  return { wall, desk, called: `${lang}-${scheme}` };
}

/** What the picture says of each room: its column of the table, as text and as blocks. */
const columns = (wall) =>
  wall.page.locator('.compare tbody').evaluate((body, rooms) => {
    const said = Array.from({ length: rooms }, () => []);
    for (const row of body.rows)
      for (const [i, cell] of [...row.cells].slice(1).entries())
        said[i].push([
          cell.textContent,
          [...cell.querySelectorAll('.face')].map((face) => face.getAttribute('src')),
          cell.querySelectorAll('.change-on, .change-less').length,
        ]);
    return said.map((column) => JSON.stringify(column));
  }, ROOMS);

for (const lang of ['nl', 'en'])
  test(`after one round the wall and the desk show three different teams, ${lang}`, { timeout: 600_000 }, async () => {
    const room = await choosing('de-nieuwe-vrijheid', { lang });
    const { session } = room;
    const all = [await screens(session, lang, 'light'), await screens(session, lang, 'dark')];
    await decided(room, [0, 1, 2]);
    for (const view of ['team', 'rooms']) {
      await session.trainer.say('projector_show', { view, room: ROOM_ALL });
      for (const { wall, called } of all) {
        await wall.page.locator(view === 'team' ? '.wall-decided' : '.wall-rooms').waitFor();
        await wall.picture(`rooms-wall-${view}-${called}`);
        await wall.axe(`wall, ${view}, ${called}`);
        await wall.legible(`${view}, ${called}`);
      }
    }
    for (const { wall, desk, called } of all) {
      assert.equal(new Set(await columns(wall)).size, ROOMS, `${called}: no two rooms look alike`);
      assert.ok((await wall.page.locator('.compare .change').count()) >= ROOMS, 'what differs is marked');
      assert.equal(await wall.page.locator('.wall-moment blockquote').count(), ROOMS, 'one human moment a room');
      const stairs = desk.page.locator('.room-card .stairs');
      assert.equal(await stairs.count(), ROOMS);
      assert.equal(new Set(await stairs.allInnerTexts()).size, ROOMS, `${called}: the desk tells them apart`);
      assert.equal(await desk.page.locator('.room-card .against-table').count(), ROOMS);
      await desk.axe(`desk, consequence, ${called}`);
      await desk.legible(`consequence, ${called}`);
      await desk.picture(`rooms-desk-${called}`);
    }
  });

const the = (person, room) => person.t('room.the', { room: person.t(`room.name_${room}`) });

test('rooms that chose alike and fare alike are said to', { timeout: 600_000 }, async () => {
  const room = await choosing('de-nieuwe-vrijheid');
  const { session } = room;
  const { wall } = await screens(session, 'nl', 'light');
  await decided(room, [0, 1, 1]);
  await session.trainer.say('projector_show', { view: 'rooms', room: ROOM_ALL });
  await wall.see(wall.t('projector.rooms_alike', { rooms: `${the(wall, 1)} en ${the(wall, 2)}` }));
  await wall.picture('rooms-wall-alike');
});

test('the wall of one room says the one thing that moved most', { timeout: 600_000 }, async () => {
  const room = await choosing('de-nieuwe-vrijheid', { rooms: 1 });
  const { session } = room;
  const { wall } = await screens(session, 'nl', 'light');
  await decided(room, [2]);
  await session.trainer.say('projector_show', { view: 'team', room: 0 });
  const { most } = session.trainer.sections.consequence.rooms[0];
  assert.notEqual(most, '');
  await wall.page.locator('.wall-team').waitFor();
  await wall.see(most);
  await wall.axe('wall, one team');
  await wall.picture('rooms-wall-one');
});

test('what an option asks is on the wall and the desk, and too much at once shows', { timeout: 600_000 }, async () => {
  const room = await choosing('de-nieuwe-vrijheid', { rooms: 1 });
  const { session, people } = room;
  const { wall, desk } = await screens(session, 'nl', 'light');
  const { options } = people[0].sections.round.dilemma;
  await wall.page.locator('.wall-options .price').first().waitFor();
  await desk.page.locator('.odds .price').first().waitFor();
  assert.equal(await wall.page.locator('.wall-options .price').count(), options.length);
  assert.equal(await desk.page.locator('.odds .price').count(), options.length);
  const dear = options.find((one) => one.price.hours > 0);
  await wall.see(wall.t('price.hours', { n: dear.price.hours }));
  await desk.see(desk.t('price.leader_hours', { n: dear.price.hours }));
  const most = () => {
    const asked = people[0].sections.round.dilemma.options.map((one) => one.price.hours);
    return asked.indexOf(Math.max(...asked));
  };
  const isFull = () => people[0].sections.round.week.used > people[0].sections.round.week.hours;
  for (let round = 0; round < 4 && !isFull(); round++) {
    await decided(room, [most()]);
    await advance(session.trainer, 'choice');
  }
  const { load } = session.trainer.sections.trainer.rooms[0];
  assert.deepEqual([load.used, load.hours], [people[0].sections.round.week.used, people[0].sections.round.week.hours]);
  assert.ok(isFull(), 'the dearest of each round is more than a week holds');
  for (const who of [wall, desk]) {
    await who.see(who.t('week.used', { n: load.used, m: load.hours }));
    await who.see(who.t('week.thin'));
    assert.ok((await who.page.locator('.week-over').count()) > 0, 'hours beyond the week are drawn');
  }
  await wall.axe('wall, what options ask');
  await wall.legible('what options ask');
  await wall.picture('asked-wall');
  await desk.axe('desk, what options ask');
  await desk.picture('asked-desk');
});

/** The timeline: by keyboard through its moments, then another way beside a decision, which the desk's browser and the
 * wall's play again from what the server tells: they show it only with the server's hash. */
async function lookedThrough(desk, wall) {
  const { page } = desk;
  await page.locator('.scrub input:checked').focus();
  await page.keyboard.press('ArrowLeft');
  await desk.see(desk.t('timeline.title_room', { room: desk.t('room.name_0'), n: 0 }));
  await desk.legible('where they began');
  await page.keyboard.press('ArrowRight');
  await desk.legible('after a decision');
  assert.equal(await page.locator('.scrub-decision').count(), 1, 'one decision was made');
  await page.locator('.scrub-decision').click();
  await page.locator('.compare-other').first().waitFor();
  assert.deepEqual(await page.locator('.compare thead .letter').allInnerTexts(), ['A', 'B']);
  assert.equal(await page.locator('.timeline-other').count(), 1, 'a dashed line beside the real one');
  assert.ok((await page.locator('.ways .why li').count()) > 0, 'both ways say why');
  await desk.axe('desk, another way');
  await desk.picture('timeline-desk');
  await desk.legible('another way');
  await desk.click('trainer.on_screen');
  await wall.page.locator('.wall-timeline .compare-other').first().waitFor();
  await wall.axe('wall, another way');
  await wall.legible('another way');
  await wall.picture('timeline-wall');
  await page.locator('.chip', { hasText: desk.t('timeline.all') }).click();
  await wall.page.locator('.wall-timeline-rooms .compare').waitFor(); // It goes along.
  assert.equal(await page.locator('.timeline .compare thead th').count(), ROOMS);
  await desk.axe('desk, all rooms at a moment');
  await desk.picture('timeline-rooms-desk');
  await page.locator('.chip', { hasText: desk.t('room.name_0') }).click();
}

test('the desk says in odds what each option brings, and afterwards what another would have', {
  timeout: 600_000,
}, async () => {
  const room = await choosing('de-nieuwe-vrijheid');
  const { session } = room;
  const { wall, desk } = await screens(session, 'nl', 'light');
  const { what_if } = session.trainer.sections.trainer.rooms[0];
  const odds = what_if.flatMap((one) => one.odds);
  assert.ok(odds.length > 0, 'something sets the options apart');
  await desk.page.locator('.odds').waitFor();
  assert.equal(await desk.page.locator('.odds ul li').count(), odds.length);
  await desk.see(desk.t('odds.of_ten', { n: odds[0].of_ten }));
  // Options that are expected to do the same are one row.
  const rows = await desk.page.locator('.whatif tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      letters: row.querySelectorAll('.letter').length,
      cells: [...row.querySelectorAll('td')].map((cell) => cell.textContent).join('|'),
    })),
  );
  assert.equal(new Set(rows.map((row) => row.cells)).size, rows.length, 'no two rows say the same');
  assert.equal(
    rows.reduce((sum, row) => sum + row.letters, 0),
    what_if.length,
    'every option stands in one of them',
  );
  await desk.axe('desk, odds');
  await desk.legible('odds');
  await desk.picture('odds-desk');
  await decided(room, [0, 1, 2]);
  await session.trainer.say('session_end');
  await lookedThrough(desk, wall);
  await desk.page.getByRole('tab', { name: desk.t('trainer.tab_matrix') }).click();
  await desk.page.locator('.looked-back').waitFor({ state: 'attached' });
  await desk.page.locator('summary', { hasText: desk.t('debrief.with_other', { room: the(desk, 0) }) }).click();
  for (const letter of ['B', 'C']) await desk.see(desk.t('debrief.with', { letter }));
  await desk.axe('desk, debrief');
  await desk.picture('looked-back-desk');
  await session.trainer.say('projector_show', { view: 'debrief', room: 0 });
  await wall.page.locator('.wall-debrief .with-options').waitFor();
  await wall.axe('wall, debrief of one room');
  await wall.legible('debrief of one room');
  await wall.picture('looked-back-wall');
});
