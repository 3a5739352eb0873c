/* pack.test.ts -- a packed scenario comes from outside: whatever is in the file, opening it gives a scenario or
 * nothing, and neither an error nor more than the three files that are looked at. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { packed, unpacked } from '../author/pack';
import { isMap, type Draft } from '../author/draft';
import { chanceOf } from './chance';

const draft: Draft = { scenario: { id: 'klein' }, nl: { title: 'Klein' }, en: { title: 'Small' } };
const RUNS = 4000;

test('a scenario that was packed is opened as it was', async () => {
  assert.deepEqual(unpacked(new Uint8Array(await packed(draft).arrayBuffer())), draft);
});

test('a broken file gives a scenario or nothing, and never an error', async () => {
  const whole = new Uint8Array(await packed(draft).arrayBuffer());
  const below = chanceOf(7);
  let opened = 0;
  for (let run = 0; run < RUNS; run++) {
    const bytes = whole.slice(0, below(8) === 0 ? below(whole.length) : whole.length);
    for (let times = below(4); times >= 0 && bytes.length > 0; times--) bytes[below(bytes.length)] = below(256);
    const found = unpacked(bytes);
    if (found === null) continue;
    opened++;
    assert.ok(isMap(found.scenario) && isMap(found.nl) && isMap(found.en));
  }
  assert.ok(opened > 0 && opened < RUNS);
});

test('of a file that would be huge when opened, nothing is opened', () => {
  const huge = { 'a/scenario.json': new Uint8Array(4 * 1024 * 1024), 'a/nl.json': strToU8('{}') };
  assert.equal(unpacked(zipSync({ ...huge, 'a/en.json': strToU8('{}') })), null);
});

test('a file that says it is small and is not gives nothing', () => {
  const bytes = zipSync({ 'a/scenario.json': strToU8('{}'), 'a/nl.json': strToU8('{}'), 'a/en.json': strToU8('{}') });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 46 < bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 2 ** 31, true); // What it says it will be.
  assert.equal(unpacked(bytes), null);
});
