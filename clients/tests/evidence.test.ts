/* evidence.test.ts -- what is counted on the page "Says who?", and what its sieves let through. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passes, scoreOf, type SIEVES, sifted } from '../evidence/results';
import { groups } from '../preview/evidence';

const items = groups.flatMap((group) => group.items);
const ids = (sieve: (typeof SIEVES)[number]): string =>
  items
    .filter((item) => passes(item, sieve))
    .map((item) => item.id)
    .join('');

test('neither what is contested nor what is by construction is counted as holding', () => {
  const effects = groups.filter((group) => group.part === 'effects').flatMap((group) => group.items);
  assert.deepEqual(scoreOf(effects), {
    signs: 2, // a, twice; b is contested, c by construction, e asks for none
    signsRight: 1,
    bands: 3, // a twice, e
    bandsHold: 2,
    constructed: 1,
    lacking: 2,
  });
  const contested = items.map((item) => ({ ...item, contested: 'Waarom ook.' }));
  assert.equal(scoreOf(contested).signs, 0);
  assert.equal(scoreOf(contested).bands, 0);
});

test('a sieve lets through what it names', () => {
  assert.equal(ids('all'), 'abcdefgh');
  assert.equal(ids('partly'), 'a');
  assert.equal(ids('fails'), 'b');
  assert.equal(ids('not_expressible'), 'd');
  assert.equal(ids('contested'), 'b');
  assert.equal(ids('none'), 'eg');
});

test('a family of which nothing is left is not shown', () => {
  assert.deepEqual(
    sifted(groups, 'effects', 'contested').map((group) => group.family),
    ['choice_of_leader'],
  );
  assert.equal(sifted(groups, 'facts', 'fails').length, 0);
});
