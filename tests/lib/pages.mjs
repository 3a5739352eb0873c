// pages.mjs -- pages without a browser: the clients' own link and outbox (clients/core/live.ts), in Node.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, until } from './server.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const WebSocket = require('ws');

async function clients() {
  const { build } = require('esbuild');
  const { plugins } = await import('../../clients/build/plugins.mjs');
  const contents = `export { openLive } from './live'; export { openSocket, openStream } from './transport';
    export { memoryShelf } from './storage';`;
  const built = await build({
    stdin: { contents, resolveDir: join(ROOT, 'clients', 'core'), loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: plugins(null),
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString('base64')}`);
}

const { memoryShelf, openLive, openSocket, openStream } = await clients();

/** As a browser opens one: it says where its page comes from. */
class BrowserSocket extends WebSocket {
  constructor(address, protocol) {
    super(address, protocol, { origin: new URL(address.replace(/^ws/, 'http')).origin });
    this.on('error', () => {}); // A browser tells by its close.
  }
}
globalThis.WebSocket = BrowserSocket;

/** A page of this seat, which reaches the server at `origin`. */
export function page(origin, token, random = Math.random) {
  const parts = {
    roads: {
      socket: openSocket(origin, 'msgpack'),
      stream: openStream(origin, 'stream'),
      poll: openStream(origin, 'poll'),
    },
    now: () => Date.now(),
    random,
    after: (delay_ms, run) => {
      const timer = setTimeout(run, delay_ms);
      return () => clearTimeout(timer);
    },
  };
  return openLive(token, () => 'nl', memoryShelf(), parts);
}

export const isEmpty = (live) => live.screen().outbox.length === 0;
export const isLive = (live) => live.screen().seq > 0;

/** Until it has nothing left to ask. */
export const answered = (live, what) =>
  until(
    () => isEmpty(live),
    () => `${what}: ${JSON.stringify(live.screen().outbox)}`,
  );
