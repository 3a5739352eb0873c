// idle.test.mjs -- what a server does that nobody uses: nothing.
import { test } from 'node:test';
import { readFileSync, readdirSync } from 'node:fs';
import { Server, until } from '../lib/server.mjs';

/** How often threads of this process went to sleep; whoever wakes does so once more. */
const sleeps = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) =>
      /^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')),
    )
    .reduce((sum, found) => sum + Number(found[1]), 0);

test('a server that nobody uses wakes for nothing', async (t) => {
  const server = await Server.start([], t);
  let before = -1;
  await until(
    async () => {
      const now = sleeps(server.pid);
      if (now === before) return true;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 2500));
      return sleeps(server.pid) === before;
    },
    () => 'two seconds and a half in which no thread of it woke',
  );
  await server.close();
});
