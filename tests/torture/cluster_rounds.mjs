// cluster_rounds.mjs -- what a cluster must survive, as figures: for the test of every run (system/nodes.test.mjs) and
// for `./dev torture cluster`. People vote through pages (lib/pages.mjs) behind a proxy before the nodes; each vote
// has a reason of its own, so that afterwards the events in the database tell how often each of them was taken.
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '../lib/cluster.mjs';
import { chanceOf } from '../lib/chaos.mjs';
import { page } from '../lib/pages.mjs';
import { Link, choosing } from '../lib/people.mjs';
import { Pair } from '../lib/postgres.mjs';
import { until } from '../lib/server.mjs';
import { Wire } from '../lib/wire.mjs';

const PEOPLE = 3; // Of each session.

/** Somebody who votes again as soon as the last vote has its answer. */
class Voter {
  /** What was acknowledged: its reason, and when it was asked and answered. */
  acknowledged = [];
  #count = 0;
  #isOver = false;

  constructor(origin, seat, name) {
    this.name = name;
    this.live = page(origin, seat.token);
  }

  /** Until the last one has its answer. A refusal is one, too: it was not taken. */
  #answer() {
    return new Promise((resolve) => {
      const look = () => {
        const { outbox, refused } = this.live.screen();
        if (outbox.some(({ acked }) => acked === undefined)) return;
        stop();
        resolve(refused === null);
      };
      const stop = this.live.subscribe(look);
      look();
    });
  }

  async begin() {
    while (!this.#isOver) {
      const reason = `reden ${this.name}-${++this.#count}.`;
      const asked_ms = performance.now();
      this.live.command({ type: 'vote_cast', round: 0, option: this.#count % 3, confidence: 1, reason });
      if (await this.#answer()) this.acknowledged.push({ reason, asked_ms, answered_ms: performance.now() });
      await pause(100 + (this.#count % 5) * 10); // A link may send ten messages a second.
    }
  }

  /** When the first vote that was asked after this moment was acknowledged; undefined: none was yet. */
  answeredAfter(ms) {
    const last = this.acknowledged.at(-1);
    if (last === undefined || last.asked_ms < ms) return undefined;
    return this.acknowledged.find(({ asked_ms }) => asked_ms >= ms).answered_ms;
  }

  end() {
    this.#isOver = true;
    this.live.close();
  }
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor((values.length - 1) / 2)] ?? 0;
const figure = (name, value, unit = '') => ({ name, value: Math.round(value * 1000) / 1000, unit });

/** All that a torture needs, and its end. */
class Field {
  #ends = [];

  /** Two nodes, each with a wire of its own to both databases; a session made at each, under load. */
  static async open({ seed = 1, sessions = 4 } = {}) {
    const field = new Field();
    try {
      await field.#begin(seed, sessions);
    } catch (error) {
      await field.close();
      throw error;
    }
    return field;
  }

  after(end) {
    this.#ends.push(end);
  }

  async #begin(seed, sessions) {
    this.chance = chanceOf(seed);
    this.pair = await Pair.start();
    this.after(() => this.pair.remove());
    this.wires = new Map();
    this.cluster = await Cluster.on(this.pair, 2, this, (name) => this.#wired(name));
    this.sessions = [];
    this.voters = [];
    for (let i = 0; i < sessions; i++) {
      const session = await choosing(this.cluster.node(`n${1 + (i % 2)}`), PEOPLE);
      this.sessions.push(session);
      for (const one of [session.trainer, ...session.people]) await one.close();
      for (const [who, seat] of session.people.entries())
        this.voters.push(new Voter(this.cluster.origin, seat, `${i}-${who}`));
    }
    for (const voter of this.voters) voter.begin();
    await this.allAnswered(performance.now());
  }

  async #wired(name) {
    const wires = [];
    for (const { port } of this.pair.both) wires.push(await Wire.to(port));
    this.wires.set(name, wires);
    this.after(() => wires.forEach((wire) => wire.close()));
    return this.pair.url(wires.map(({ port }) => port));
  }

  owner(session = this.sessions[0]) {
    return this.pair.ask(
      `SELECT n.name FROM dilemma.session s JOIN dilemma.node n ON n.id = s.node WHERE s.code = '${session.code}'`,
    );
  }

  /** Until every person has an acknowledgement of something asked after that moment; how long the last one waited. */
  async allAnswered(from_ms) {
    await until(
      () => this.voters.every((voter) => voter.answeredAfter(from_ms) !== undefined),
      () =>
        this.voters
          .filter((voter) => voter.answeredAfter(from_ms) === undefined)
          .map(({ name, live }) => `an answer to ${name}, whose link is ${live.screen().link}`)
          .join('\n'),
    );
    return Math.max(...this.voters.map((voter) => voter.answeredAfter(from_ms))) - from_ms;
  }

  /** Some votes later, at a moment that chance chooses. */
  async somewhere() {
    await this.allAnswered(performance.now());
    await pause(this.chance(300));
  }

  /** How often each reason stands in the events. */
  #stored() {
    const rows = this.pair.ask(
      "SELECT (regexp_match(encode(data, 'escape'), 'reden [0-9]+-[0-9]+-[0-9]+[.]'))[1], count(*)" +
        ' FROM dilemma.event GROUP BY 1',
    );
    return new Map(
      rows
        .split('\n')
        .map((row) => row.split('|'))
        .filter(([reason]) => reason !== '')
        .map(([reason, count]) => [reason, Number(count)]),
    );
  }

  /** What became of all that was asked. */
  count() {
    const acknowledged = this.voters.flatMap((voter) => voter.acknowledged);
    const stored = this.#stored();
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.filter(({ reason }) => !stored.has(reason)).length,
      doubled: [...stored.values()].filter((count) => count > 1).length,
    };
  }

  async close() {
    for (const voter of this.voters ?? []) voter.end();
    for (const end of this.#ends.reverse()) await end();
  }
}

/** `times` times, something happens to a cluster under load: `strike` says how long people waited. */
async function rounds(name, times, options, strike) {
  const field = await Field.open(options);
  try {
    const waits = [];
    const more = [];
    for (let time = 0; time < times; time++) {
      await field.somewhere();
      const { waited_ms, ...rest } = await strike(field, time);
      waits.push(waited_ms / 1000);
      more.push(rest);
    }
    const { acknowledged, lost, doubled } = field.count();
    return {
      more,
      lines: [
        figure(`${name}_times`, times),
        figure(`${name}_acknowledged`, acknowledged),
        figure(`${name}_acknowledged_lost`, lost),
        figure(`${name}_doubled`, doubled),
        figure(`${name}_back_median`, median(waits), 's'),
        figure(`${name}_back_longest`, Math.max(0, ...waits), 's'),
      ],
    };
  } finally {
    await field.close();
  }
}

/** A node that has sessions is killed; the other takes them. */
export async function nodesKilled(times) {
  const { lines } = await rounds('node_kills', times, { seed: 1 }, async (field) => {
    const name = field.owner();
    const node = field.cluster.node(name);
    const killed_ms = performance.now();
    await node.kill();
    const waited_ms = await field.allAnswered(killed_ms);
    await node.up();
    return { waited_ms };
  });
  return lines;
}

/** A node that has sessions is told to stop, as for an update, and starts again. */
export async function nodesDrained(times) {
  const { lines, more } = await rounds('drains', times, { seed: 2 }, async (field) => {
    const node = field.cluster.node(field.owner());
    const told_ms = performance.now();
    await node.stop();
    const ended_ms = performance.now() - told_ms;
    const waited_ms = await field.allAnswered(told_ms);
    await node.up();
    return { waited_ms, ended_ms };
  });
  const ends = more.map(({ ended_ms }) => ended_ms / 1000);
  return [
    ...lines,
    figure('drains_ended_median', median(ends), 's'),
    figure('drains_ended_longest', Math.max(0, ...ends), 's'),
  ];
}

/** The primary is killed, and the standby is promoted; the killed one becomes the standby. */
export async function primariesKilled(times) {
  const { lines } = await rounds('primary_kills', times, { seed: 3 }, async (field) => {
    const killed_ms = performance.now();
    await field.pair.failOver();
    const waited_ms = await field.allAnswered(killed_ms);
    await field.pair.mend();
    return { waited_ms };
  });
  return lines;
}

/** All connections of a node to its database are cut, wherever their bytes are. */
export async function connectionsCut(times) {
  const { lines } = await rounds('cuts', times, { seed: 4 }, async (field, time) => {
    const cut_ms = performance.now();
    for (const wire of field.wires.get(`n${1 + (time % 2)}`)) wire.cut();
    return { waited_ms: await field.allAnswered(cut_ms) };
  });
  return lines;
}

/** What comes to a node that cannot work now, by a link that it has: a vote that must never be there. */
async function askedOf(node, token, reason) {
  const link = await Link.open(node, token);
  return {
    link,
    ask: () => {
      const id = link.nextId();
      link.send({ t: 'command', id, type: 'vote_cast', round: 0, option: 0, confidence: 1, reason });
      return id;
    },
  };
}

/** A node sleeps, or is cut off from its database, until it was replaced; then it wakes with votes to write. */
async function replaced(field, time, { sleep, wake }) {
  const name = field.owner();
  const node = field.cluster.node(name);
  const { link, ask } = await askedOf(node, field.sessions[0].people[0].token, `zombie ${time}.`);
  await field.allAnswered(performance.now());
  const slept_ms = performance.now();
  sleep(node, name);
  const id = ask();
  const other = field.cluster.node(field.cluster.others(name)[0]);
  await until(
    async () => {
      const probe = await Link.open(other, field.sessions[0].people[1].token, { silent: true });
      const said = await probe.until((l) => l.messages.find((m) => m.t === 'error' || m.t === 'view'), 'an answer');
      await probe.close();
      return said.t === 'view';
    },
    () => 'the other node to take the session over',
  );
  wake(node, name);
  await until(
    () => !node.isUp,
    () => 'the one that was replaced to end',
  );
  await node.over();
  const waited_ms = await field.allAnswered(slept_ms);
  const wrote = link.messages.some((m) => m.t === 'ack' && m.id === id) ? 1 : 0;
  await link.close();
  await node.up();
  return { waited_ms, wrote };
}

/** Half of them sleep, half are cut off from their database by a wire that hangs. */
export async function zombies(times) {
  let stored = 0;
  const { lines, more } = await rounds('zombies', times, { seed: 5 }, async (field, time) => {
    const way =
      time % 2 === 0
        ? {
            sleep: (node) => process.kill(node.pid, 'SIGSTOP'),
            wake: (node) => process.kill(node.pid, 'SIGCONT'),
          }
        : {
            sleep: (_, name) => field.wires.get(name).forEach((wire) => wire.hang(true)),
            wake: (_, name) => field.wires.get(name).forEach((wire) => wire.hang(false)),
          };
    const said = await replaced(field, time, way);
    stored += Number(
      field.pair.ask(`SELECT count(*) FROM dilemma.event WHERE encode(data, 'escape') LIKE '%zombie ${time}.%'`),
    );
    return said;
  });
  return [
    ...lines,
    figure(
      'zombies_acknowledged_votes_of_one_wrong',
      more.reduce((sum, { wrote }) => sum + wrote, 0),
    ),
    figure('zombies_events_of_one_wrong', stored),
  ];
}
