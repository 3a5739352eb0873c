// alone.mjs [--json] -- what playing without a server takes of a phone: the size of the core as it travels, its start
// in a browser whose processor is four times slower than this one (the best of five: the module compiled, the catalogue
// and a full story read, the session begun, the first view written), and the memory of such a session, which is the
// most of all stories. Of what the clients were built with last.
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENTS } from '../lib/server.mjs';
import { launch } from '../lib/browser.mjs';
import { commandLine } from '../lib/tool.mjs';
import { moduleSource, msgpack } from '../wasm/letters.mjs';

const SLOWER = 4;
const TIMES = 5;
const { json } = commandLine('node tests/bench/alone.mjs [--json]', { options: { json: false } });

const assets = join(CLIENTS, 'assets');
const named = (start, end) => readdirSync(assets).find((name) => name.startsWith(start) && name.endsWith(end));
const [core, catalogue] = [named('core-', '.wasm'), named('catalogue-', '.json')];
const stories = readdirSync(assets).filter((name) => /^story-.*\.json$/.test(name));

const hello = [...msgpack.encode({ t: 'hello', token: 'x', version: 1, lang: 'nl', client: 5 })];

/* In the page: the time of one start, and the memory that it took. */
async function start({ core, catalogue, story, id, hello }) {
  const { openCore } = await import('/module.js');
  const bytes = async (name) => (await fetch(`/${name}`)).arrayBuffer();
  const text = (data) => JSON.parse(new TextDecoder().decode(data));
  const [wasm, words, told] = await Promise.all([core, catalogue, story].map(bytes));
  const began = performance.now();
  const opened = await openCore(wasm, [text(words), text(told).files], id);
  opened.begin(new Uint8Array(32).fill(7), 'Jij', 0, 11, 1_700_000_000_000);
  opened.hear(Uint8Array.from(hello), 1_700_000_001_000);
  return { ms: performance.now() - began, bytes: opened.memoryBytes() };
}

const TYPES = { js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };
const moduleText = await moduleSource();
const server = createServer((request, response) => {
  const name = request.url.slice(1);
  const type = TYPES[name.split('.').pop()];
  if (type === undefined) response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>');
  else
    response
      .writeHead(200, { 'Content-Type': type })
      .end(name === 'module.js' ? moduleText : readFileSync(join(assets, name)));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await launch(undefined, { fast: true });

/* Each start in a page of its own: nothing is compiled yet. */
async function started(story, slower) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const id = /^story-(.*)-[0-9A-F]{8}\.json$/.exec(story)[1];
  const result = await page.evaluate(start, { core, catalogue, story, id, hello });
  await context.close();
  return result;
}

const full = stories.find((name) => name.startsWith('story-de-nieuwe-vrijheid-'));
/* Whatever else this machine does makes it only longer. */
const timeOf = async (slower) => {
  const times = [];
  for (let i = 0; i < TIMES; i++) times.push((await started(full, slower)).ms);
  return Math.round(Math.min(...times));
};
const memory = [];
for (const story of stories) memory.push((await started(story, 1)).bytes);
const rows = [
  ['alone_core_brotli_bytes', readFileSync(join(assets, `${core}.br`)).length, 'bytes'],
  ['alone_start_ms', await timeOf(1), 'ms'],
  [`alone_start_${SLOWER}_times_slower_ms`, await timeOf(SLOWER), 'ms'],
  ['alone_memory_bytes', Math.max(...memory), 'bytes'],
];
await browser.close();
server.close();
for (const [name, value, unit] of rows)
  console.log(json ? JSON.stringify({ name, value, unit }) : `${name.padEnd(40)} ${value} ${unit}`);
