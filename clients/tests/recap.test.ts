/* recap.test.ts -- what somebody reads who comes late. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../core/types';
import { RECAP_WORDS_MAX, recapOf } from '../participant/recap';

const block = (kind: Block['kind'], text: string): Block => ({
  kind,
  member: -1,
  name: 'Hong',
  face: '',
  portrait: 'hong',
  text,
});
const count = (blocks: readonly Block[]): number => blocks.flatMap((one) => one.text.split(/\s+/)).length;

test('a recap has how it begins, what one says, and how it ends', () => {
  const story = [
    block(
      'paragraph',
      `Sinds maandag hangt er een rood touw. Wie iets ziet, mag trekken. ${'Het duurt nog lang. '.repeat(9)}`,
    ),
    block('speech', 'Honderdtwaalf minuten.'),
    block('paragraph', 'Anouar heeft nog niet getrokken.'),
    block('paragraph', 'Ellen belt. Morgen wil zij weten of het blijft.'),
  ];
  assert.deepEqual(
    recapOf(story).map((one) => one.text),
    [
      `Sinds maandag hangt er een rood touw. Wie iets ziet, mag trekken.${' Het duurt nog lang.'.repeat(3)}`,
      'Honderdtwaalf minuten.',
      'Morgen wil zij weten of het blijft.',
    ],
  );
});

test('a story of one block is its own recap, and an empty one has none', () => {
  assert.deepEqual(
    recapOf([block('paragraph', 'Kort.')]).map((one) => one.text),
    ['Kort.'],
  );
  assert.deepEqual(recapOf([]), []);
});

test('every story that we ship has a recap of twenty seconds, in both languages', () => {
  const folder = join(process.cwd(), '..', 'scenarios');
  const failures: string[] = [];
  let told = 0;
  for (const id of readdirSync(folder)) {
    for (const lang of ['nl', 'en']) {
      let texts: { dilemmas?: Record<string, { situation: readonly string[] }> };
      try {
        texts = JSON.parse(readFileSync(join(folder, id, `${lang}.json`), 'utf8')) as typeof texts;
      } catch {
        continue; // No story.
      }
      for (const [name, dilemma] of Object.entries(texts.dilemmas ?? {})) {
        const story = dilemma.situation.map((text) => {
          const said = /^[^.:]{1,40} \([a-z]+\): (.*)$/.exec(text);
          return said === null ? block('paragraph', text) : block('speech', said[1] ?? '');
        });
        const recap = recapOf(story);
        told++;
        if (recap.length < 2 || count(recap) > RECAP_WORDS_MAX || count(recap) < 12)
          failures.push(`${id} ${lang} ${name}: ${count(recap)} words`);
      }
    }
  }
  assert.ok(told > 100, `${told} dilemmas`);
  assert.deepEqual(failures, []);
});
