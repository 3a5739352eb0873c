// markup.test.mjs -- what people write is text on every screen, and nothing else: two hundred payloads in names,
// titles, reasons, notes, messages and stories, on phones, the desk, the wall, the author's page and the report. None
// runs, and none even reaches the policy that would stop it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advance, call, createSession, participant } from '../lib/people.mjs';
import { Person, SIZES } from '../lib/browser.mjs';
import { PAYLOADS, packed, short } from '../lib/payloads.mjs';
import { ROOT } from '../lib/server.mjs';
import { browser, kept, server } from '../lib/stage.mjs';

const { zipSync, strToU8 } = createRequire(join(ROOT, 'clients', 'package.json'))('fflate');

const [REASON, NOTE, MESSAGE, NAME, TITLE] = [280, 600, 280, 48, 80];
const PEOPLE = 11;
const ROOM_ALL = 254;

/** A page that counts what runs and what the policy reports. */
async function watched(url, options) {
  const person = kept(await Person.open(browser, 'about:blank', options));
  person.ran = [];
  await person.page.exposeFunction('told', (what) => void person.ran.push(what));
  await person.page.addInitScript(() => {
    window.xss = () => window.told('a payload ran');
    addEventListener('securitypolicyviolation', (event) => window.told(`${event.violatedDirective}: ${event.sample}`));
  });
  person.page.on('dialog', (dialog) => {
    person.ran.push(dialog.message());
    dialog.dismiss();
  });
  await person.page.goto(url, { waitUntil: 'load' });
  return person;
}

/** The payloads that stand on this screen, as they were written. */
async function shown({ page }) {
  const text = (await page.innerText('body')).replaceAll(/\s+/g, ' ');
  return PAYLOADS.filter((payload) => text.includes(payload));
}

function nothingRan(people) {
  for (const { name, ran, problems } of people) assert.deepEqual([name, ran, problems], [name, [], []]);
}

test('two hundred payloads in every field of a session are text on every screen', { timeout: 600_000 }, async () => {
  assert.equal(new Set(PAYLOADS).size, 200);
  const reasons = packed(REASON);
  const notes = packed(NOTE);
  const names = short(NAME);
  const session = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: 12,
    close: 'trainer',
    title: short(TITLE)[7],
    trainer_name: names[3],
  });
  const trainer = kept(session.trainer);
  const people = [];
  for (let i = 0; i < PEOPLE; i++)
    people.push(kept(await participant(server, session.code, names[(i * 7) % names.length], undefined, 'nl')));
  const screens = [
    await watched(`${server.origin}/trainer/#t=${session.token}`, { size: SIZES.laptop, name: 'desk' }),
    await watched(`${server.origin}/projector/#t=${session.projector_token}`, { size: SIZES.projector, name: 'wall' }),
    await watched(`${server.origin}/#t=${people[0].token}`, { name: 'phone' }),
  ];
  const onScreen = new Set();
  const seen = { reasons: 0, notes: 0 };
  await trainer.say('session_start');
  for (let round = 0; seen.reasons < reasons.length || seen.notes < notes.length; round++) {
    await advance(trainer, 'choice', 0);
    for (const [i, one] of people.entries()) {
      const reason = reasons[seen.reasons++ % reasons.length];
      await one.say('vote_cast', { round, option: i % 2, confidence: 0, reason });
    }
    await advance(trainer, 'decision', 0);
    await trainer.say('room_decide', { room: 0, round, option: 0 });
    await advance(trainer, 'reflection', 0);
    for (const one of people) await one.say('reflection_share', { round, text: notes[seen.notes++ % notes.length] });
    for (const screen of screens) for (const payload of await shown(screen)) onScreen.add(payload);
    nothingRan(screens);
    await trainer.say('room_next', { room: 0, round, step: 'reflection' });
  }
  for (const text of packed(MESSAGE)) {
    await trainer.say('message_send', { room: ROOM_ALL, text });
    await screens[2].see(text.slice(0, 20));
    for (const payload of await shown(screens[2])) onScreen.add(payload);
  }
  await trainer.say('session_end');
  for (const screen of screens) await screen.page.reload({ waitUntil: 'load' });
  await screens[0].see(names[7 % names.length]);
  for (const path of ['/api/export.json', '/api/export.csv']) {
    const { headers } = await call(server, 'GET', path, { token: session.token });
    assert.match(headers.get('content-type'), /^(application\/json|text\/csv)/);
  }
  for (const screen of screens) for (const payload of await shown(screen)) onScreen.add(payload);
  assert.equal(onScreen.size, PAYLOADS.length, 'every payload stood on a screen');
  nothingRan(screens);
});

test('lines of a report are text', { timeout: 300_000 }, async () => {
  const reader = await watched(`${server.origin}/report/`, { size: SIZES.laptop, name: 'report' });
  const lines = PAYLOADS.map((name) => JSON.stringify({ name, value: 7 }));
  await reader.page.setInputFiles('input[type=file]', {
    name: `${short(NAME)[0]}.jsonl`,
    mimeType: 'text/plain',
    buffer: Buffer.from(lines.join('\n')),
  });
  await reader.see(PAYLOADS.at(-1));
  assert.equal((await shown(reader)).length, PAYLOADS.length);
  nothingRan([reader]);
});

/** A story in which every text is another payload. */
function story() {
  const folder = join(ROOT, 'scenarios', 'open-kaart');
  const read = (file) => JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  let count = 0;
  const fill = (json) => {
    if (typeof json === 'string') return PAYLOADS[count++ % PAYLOADS.length];
    if (Array.isArray(json)) return json.map(fill);
    if (json === null || typeof json !== 'object') return json;
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fill(value)]));
  };
  const files = { scenario: read('scenario'), nl: fill(read('nl')), en: fill(read('en')) };
  assert.ok(count > PAYLOADS.length);
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([n, v]) => [`x/${n}.json`, strToU8(JSON.stringify(v))]))),
  );
}

test('the texts of a story are text where it is written and where it is shown', { timeout: 300_000 }, async () => {
  const author = await watched(`${server.origin}/author/#key=${server.trainerKey}`, {
    size: SIZES.laptop,
    name: 'author',
  });
  await author.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: story() });
  await author.page.locator('.device .story').waitFor();
  assert.ok((await shown(author)).length > 5);
  nothingRan([author]);
});

test('markup that were taken for markup would be noticed', { timeout: 300_000 }, async () => {
  const page = await watched(`${server.origin}/`, { name: 'control' });
  await page.page.evaluate(() => {
    document.body.innerHTML = '<img src=x onerror="xss()">';
  });
  while (page.ran.length === 0) await page.page.waitForTimeout(20);
  assert.match(page.ran[0], /script-src/);
  assert.equal(page.problems.splice(0).length, 1);
});
