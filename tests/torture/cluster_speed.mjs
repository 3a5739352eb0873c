// cluster_speed.mjs -- how fast nodes on PostgreSQL are: `dilemma bench` against a primary and a standby that every
// commit waits for, beside a bare commit of the same PostgreSQL, in the same run.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pair } from '../lib/postgres.mjs';
import { BINARY, ROOT } from '../lib/server.mjs';

const VOTES = 50_000; // Of one `dilemma bench votes`: 1,000 people, 50 votes each.
const BARE_SECONDS = 5;
const EVENT_BYTES = 232; // A vote with its hash.
const TICK_MS = 10; // Of /proc.

const figure = (name, value, unit = '') => ({ name, value: Math.round(value * 1000) / 1000, unit });
const percentile = (values, percent) =>
  [...values].sort((a, b) => a - b)[Math.floor(((values.length - 1) * percent) / 100)];

/** `dilemma bench WHAT`, with its server as this node; `told` is called with each figure as soon as it is there. */
function bench(what, url, node, told = () => {}) {
  const child = spawn(BINARY, ['bench', what, '--json', '--scenarios', join(ROOT, 'scenarios')], {
    env: { ...process.env, DILEMMA_JOURNAL: url, DILEMMA_NODE: node },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const figures = {};
  let [rest, complaints] = ['', ''];
  child.stdout.on('data', (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const { name, value } of lines.map((line) => JSON.parse(line))) {
      figures[name] = value;
      told(name, value);
    }
  });
  child.stderr.on('data', (piece) => {
    complaints += piece;
  });
  const ended = new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve(figures) : reject(new Error(`dilemma bench ${what} ended with ${code}\n${complaints}`)),
    ),
  );
  return { pid: child.pid, ended };
}

/** A transaction of one row, again and again, over one connection: how long each took, in ms. */
function bareCommits(pair) {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-pgbench-'));
  try {
    pair.ask('CREATE TABLE IF NOT EXISTS bare(data bytea NOT NULL)');
    writeFileSync(join(folder, 'one.sql'), `INSERT INTO bare VALUES(decode(repeat('ab', ${EVENT_BYTES}), 'hex'));\n`);
    execFileSync(
      'pgbench',
      [
        ...['-n', '-M', 'prepared', '-c', '1', '-T', String(BARE_SECONDS), '-l', '-f', 'one.sql'],
        ...['-h', '127.0.0.1', '-p', String(pair.primary.port), '-U', 'postgres', 'postgres'],
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return readdirSync(folder)
      .filter((name) => name.startsWith('pgbench_log'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const fresh = (pair) => pair.ask('DROP SCHEMA IF EXISTS dilemma CASCADE');

/** How long an acknowledgement takes: 200 people who vote four times a second each. */
async function acks(pair) {
  fresh(pair);
  const said = await bench('acks', pair.url(), 'n1').ended;
  const bare = bareCommits(pair);
  return [
    figure('ack_p50', said.vote_ack_p50, 'ms'),
    figure('bare_commit_p50', percentile(bare, 50), 'ms'),
    figure('ack_p50_per_bare_commit', said.vote_ack_p50 / percentile(bare, 50)),
    figure('ack_p99', said.vote_ack_p99, 'ms'),
    figure('bare_commit_p99', percentile(bare, 99), 'ms'),
  ];
}

// ---- how much work it is ----------------------------------------------------------------------------------------

const childrenOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // It ended just now.
  }
};

/** Processor time of these processes up to now, in ms. */
const workedMs = (pids) =>
  pids.reduce((sum, pid) => {
    try {
      const [, rest] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      const fields = rest.split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    } catch {
      return sum;
    }
  }, 0);

/** What nodes and databases worked, looked at again and again, so that it can be told of any stretch of time. */
class Meter {
  #samples = [];

  constructor(benches, pair) {
    this.timer = setInterval(() => {
      this.#samples.push({
        at_ms: performance.now(),
        nodes_ms: workedMs(benches.flatMap(({ pid }) => childrenOf(pid))),
        database_ms: workedMs(pair.both.flatMap(({ pid }) => [pid, ...childrenOf(pid)])),
      });
    }, 50);
  }

  #at(ms, what) {
    const after = this.#samples.findIndex(({ at_ms }) => at_ms >= ms);
    return this.#samples[after < 0 ? this.#samples.length - 1 : after][what];
  }

  between(from_ms, to_ms, what) {
    return this.#at(to_ms, what) - this.#at(from_ms, what);
  }

  stop() {
    clearInterval(this.timer);
  }
}

/** So many nodes at once, each with a load of its own. From the first vote of any to the last of all. */
async function votes(pair, count) {
  fresh(pair);
  const spans = [];
  const benches = [];
  for (let i = 1; i <= count; i++)
    benches.push(
      bench('votes', pair.url(), `n${i}`, (name, value) => {
        const to_ms = performance.now();
        if (name === 'votes_per_second') spans.push({ from_ms: to_ms - (VOTES * 1000) / value, to_ms });
        if (spans.length === count) meter.stop(); // What each does afterwards is to know what the machine can.
      }),
    );
  const meter = new Meter(benches, pair);
  await Promise.all(benches.map(({ ended }) => ended)).finally(() => meter.stop());
  const from_ms = Math.min(...spans.map((span) => span.from_ms));
  const to_ms = Math.max(...spans.map((span) => span.to_ms));
  const all = VOTES * count;
  const cost = (what) => (meter.between(from_ms, to_ms, what) * 1000) / all;
  return [
    figure(`votes_per_second_nodes_${count}`, (all * 1000) / (to_ms - from_ms), 'votes/s'),
    figure(`vote_cost_node_nodes_${count}`, cost('nodes_ms'), 'us of a processor'),
    figure(`vote_cost_database_nodes_${count}`, cost('database_ms'), 'us of a processor'),
  ];
}

export async function speed() {
  const pair = await Pair.start(['shared_buffers = 128MB', 'max_wal_size = 1GB']);
  try {
    const lines = await acks(pair);
    for (const count of [1, 2, 3]) lines.push(...(await votes(pair, count)));
    return lines;
  } finally {
    pair.remove();
  }
}
