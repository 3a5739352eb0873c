/* Who is drawn, and who gets letters. That the drawings exist is the build's business: it makes the
 * files and this list from the same recipe. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expressions, hash, people } from 'dk:faces';
import { faceSource } from '../ui/face';
import { faceOf } from '../ui/team';

test('a face is found by its id, in the expression that is asked', () => {
  assert.equal(faceSource('greet', 'moe'), `/assets/greet-moe-${hash}.svg`);
  assert.equal(new Set(people).size, people.length);
  for (const expression of expressions)
    assert.equal(faceSource('nadia', expression), `/assets/nadia-${expression}-${hash}.svg`);
});

test('an expression that nobody drew is a calm face, not a broken picture', () => {
  assert.equal(faceSource('greet', ''), `/assets/greet-rustig-${hash}.svg`);
});

test('who is not drawn gets letters, also when a drawn person has that name', () => {
  assert.equal(faceSource('karin', 'rustig'), null);
  assert.equal(faceSource('', 'rustig'), null);
  assert.equal(faceSource('Nadia', 'rustig'), null);
});

test('a member is drawn by the face of the scenario, not by the name', () => {
  const members = [{ member: 3, id: 'tim', name: 'Nadia', role: '', story: '' }];
  assert.equal(faceOf(members, 3), 'tim');
  assert.equal(faceOf(members, 4), '');
});
