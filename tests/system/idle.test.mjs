// idle.test.mjs -- what a server does that nobody uses: nothing.
import { test } from 'node:test';
import { Server } from '../lib/server.mjs';

test('a server that nobody uses wakes for nothing', async (t) => {
  const server = await Server.start([], t);
  await server.sleeps();
  await server.close();
});
