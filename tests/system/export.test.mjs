// export.test.mjs -- what leaves a session afterwards says what its journal says, and no more.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BINARY, ROOT, Server } from '../lib/server.mjs';
import { call, playRound } from '../lib/people.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

const replay = (...options) =>
  execFileSync(
    BINARY,
    ['replay', join(server.folder, 'data', 'journal.db'), '--scenarios', join(ROOT, 'scenarios'), ...options],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );

/** Two rooms of these sizes play one round; everybody changes their first vote once. */
async function oneRound(sizes) {
  const session = await playRound(server, sizes, (i) =>
    [(i + 1) % 3, i % 3].map((option) => ({ option, reason: `reden ${i}` })),
  );
  const exported = await call(server, 'GET', '/api/export.json', { token: session.token });
  const csv = await call(server, 'GET', '/api/export.csv', { token: session.token });
  assert.deepEqual([exported.status, csv.status], [200, 200]);
  await Promise.all([session.trainer, ...session.people].map((link) => link.close()));
  return { rounds: exported.body.rounds, csv: csv.body, seats: session.people.map((p) => p.welcome.seat) };
}

test('exported totals equal the journal, and a replay gives the state the server had', async () => {
  const { rounds, csv } = await oneRound([7, 6]);
  await server.stop();
  const events = replay('--events')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const last = (type) => {
    // The last vote of each seat is the one that counts.
    const votes = new Map();
    for (const event of events) if (event.type === type) votes.set(event.by_seat, event.option);
    return votes;
  };
  const room = new Map(events.filter((e) => e.type === 'seat_taken').map((e) => [e.target, e.room]));
  for (const [field, votes] of [
    ['first', last('vote_cast')],
    ['second', last('second_cast')],
  ])
    for (const round of rounds) {
      const counts = [0, 0, 0, 0];
      for (const [seat, option] of votes)
        if (round.room === null || room.get(seat) === round.room - 1) counts[option]++;
      assert.deepEqual(round[field].counts, counts.slice(0, round.options.length), `${field}, ${round.room_name}`);
      assert.equal(
        round[field].people,
        counts.reduce((a, b) => a + b, 0),
      );
    }
  assert.match(csv, /"Keuken";1;/);
  const logged = /event=session_stopped session=(\w+) seq=(\d+) hash=(\w+)/.exec(server.log);
  const replayed = /session=(\w+) seq=(\d+) hash=(\w+)/.exec(replay());
  assert.deepEqual(logged.slice(1), replayed.slice(1));
  await server.up();
});

test('figures about fewer than five people are not exported, not by subtraction either', async () => {
  const { rounds, csv } = await oneRound([7, 3]);
  const [big, small, all] = rounds;
  assert.deepEqual(
    big.first.counts.reduce((a, b) => a + b, 0),
    7,
  );
  assert.equal(small.first.counts, null);
  assert.equal(all.first.counts, null, 'all minus the big room would be the small one');
  assert.equal(small.shifts, null);
  assert.doesNotMatch(csv + JSON.stringify(rounds), /Gast|reden \d/);
});
