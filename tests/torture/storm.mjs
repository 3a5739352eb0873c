// storm.mjs -- what a bad network may not do, as figures: for the test of every run (tests/system/network.test.mjs)
// and for `./dev torture network`.
import { Chaos, chanceOf } from '../lib/chaos.mjs';
import { Link, advance, createSession, participant } from '../lib/people.mjs';
import { answered, isEmpty, isLive, page } from '../lib/pages.mjs';
import { Server, until } from '../lib/server.mjs';

const EXTENSION_S = 10;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Somebody who does the next thing as long as the storm lasts, when there is room in the outbox. */
async function keepsOn(live, isOver, chance, act) {
  let count = 0;
  while (!isOver()) {
    if (live.screen().outbox.length < 8) act(count++);
    await pause(100 + chance(400));
  }
  return count;
}

async function session(server, people, settings = {}) {
  const made = await createSession(server, {
    mode: 'one_room',
    rooms_count: 1,
    room_seats_max: Math.max(people, 2),
    close: 'trainer',
    ...settings,
  });
  const seats = [];
  for (let i = 0; i < people; i++) seats.push(await participant(server, made.code, `Persoon ${i}`));
  await made.trainer.say('session_start');
  await advance(made.trainer, 'choice');
  return { ...made, seats };
}

/** People vote and change their votes, and a trainer gives ten seconds more again and again, which counts every time:
 *  at the end the time is what was given, and each vote is the last one. */
export async function storm({ seconds, people, seed, network = {} }) {
  const server = await Server.start();
  const { trainer, token, seats } = await session(server, people);
  await trainer.say('room_extend', { room: 0, seconds: EXTENSION_S });
  const deadline = () => trainer.sections.timer.rooms[0].deadline_ms;
  await trainer.until(() => deadline() > 0, 'a deadline');
  const before = deadline();
  const chaos = await Chaos.between(server, { seed, ...network });
  const chance = chanceOf(seed + 1);
  const desk = page(chaos.origin, token);
  const phones = seats.map((seat) => page(chaos.origin, seat.token));
  await until(
    () => [desk, ...phones].every(isLive),
    () => 'everybody to be in',
  );
  const end = Date.now() + seconds * 1000;
  const isOver = () => Date.now() >= end;
  const last = phones.map(() => '');
  const counts = await Promise.all([
    keepsOn(desk, isOver, chance, () => desk.command({ type: 'room_extend', room: 0, seconds: EXTENSION_S })),
    ...phones.map((phone, who) =>
      keepsOn(phone, isOver, chance, (n) => {
        last[who] = `reden ${n}`;
        phone.command({ type: 'vote_cast', round: 0, option: n % 3, confidence: 0, reason: last[who] });
      }),
    ),
  ]);
  chaos.calm();
  for (const live of [desk, ...phones]) await answered(live, 'an answer to all');
  const probe = await trainer.say('result_show', { room: 0, shown: true });
  await trainer.until((link) => link.seq >= probe.seq, 'what is');
  const given = (deadline() - before) / 1000 / EXTENSION_S;
  const wrong = [];
  for (const [who, seat] of seats.entries()) {
    const now = await Link.open(server, seat.token);
    if ((now.sections.me?.reason ?? '') !== last[who]) wrong.push(who);
    await now.close();
  }
  for (const live of [desk, ...phones]) live.close();
  chaos.close();
  for (const one of [trainer, ...seats]) await one.close();
  await server.close();
  return [
    { name: 'answers', value: counts.reduce((a, b) => a + b), unit: '' },
    { name: 'extensions asked', value: counts[0], unit: '' },
    { name: 'extensions lost or counted twice, wrong', value: Math.abs(counts[0] - given), unit: '' },
    { name: 'votes that are wrong', value: wrong.length, unit: '' },
    ...Object.entries(chaos.struck).map(([name, value]) => ({ name, value, unit: '' })),
  ];
}

/** So many links, cut in one instant: how many are back, and how long it took. */
export async function together({ links }) {
  const server = await Server.start(['--connections-max', String(links + 100)]);
  const groups = [];
  const pages = [];
  const chaos = await Chaos.between(server, {
    latency_ms: 0,
    bits_per_second: 1e9,
    stall: 0,
    resets: 1e9,
    outages: 1e9,
  });
  const each = 10;
  for (let made = 0; made < links; made += each) {
    const group = await session(server, each, {});
    groups.push(group);
    for (const seat of group.seats) {
      await seat.close();
      pages.push(page(chaos.origin, seat.token));
    }
  }
  await until(
    () => pages.every(isLive),
    () => 'all to be in',
  );
  chaos.cut();
  const began = Date.now();
  for (const [who, one] of pages.entries())
    one.command({ type: 'vote_cast', round: 0, option: who % 3, confidence: 0, reason: `terug ${who}` });
  await until(
    () => pages.every(isEmpty),
    () => 'all to be back',
  );
  const seconds = (Date.now() - began) / 1000;
  for (const one of pages) one.close();
  chaos.close();
  for (const { trainer } of groups) await trainer.close();
  await server.close();
  return [
    { name: 'links cut at once', value: pages.length, unit: '' },
    { name: 'links lost', value: pages.filter((one) => !isEmpty(one)).length, unit: '' },
    { name: 'seconds until all are back and answered', value: seconds, unit: 's' },
  ];
}
