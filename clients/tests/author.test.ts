/* author.test.ts -- a draft that is written: reading never fails, changes keep what belongs together,
 * everything can be taken back, and a package is opened as it was made. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { built, unbuilt } from '../author/condition';
import {
  addDilemma,
  addOption,
  arcOrder,
  at,
  copyAs,
  copyDilemma,
  freshDraft,
  freshId,
  idsAt,
  isMap,
  listAt,
  membersOf,
  moveIn,
  nextVersion,
  optionsBundle,
  pathText,
  put,
  putIn,
  removeDilemma,
  removeFrom,
  removeMember,
  textAt,
  typedText,
  wordAt,
  type Draft,
  type Json,
} from '../author/draft';
import { changed, historyOf, redone, undone } from '../author/history';
import { packed, unpacked } from '../author/pack';
import { found } from '../author/picker';
import { around } from '../author/editing';

const folder = path.resolve(process.cwd(), '../scenarios/de-nieuwe-vrijheid');
const read = (file: string): never => JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')) as never;
const story: Draft = { scenario: read('scenario'), nl: read('nl'), en: read('en') };
const frozen = JSON.stringify(story);

test('reading what is not there, or is something else, gives nothing', () => {
  const odd = { dilemmas: 'x', team: [1, null, { members: 3 }] } as never;
  assert.deepEqual([listAt(odd, ['dilemmas']), idsAt(odd, ['team']), wordAt(odd, ['team', 0])], [[], ['', '', ''], '']);
  assert.equal(at(odd, ['team', 2, 'members', 'x']), undefined);
  assert.equal(at(odd, ['constructor']), undefined);
  assert.equal(textAt({ a: ['x', 2, 'y'] } as never, ['a']), 'x\n\ny');
});

test('a place is written as the server writes it', () => {
  assert.equal(
    pathText(['dilemmas', 0, 'options', 1, 'start', 0, 'intervention']),
    'dilemmas[0].options[1].start[0].intervention',
  );
});

test('around a place stands another, until there is none', () => {
  assert.deepEqual(['a.b[0].c', 'a.b[0]', 'a', 'a[b]', '..', '', ']['].map(around), [
    'a.b[0]',
    'a.b',
    '',
    'a',
    '.',
    '',
    ']',
  ]);
});

test('a change leaves what was there as it was, and shares the rest', () => {
  const next = putIn(story, 'nl', ['title'], 'Anders');
  assert.equal(JSON.stringify(story), frozen);
  assert.equal(next.scenario, story.scenario);
  assert.equal(next.nl.dilemmas, story.nl.dilemmas);
  assert.equal(at(putIn(next, 'nl', ['title'], undefined).nl, ['title']), undefined);
});

test('paragraphs are typed with an empty line between them', () => {
  assert.deepEqual(typedText('Een.\n\nTwee.\n', true), ['Een.', 'Twee.']);
  assert.equal(typedText('Een regel', true), 'Een regel');
  assert.equal(typedText('  ', true), undefined);
  assert.equal(typedText('met spatie ', false), 'met spatie ');
});

test('a dilemma that goes takes its texts and its round along; one that comes is played', () => {
  const ids = idsAt(story.scenario, ['dilemmas']);
  const more = addDilemma(story);
  assert.equal(arcOrder(more).length, ids.length + 1);
  assert.equal(arcOrder(more)[ids.length], ids.length);
  const less = removeDilemma(story, 3); // One of a deck of two.
  assert.ok(
    !JSON.stringify(less.scenario.acts).includes(ids[3] ?? '?') && !JSON.stringify(less.scenario.acts).includes('draw'),
  );
  assert.ok(
    isMap(less.nl.dilemmas) &&
      !(String(ids[3]) in less.nl.dilemmas) &&
      isMap(less.en.dilemmas) &&
      !(String(ids[3]) in less.en.dilemmas),
  );
  const twice = copyDilemma(story, 0);
  const copy = idsAt(twice.scenario, ['dilemmas'])[ids.length] ?? '';
  assert.deepEqual(at(twice.nl, ['dilemmas', copy]), at(story.nl, ['dilemmas', ids[0] ?? '']));
  assert.deepEqual(removeDilemma(twice, ids.length), story);
  assert.deepEqual(removeDilemma(more, ids.length), story);
});

test('options come, go and change places with their texts', () => {
  const bundle = optionsBundle(0, 'wie-verdeelt');
  const ids = idsAt(story.scenario, bundle.list);
  assert.deepEqual(idsAt(moveIn(story, bundle, 0, 1).scenario, bundle.list), [ids[1], ids[0], ids[2], ids[3]]);
  const less = removeFrom(story, bundle, 1);
  assert.equal(at(less.en, [...bundle.texts, ids[1] ?? '']), undefined);
  assert.equal(idsAt(addOption(less, bundle).scenario, bundle.list).length, 4);
  assert.equal(freshId(['o1', 'o3', 'x'], 'o'), 'o4');
});

test('somebody who goes is asked about no more', () => {
  const gone = removeMember(story, 0);
  assert.ok(!membersOf(gone).includes('sanne'));
  for (const dilemma of listAt(gone.scenario, ['dilemmas'])) {
    assert.ok(!idsAt(dilemma, ['about']).includes('sanne') && !idsAt(dilemma, ['diagnose']).includes('sanne'));
    assert.ok(listAt(dilemma, ['signals']).every((signal) => wordAt(signal, ['member']) !== 'sanne'));
  }
});

test('a copy has an id of its own that nobody has', () => {
  const copy = copyAs(story, ['de-nieuwe-vrijheid', 'de-nieuwe-vrijheid-2'], {
    nl: '{title} (kopie)',
    en: '{title} (copy)',
  });
  assert.equal(copy.scenario.id, 'de-nieuwe-vrijheid-3');
  assert.equal(copy.scenario.version, '1.0.0');
  assert.equal(copy.nl.title, `${wordAt(story.nl, ['title'])} (kopie)`);
  assert.deepEqual([nextVersion('1.0.9'), nextVersion('2'), nextVersion('1.0.x')], ['1.0.10', '3', '1.0.1']);
  assert.equal(arcOrder(freshDraft('nieuw', ['sanne', 'bram', 'joris', 'kofi'])).length, 1);
});

test('typing in one field is one step of undo; another field, or a pause, begins the next', () => {
  const type = (text: string): Draft => putIn(story, 'nl', ['title'], text);
  let history = historyOf(story);
  history = changed(history, type('D'), 'nl:title', 1000);
  history = changed(history, type('De'), 'nl:title', 1200);
  history = changed(history, type('De l'), 'nl:title', 5000);
  history = changed(history, putIn(history.now, 'nl', ['intro'], 'X'), 'nl:intro', 5100);
  assert.equal(history.past.length, 3);
  assert.equal(undone(history).now.nl.title, 'De l');
  assert.equal(undone(undone(undone(history))).now, story);
  assert.deepEqual(redone(undone(history)).now, history.now);
  assert.equal(undone(historyOf(story)).now, story);
  assert.equal(changed(undone(history), type('Z'), '', 9000).future.length, 0);
});

test('every condition of every story is built of selects and comes out as it went in, or stays as it is', () => {
  let seen = 0;
  let plain = 0;
  const look = (json: Json): void => {
    if (isMap(json)) {
      for (const [key, value] of Object.entries(json)) {
        if (key === 'when') {
          seen++;
          const made = built(value);
          if (made !== null) {
            plain++;
            assert.deepEqual(unbuilt(made), value);
          }
        } else look(value);
      }
    } else if (Array.isArray(json)) for (const one of json as readonly Json[]) look(one);
  };
  look(story.scenario);
  assert.ok(seen > 50 && plain === seen, `${plain} of ${seen}`);
  assert.equal(built({ all: [{ any: [] }] }), null);
  assert.equal(built({ var: 'x', op: '!=', value: 1 }), null);
  assert.deepEqual(unbuilt({ not: false, join: 'all', rows: [] }), undefined);
});

test('a package is opened as it was made; what is none is none', async () => {
  const bytes = new Uint8Array(await packed(story).arrayBuffer());
  assert.deepEqual(unpacked(bytes), story);
  assert.equal(unpacked(new Uint8Array([1, 2, 3])), null);
  assert.equal(unpacked(bytes.subarray(0, bytes.length - 40)), null);
});

test('searching in plain words finds what is called so first', () => {
  const items = [
    { id: 'a', name: 'Zélf roosteren', text: '' },
    { id: 'b', name: 'Een rooster', text: 'waarin je zelf kiest' },
    { id: 'c', name: 'Iets anders' },
  ];
  assert.deepEqual(
    found(items, 'ZELF rooster').map((one) => one.id),
    ['a', 'b'],
  );
  assert.equal(found(items, '').length, 3);
  assert.deepEqual(put([1, 2, 3], [1], undefined), [1, 3]);
});
