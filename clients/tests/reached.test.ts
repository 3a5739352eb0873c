/* reached.test.ts -- which address goes into links and QR pictures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSelf, reachedAt } from '../core/reached';

const here = { origin: 'http://localhost:8080', hostname: 'localhost' };
const WIFI = 'http://192.168.1.20:8080';
const CABLE = 'http://10.0.0.3:8080';

test('a page that was reached over the network passes on its own address', () => {
  const page = { origin: 'https://dilemma.example', hostname: 'dilemma.example' };
  assert.deepEqual(reachedAt(page, [WIFI], WIFI), {
    origin: page.origin,
    host: 'dilemma.example',
    choices: [],
    nobody: false,
  });
});

test('on the laptop itself the likeliest address counts, or the one that was chosen while it is there', () => {
  assert.equal(reachedAt(here, [WIFI], null).origin, WIFI);
  assert.deepEqual(reachedAt(here, [WIFI], null).choices, []);
  const { origin, host, choices } = reachedAt(here, [WIFI, CABLE], CABLE);
  assert.deepEqual([origin, host, choices], [CABLE, '10.0.0.3:8080', [WIFI, CABLE]]);
  assert.equal(reachedAt(here, [WIFI, CABLE], 'http://172.16.0.9:8080').origin, WIFI);
});

test('that phones cannot come is said when the server says so, and not before', () => {
  assert.equal(reachedAt(here, null, null).nobody, false);
  assert.equal(reachedAt(here, [], null).nobody, true);
});

test('every way to say this machine is known', () => {
  for (const name of ['localhost', '127.0.0.1', '127.8.9.1', '[::1]']) assert.ok(isSelf(name), name);
  for (const name of ['dilemma.example', '127.example.nl', '192.168.1.20', 'localhost.nl'])
    assert.ok(!isSelf(name), name);
});
