// nodes.test.mjs -- two nodes on a primary and a standby, under load, a few times each: `./dev torture cluster` does
// the same a hundred times and measures it.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { connectionsCut, nodesDrained, nodesKilled, primariesKilled, zombies } from '../torture/cluster_rounds.mjs';

for (const [promise, run, times] of [
  ['what was acknowledged is there once, and people go on, when nodes are killed', nodesKilled, 2],
  ['when a node stops, the other takes its sessions', nodesDrained, 2],
  ['when the primary is killed and its standby takes over', primariesKilled, 2],
  ['when connections to the database are cut', connectionsCut, 6],
  ['nothing is written by a node that slept or was cut off, and was replaced', zombies, 2],
])
  test(promise, { timeout: 600_000 }, async () => {
    const lines = Object.fromEntries((await run(times)).map(({ name, value }) => [name, value]));
    for (const [name, value] of Object.entries(lines))
      if (/_(lost|doubled|wrong)$/.test(name)) assert.equal(value, 0, `${name}: ${JSON.stringify(lines)}`);
      else if (/_acknowledged$/.test(name)) assert.ok(value > 0, name);
  });
