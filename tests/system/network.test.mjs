// network.test.mjs -- a bad network costs time and nothing else: the clients' own link and outbox, through 400 ms,
// 400 kbit/s, moments without anything, outages and resets. What is longer: ./dev torture network.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { storm, together } from '../torture/storm.mjs';

const figure = (lines, name) => lines.find((line) => line.name.startsWith(name)).value;

test('every answer through a bad network counts exactly once', { timeout: 600_000 }, async () => {
  const lines = await storm({ seconds: 12, people: 4, seed: 3, network: { resets: 2, outages: 4, stall: 20 } });
  assert.ok(figure(lines, 'extensions asked') > 3);
  assert.ok(figure(lines, 'resets') + figure(lines, 'outages') > 2);
  assert.equal(figure(lines, 'extensions lost'), 0);
  assert.equal(figure(lines, 'votes that are wrong'), 0);
});

test('links that are cut at once all come back, and what they ask then is taken', { timeout: 600_000 }, async () => {
  const lines = await together({ links: 40 });
  assert.equal(figure(lines, 'links cut'), 40);
  assert.equal(figure(lines, 'links lost'), 0);
});
