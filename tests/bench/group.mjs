// group.mjs -- a whole session of many rooms: the desk, the wall and a few phones are real pages, everybody else is a
// program. A picture of every screen at every step, and how long each step and vote kept the processor of a page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person, SIZES, launch } from '../lib/browser.mjs';
import { Link, participant } from '../lib/people.mjs';
import { Server, until } from '../lib/server.mjs';
import { commandLine } from '../lib/tool.mjs';
import { busyWhile, slowed } from '../lib/busy.mjs';

const asked = commandLine(
  `node tests/bench/group.mjs [--rooms N] [--seats N] [--rounds N] [--lang nl|en] [--scheme light|dark]
                           [--story ID] [--out DIR] [--few] [--json]
--few: the desk and the wall only`,
  {
    options: {
      rooms: 12,
      seats: 6,
      rounds: 1,
      lang: 'nl',
      scheme: 'light',
      story: 'de-nieuwe-vrijheid',
      out: 'build/group',
      few: false,
      json: false,
    },
  },
);
const NAMES = ['Fatima', 'Henk', 'Roos', 'Peter', 'Saskia', 'Mo', 'Ingrid', 'Tom'];
const REASONS = ['Zo leert iedereen ervan', 'Anders durft straks niemand meer iets', '', 'Dit kost te veel tijd', ''];
const SLOW = { phone: 4, small: 4 }; // So many times slower than this machine.

mkdirSync(asked.out, { recursive: true });
const server = await Server.start();
const browser = await launch(undefined, { fast: true });
const { lang, scheme } = asked;
const screens = new Map();
const look = async (name, url, size) => {
  const one = await Person.open(browser, url, { lang, scheme, size: SIZES[size] ?? size, name });
  if (name in SLOW) await slowed(one.page, SLOW[name]);
  screens.set(name, one);
  return one;
};
const pictures = async (step) => {
  for (const [name, one] of screens)
    await one.page.screenshot({
      path: join(asked.out, `${step}-${name}.png`),
      fullPage: name !== 'wall' && name !== 'square',
    });
};
const figures = [];
/** What happens, and how long the pages were busy with it at one stretch. */
const timed = async (what, act) => {
  const pages = new Map([...screens].map(([name, one]) => [name, one.page]));
  for (const one of await busyWhile(browser, pages, act)) {
    figures.push({ what, ...one });
    if (one.longest_ms > 50) console.error(`${one.screen} was kept for ${one.longest_ms} ms: ${what}`);
  }
};

// ---- the trainer makes a session ------------------------------------------------------------------
const desk = await look('desk', `${server.origin}/trainer/#key=${server.trainerKey}`, 'laptop');
await desk.button('trainer.open').waitFor();
await pictures('00-start');
await desk.page.route('**/api/sessions', (route) =>
  route.continue({
    postData: {
      ...route.request().postDataJSON(),
      scenario: asked.story,
      mode: asked.rooms > 1 ? 'rooms' : 'one_room',
      rooms_count: asked.rooms,
      room_seats_max: asked.seats,
      seats_max: asked.rooms * asked.seats + 40,
      close: 'trainer',
      lang,
    },
  }),
);
await desk.click('trainer.open');
const code = (await desk.page.locator('.doors-code').innerText()).replace(/\s/g, '');
await desk.button('trainer.begin').waitFor();
const tokens = await desk.page.evaluate(() => JSON.parse(localStorage.getItem('dk.seats'))[0]);
const trainer = await Link.open(server, tokens.token);
const wall = `${server.origin}/projector/#t=${tokens.projector_token}`;
await look('wall', wall, 'projector');
const PHONES = asked.few ? [] : ['phone', 'small'];
if (!asked.few) {
  await look('tablet', `${server.origin}/trainer/#t=${tokens.token}`, 'tablet');
  await look('remote', `${server.origin}/trainer/#t=${tokens.token}`, 'small');
  await look('square', wall, { width: 1024, height: 768 });
}
for (const [i, size] of PHONES.entries()) {
  const phone = await look(size, `${server.origin}/?c=${code}`, size);
  await phone.sitDown(NAMES[i], asked.rooms > 1 ? 0 : undefined);
}

// ---- everybody else sits down ----------------------------------------------------------------------
const people = [];
const sitDown = async () => {
  for (let room = 0; room < asked.rooms; room++)
    for (let i = room === 0 ? PHONES.length : 0; i < asked.seats; i++)
      people.push({
        room,
        i,
        link: await participant(
          server,
          code,
          `${NAMES[i % NAMES.length]} ${room + 1}`,
          asked.rooms > 1 ? room : undefined,
          lang,
        ),
      });
};
await timed('they sit down', sitDown);
await pictures('01-lobby');
console.error(`${people.length + PHONES.length} people sit in ${asked.rooms} rooms`);

const inStep = (step) => Promise.all(people.map(({ link }) => link.until((l) => l.step === step, `the ${step}`)));
const pressMain = async () => {
  await desk.page.locator('.desk-controls .nl-button--primary').click();
};
const seen = async (step) => {
  await inStep(step);
  await desk.page.locator('.desk-path [aria-current=step]', { hasText: desk.t(`step.${step}`) }).waitFor();
};
const to = async (round, step) => {
  await timed(`round ${round + 1}: to ${step}`, async () => {
    await pressMain();
    await seen(step);
    await desk.page.waitForTimeout(500);
  });
};
/** Who acts in this step: a room that is silent, one where somebody fell asleep, the rest at their own speed. */
const acting = people.filter(({ room, i }) => room % 10 !== 4 && !(room % 10 === 7 && i > 2));
const all = async (fields) => {
  for (const one of acting) await one.link.say(...fields(one));
};
const shown = async (round, step) => {
  console.error(`round ${round + 1}: ${step}`);
  await pictures(`${round + 1}-${String(STEPS.indexOf(step) + 1)}-${step}`);
};
const STEPS = ['situation', 'diagnosis', 'choice', 'discussion', 'decision', 'consequence', 'reflection'];
/** Each room has a mind of its own: of one mind, split in two, or all over. */
const first = ({ room, i }) => (room % 3 === 0 ? room % 4 : room % 3 === 1 ? i % 2 : i % 4);

/** A room in which nobody chose waits for the trainer; the others decide by their votes, all at once. */
async function decideWhereNobodyDid(round) {
  for (const room of trainer.sections.trainer.rooms)
    if (room.decision < 0 && ![...room.first, ...room.second].some((votes) => votes > 0))
      await trainer.say('room_decide', { room: room.room, round, option: room.room % 3 });
}

for (let round = 0; round < asked.rounds; round++) {
  await to(round, 'situation');
  await shown(round, 'situation');
  for (const step of STEPS.slice(1)) {
    const { steps } = people[0].link.sections.round;
    if (steps !== undefined && !steps.includes(step)) continue;
    if (step === 'diagnosis' && (people[0].link.sections.round.dilemma?.diagnosis?.length ?? 1) === 0) continue;
    await timed(`round ${round + 1}: to ${step}`, async () => {
      await pressMain();
      await until(
        async () => people[0].link.step !== STEPS[STEPS.indexOf(step) - 1] && people[0].link.step !== undefined,
        () => step,
      );
      await seen(people[0].link.step);
      await desk.page.waitForTimeout(500);
    });
    if (people[0].link.step !== step) continue; // This round has no such step.
    await shown(round, step);
    const options = people[0].link.sections.round.dilemma?.options?.length ?? 3;
    if (step === 'choice') {
      for (const [n, name] of PHONES.entries()) await screens.get(name).page.locator('.option').nth(n).click();
      await timed(`round ${round + 1}: votes`, () =>
        all((one) => [
          'vote_cast',
          {
            round,
            option: first(one) % options,
            confidence: 1 + (one.i % 3),
            reason: REASONS[(one.i + one.room) % REASONS.length],
          },
        ]),
      );
      await pictures(`${round + 1}-3-choice-voted`);
    }
    if (step === 'decision') {
      for (const name of PHONES) await screens.get(name).page.locator('.option').first().click();
      await timed(`round ${round + 1}: second votes`, () =>
        all((one) => ['second_cast', { round, option: (one.room + (one.i > 3 ? 1 : 0)) % options }]),
      );
      await pictures(`${round + 1}-5-decision-voted`);
      await decideWhereNobodyDid(round);
    }
  }
}

// ---- the talk afterwards ----------------------------------------------------------------------------
await desk.click('trainer.more');
await desk.page.screenshot({ path: join(asked.out, '80-more-desk.png') });
await timed('the end', async () => {
  await desk.click('trainer.end');
  await desk.click('trainer.end_go');
  await desk.page.locator('.take-list').waitFor();
  await desk.page.waitForTimeout(2000);
});
await pictures('90-debrief');
await desk.page.getByRole('tab', { name: desk.t('trainer.tab_matrix') }).click();
await desk.page.screenshot({ path: join(asked.out, '91-matrix-desk.png'), fullPage: true });

figures.sort((a, b) => b.longest_ms - a.longest_ms);
writeFileSync(join(asked.out, 'figures.json'), JSON.stringify(figures, null, 1));
if (asked.json) for (const one of figures) console.log(JSON.stringify(one));
else
  for (const { screen, what, longest_ms, busy_ms } of figures.slice(0, 40))
    console.log(
      screen.padEnd(8),
      String(longest_ms).padStart(6),
      'ms at one stretch,',
      String(busy_ms).padStart(7),
      'ms in all:',
      what,
    );
for (const link of [trainer, ...people.map((one) => one.link)]) link.close();
await browser.close();
await server.close();
