// stage.mjs -- one server and one browser for the tests of a file; who came on in a test goes off after it.
import { after, afterEach, before } from 'node:test';
import { launch } from './browser.mjs';
import { Server } from './server.mjs';

/** There from the first test of the file on. */
export let server, browser;
const open = [];

/** Whatever has a `close`: a person, a link. */
export const kept = (one) => {
  open.push(one);
  return one;
};

before(async () => {
  server = await Server.start();
  browser = await launch();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
after(async () => {
  await browser?.close();
  await server?.close();
});
