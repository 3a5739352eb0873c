// failing.mjs LIBRARY [--every N] [--only STORY] [--json] -- the real server plays the twelve stories of stories.mjs.
// Each allocation, each call that reaches a file, and each write for want of space, fails once: the first, the second,
// and so on (with --every N each N-th). LIBRARY is failing.c, compiled. Exits with 1 when
//
//   - the process dies of it; of a failed file it may end, with code 1, as a failed write is the end of a process;
//   - something that was acknowledged is not there afterwards, or counts twice, or is refused when it comes again;
//   - a link that stays gets no answer, or the server does not take the next request.
//
// What time it is says the tool (order.mjs), so that nothing here depends on how fast the machine is: it stands still
// but for what a play says; where something fails it goes on, as the server may wait before it tries again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PATIENCE, Server, freePort } from '../lib/server.mjs';
import { commandLine } from '../lib/tool.mjs';
import { KINDS, Order } from './order.mjs';
import { NAMES, Silence, Witness, play } from './stories.mjs';

const { library, every, only, json } = commandLine(
  'node tests/torture/failing.mjs LIBRARY [--every N] [--only STORY] [--json]',
  { operands: { library: undefined }, options: { every: 1, only: '', json: false } },
);
if (only !== '' && !NAMES.includes(only)) {
  console.error(`there is no play '${only}', but ${NAMES.join(', ')}`);
  process.exit(2);
}
const ENDS = { memory: [], files: [1], space: [1] }; // Exit codes that a fault of this kind may lead to.

const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
const order = new Order(join(folder, 'order'));
const server = new Server(folder, await freePort(), ['--log-level', 'warning']);
server.limits = ['env', `LD_PRELOAD=${resolve(library)}`, `DILEMMA_FAILING=${join(folder, 'order')}`];
await server.up();
// Whatever ends this tool takes the server along.
process.on('exit', () => {
  if (server.isUp) process.kill(server.pid, 'SIGKILL');
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));

/** Alive and taking requests (null), or how it ended. */
async function state() {
  let end;
  server.ended.then((how) => {
    end = how;
  });
  for (;;) {
    const ready = await fetch(`${server.origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (end !== undefined) return end;
    if (ready) return null;
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

const bounded = (promise, ms) =>
  Promise.race([promise, new Promise((done) => setTimeout(() => done('neither ready nor gone'), ms).unref())]);

/** One play in which the k-th of this kind fails; what is wrong after it, in sentences. */
async function once(kind, name, k, figures) {
  const witness = new Witness();
  const from = server.log.length;
  const wrong = [];
  order.set(kind, k);
  const stand = order.runs();
  try {
    figures.whole += (await play(server, name, witness, order)) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Silence)) throw error;
    wrong.push(error.message);
  }
  figures.failed += order.failed;
  order.clear();
  const end = await bounded(state(), PATIENCE);
  if (end === 'neither ready nor gone') {
    wrong.push(end);
    await server.kill();
    await server.up();
  } else if (end !== null) {
    await server.over();
    if (end.signal !== null || !ENDS[kind].includes(end.code)) wrong.push(`ended: ${end.signal ?? end.code}`);
    figures.ends++;
    await server.up();
  }
  wrong.push(...(await witness.missing(server).catch((error) => [error.message])));
  stand();
  const told = server.log.slice(from).match(/event=(loss|damage)\b/g);
  if (told !== null) wrong.push(`a false alarm: ${told}`);
  figures.runs++;
  figures.acknowledged += witness.acks;
  figures.refused += witness.refused;
  return wrong;
}

async function story(kind, name) {
  const figures = { runs: 0, failed: 0, ends: 0, whole: 0, acknowledged: 0, refused: 0, wrong: 0 };
  const first = new Witness();
  await play(server, name, new Witness(), order); // What is made once, and kept, is made.
  order.set(kind, 0);
  const whole = await play(server, name, first, order);
  const calls = order.counted;
  order.clear();
  if (!whole || first.refused > (name === 'lobby' ? 1 : 0)) throw new Error(`${name} does not go to its end by itself`);
  await first.missing(server);
  for (let k = 1; k <= calls; k += every) {
    const wrong = await once(kind, name, k, figures);
    figures.wrong += wrong.length;
    for (const sentence of wrong) console.error(`${name}, ${kind} ${k}: ${sentence}`);
  }
  return { name: `failing_${kind}_${name}`, calls, ...figures };
}

let wrong = 0;
for (const kind of Object.keys(KINDS))
  for (const name of NAMES.filter((one) => only === '' || one === only)) {
    const line = await story(kind, name);
    wrong += line.wrong;
    if (json) console.log(JSON.stringify(line));
    else
      console.log(
        `${name}, ${kind}: ${line.runs} of ${line.calls} failed in turn, ${line.ends} ends of the process, ` +
          `${line.acknowledged} acknowledged, ${line.wrong} wrong`,
      );
  }
order.runs();
await server.close();
order.close();
rmSync(folder, { recursive: true, force: true });
process.exit(wrong > 0 ? 1 : 0);
