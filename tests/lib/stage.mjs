// stage.mjs -- one server and one browser for the tests of a file; who came on in a test goes off after it.
import { after, afterEach, before } from 'node:test';
import { Person, SIZES, launch } from './browser.mjs';
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

const opened = async (page, token, look) =>
  kept(await Person.open(browser, `${server.origin}/${page}/#t=${token}`, look));

/** The desk of a session, for whoever has this token. */
export const openDesk = (token, look = {}) => opened('trainer', token, { size: SIZES.laptop, name: 'desk', ...look });

/** The wall of a session. */
export const openWall = ({ projector_token }, look = {}) =>
  opened('projector', projector_token, { size: SIZES.projector, name: 'wall', ...look });

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
