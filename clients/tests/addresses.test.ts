/* addresses.test.ts -- the page with every address of the server, from the description that the server makes. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { subjectsOf, type ApiDocument } from '../api/addresses';
import nl from '../core/texts/nl.json';
import described from '../../server/api/openapi.json';

const document = described as unknown as ApiDocument;
const subjects = subjectsOf(document);
const listed = subjects.flatMap(({ addresses }) => addresses);

test('every address stands on the page, once', () => {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(listed.map(({ method, path }) => `${method} ${path}`).sort(), all.sort());
  assert.ok(subjects.every(({ title, addresses }) => title !== '' && addresses.length > 0));
});

test('of each address is said who may ask there and what it is for', () => {
  const words = new Set(Object.keys(nl));
  for (const { path, who, summary, description } of listed) {
    assert.ok(words.has(`api.who_${who}`), `${path}: ${who}`);
    assert.notEqual(summary, '', path);
    assert.notEqual(description, '', path);
  }
  const whoOf = (path: string): string | undefined => listed.find((address) => address.path === path)?.who;
  assert.equal(whoOf('/api/join'), 'anyone');
  assert.equal(whoOf('/api/author/check'), 'key');
  assert.equal(whoOf('/api/delete'), 'trainer');
  assert.equal(whoOf('/live/poll'), 'seat');
  assert.equal(whoOf('/metrics'), 'operator');
});
