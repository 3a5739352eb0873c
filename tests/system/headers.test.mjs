// headers.test.mjs -- what a browser is told about us stands on every answer: of every route of the table, of every
// screen and file, and of what is refused. The rules are those that internet.nl and Mozilla's Observatory look at; what
// only a server with TLS can say (HSTS) stands in the example proxies.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import http from 'node:http';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CLIENTS, Server } from '../lib/server.mjs';

let server;
before(async () => {
  server = await Server.start();
});
after(async () => {
  await server?.close();
});

/** The answer's status and headers; a stream is left when its headers are there. */
function ask(method, path, headers = {}, body = undefined) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${server.origin}${path}`, { method, headers: { ...headers }, agent: false });
    const done = (response, socket) => {
      resolve({ status: response.statusCode, headers: response.headers });
      socket.destroy();
    };
    request.on('response', (response) => done(response, response.socket));
    request.on('upgrade', (response, socket) => done(response, socket));
    request.on('error', reject);
    request.end(body);
  });
}

/** A policy as a map from each directive to its words. */
const policyOf = (text) =>
  new Map(
    text.split(';').map((part) => {
      const [name, ...words] = part.trim().split(/\s+/);
      return [name, words];
    }),
  );

const NOTHING_ELSE = ["'self'", "'none'", 'data:'];

/* The one that may compile WebAssembly: the worker that plays alone. A worker has the policy of its own script. */
const COMPILES = /^\/assets\/alone-/;

function checkPolicy(text, path) {
  const policy = policyOf(text);
  if (COMPILES.test(path)) {
    assert.deepEqual(policy.get('script-src'), ["'self'", "'wasm-unsafe-eval'"]);
    policy.set('script-src', ["'self'"]);
  }
  assert.deepEqual(policy.get('default-src'), ["'none'"]);
  for (const name of ['base-uri', 'frame-ancestors']) assert.deepEqual(policy.get(name), ["'none'"], name);
  for (const name of ['script-src', 'style-src', 'connect-src', 'form-action'])
    assert.deepEqual(policy.get(name), ["'self'"], name);
  for (const [name, words] of policy)
    for (const word of words) assert.ok(NOTHING_ELSE.includes(word), `${name} ${word}`);
  assert.ok(!policy.has('object-src') || policy.get('object-src')[0] === "'none'");
}

function check(headers, path) {
  checkPolicy(headers['content-security-policy'] ?? '', path);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  for (const sense of ['camera', 'microphone', 'geolocation', 'payment'])
    assert.ok(headers['permissions-policy']?.includes(`${sense}=()`), sense);
  // No page of another origin may read us, we keep nothing in a browser by cookies, and do not say what we run.
  for (const name of ['access-control-allow-origin', 'set-cookie', 'x-powered-by', 'server', 'content-location'])
    assert.equal(headers[name], undefined, name);
}

async function checkAll(requests) {
  const seen = new Map();
  for (const [method, path, headers, body] of requests) {
    const answer = await ask(method, path, headers, body);
    try {
      check(answer.headers, path);
    } catch (error) {
      error.message = `${method} ${path} (${answer.status}): ${error.message}`;
      throw error;
    }
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
  }
  return seen;
}

test('every route of the table says so, whatever it answers', async () => {
  const document = await (await fetch(`${server.origin}/api/openapi.json`)).json();
  const requests = Object.keys(document.paths).flatMap((pattern) => {
    const path = pattern.replaceAll(/\{[a-z]+\}/g, 'x');
    return ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'].flatMap((method) => [
      [method, path],
      [method, path, { authorization: `Bearer ${server.trainerKey}`, 'content-type': 'application/json' }],
      [method, path, { origin: 'https://elsewhere.example' }],
    ]);
  });
  assert.ok(requests.length > 300);
  const seen = await checkAll(requests);
  for (const status of [200, 401, 404, 405]) assert.ok(seen.has(status), `no ${status} among the answers`);
});

test('so does every screen, every file of it, and what is not there', async () => {
  const files = readdirSync(CLIENTS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(gz|map)$/.test(entry.name))
    .map((entry) => `/${relative(CLIENTS, join(entry.parentPath ?? entry.path, entry.name))}`);
  assert.ok(files.length > 30);
  const paths = [...files, ...files.map((file) => file.replace(/index\.html$/, '')), '/nothing/here', '/../x'];
  await checkAll(
    paths.flatMap((path) => [
      ['GET', path],
      ['GET', path, { 'accept-encoding': 'gzip' }],
    ]),
  );
  // libwebsockets 4.1 answers this, 4.3 ends the link without a word.
  await checkAll([['GET', '/%00']]).catch((error) => assert.equal(error.code, 'ECONNRESET', error));
});

test('so does what is refused: a body that is too large, an upgrade that is none, a stream of a stranger', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
  const token = { authorization: `Bearer ${'A'.repeat(22)}` };
  await checkAll([
    ['POST', '/api/join', { 'content-type': 'application/json' }, 'x'.repeat(20_000)],
    ['POST', '/api/join', { 'content-type': 'text/plain' }, '{}'],
    ['GET', '/ws', upgrade],
    ['GET', '/ws', { ...upgrade, 'sec-websocket-version': '12', 'sec-websocket-key': 'x' }],
    ['GET', '/ws', { ...upgrade, origin: 'https://elsewhere.example' }],
    ['GET', '/ws', { connection: 'Upgrade', upgrade: 'h2c' }],
    ['GET', '/live/stream', token],
    ['GET', '/live/poll', token],
    ['GET', '/', { host: 'a b' }],
  ]);
});
