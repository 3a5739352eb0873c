// stage.mjs -- one server and one browser for the tests of a file; who came on in a test goes off after it.
import { after, afterEach, before } from 'node:test';
import { launch } from './browser.mjs';
import { PATIENCE, Server } from './server.mjs';

/** There from the first test of the file on. */
export let server, browser;
const open = [];

/** Whatever has a `close`: a person, a link. */
export const kept = (one) => {
  open.push(one);
  return one;
};

/** All of them, also when one cannot; then what the first of those said is the failure. */
async function closeAll(all) {
  const results = await Promise.allSettled(all.map(async (one) => one?.close()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

// A hook has no limit of its own: without one, a file whose page does not close never ends.
const limit = { timeout: 2 * PATIENCE };
before(async () => {
  server = await Server.start();
  browser = await launch();
}, limit);
afterEach(() => closeAll(open.splice(0)), limit);
after(async () => {
  await closeAll([browser]).finally(() => closeAll([server]));
}, limit);
