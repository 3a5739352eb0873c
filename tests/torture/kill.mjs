// kill.mjs TIMES [--json] -- the real server is killed under load, again and again. Whatever was acknowledged is there
// afterwards, nothing is said to be missing, and people are back where they were. Exits with 1 when it is not so.
import { rmSync } from 'node:fs';
import { Server } from '../lib/server.mjs';
import { Link, advance, createSession, participant } from '../lib/people.mjs';
import { commandLine } from '../lib/tool.mjs';

const PEOPLE = 12;
const { times, json } = commandLine('node tests/torture/kill.mjs [--times N] [--json]', {
  options: { times: 50, json: false },
});

/** Somebody who changes their vote as soon as the last one is acknowledged. */
class Voter {
  constructor(link) {
    this.link = link;
    this.token = link.token;
    this.acknowledged = 0;
    this.sent = 0;
  }

  async vote(isOver) {
    while (!isOver()) {
      const number = ++this.sent;
      const answer = await this.link.ask('vote_cast', {
        round: 0,
        option: number % 3,
        confidence: 1,
        reason: `reden ${number}`,
      });
      if (answer.t !== 'ack') throw new Error(JSON.stringify(answer));
      this.acknowledged = number;
    }
  }

  /** Back after the kill: what the server has must be what was acknowledged, or what was sent after it. */
  async back(server) {
    this.link = await Link.open(server, this.token);
    const reason = this.link.sections.me?.reason ?? '';
    const kept = Number(/\d+/.exec(reason)?.[0] ?? 0);
    return kept >= this.acknowledged && kept <= this.sent;
  }
}

/** Until the server is killed: then nobody answers any more. */
function underLoad(voters, ms) {
  let over = false;
  for (const voter of voters) voter.vote(() => over).catch(() => {});
  return new Promise((resolve) =>
    setTimeout(() => {
      over = true;
      resolve();
    }, ms),
  );
}

const server = await Server.start();
const { trainer, code } = await createSession(server, {
  mode: 'one_room',
  rooms_count: 1,
  room_seats_max: PEOPLE,
  close: 'trainer',
});
const voters = [];
for (let i = 0; i < PEOPLE; i++) voters.push(new Voter(await participant(server, code, `Persoon ${i}`)));
await trainer.say('session_start');
await advance(trainer, 'choice');
await Promise.all(voters.map((v) => v.link.until((l) => l.step === 'choice', 'the choice')));
let lost = 0;
let told = 0;
for (let time = 0; time < times; time++) {
  await underLoad(voters, 50 + ((time * 197) % 450));
  await server.kill();
  const from = server.log.length;
  await server.up();
  told += (server.log.slice(from).match(/event=(loss|damage|poisoned)/g) ?? []).length;
  for (const voter of voters) lost += (await voter.back(server)) ? 0 : 1;
}
const acknowledged = voters.reduce((sum, v) => sum + v.acknowledged, 0);
await server.stop();
rmSync(server.folder, { recursive: true, force: true });
if (json) console.log(JSON.stringify({ name: 'kill', times, acknowledged, lost, told }));
else console.log(`killed ${times} times, ${acknowledged} acknowledged votes, ${lost} lost, ${told} false alarms`);
process.exit(lost + told > 0 || acknowledged < times ? 1 : 0);
