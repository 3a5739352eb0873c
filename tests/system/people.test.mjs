// people.test.mjs -- who the people of all stories are (scenarios/people.json): everybody is coded, nobody is coded who
// is not there, and `dilemma coverage` counts them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BINARY, ROOT } from '../lib/server.mjs';

const folder = join(ROOT, 'scenarios');
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
const people = read('people.json');
const stories = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'scenario.json')));
const texts = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(texts));
const list = (table, values) => values.map((value) => value[table]);
const tables = execFileSync(BINARY, ['coverage', 'scenarios', '--json'], { cwd: ROOT, encoding: 'utf8' })
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ table }) => table !== undefined);

const TITLED = /\b(?:[Mm]eneer|[Mm]evrouw) ((?:(?:Van|De|Den|Der|Ter) )*\p{Lu}[\p{Ll}-]+)/gu;
/** Everybody whom the structure or the Dutch texts of a story name. */
function named(story) {
  const nl = read(story, 'nl.json');
  const others = Object.values(nl.others ?? {});
  const titled = texts(nl).flatMap((text) => [...text.matchAll(TITLED)].map(([, name]) => name));
  return { team: Object.values(nl.members).map(({ name }) => name), others, titled: [...new Set(titled)] };
}

test('every person of every story is coded', () => {
  assert.deepEqual(Object.keys(people).sort(), stories, 'scenarios/people.json has a list for each story');
  for (const story of stories) {
    const coded = list('name', people[story]);
    const { team, others, titled } = named(story);
    for (const name of [...team, ...others, ...titled])
      assert.ok(
        coded.includes(name),
        `code ${name} of ${story} in scenarios/people.json (scenarios/README.md, "The people of all stories")`,
      );
    const inTeam = people[story].filter(({ role }) => role === 'team');
    assert.deepEqual(list('name', inTeam).sort(), team.sort(), `the team of ${story} in scenarios/people.json`);
    assert.equal(new Set(coded).size, coded.length, `a name twice in ${story}`);
  }
});

test('nobody is coded whom the texts of the story do not name', () => {
  for (const story of stories) {
    for (const language of ['nl', 'en']) {
      const all = texts(read(story, `${language}.json`)).join('\n');
      for (const { name } of people[story])
        assert.match(all, new RegExp(`(?<!\\p{L})${name}(?!\\p{Ll})`, 'u'), `${name} in ${story}/${language}.json`);
    }
  }
});

test('whoever carries something has a line that says what', () => {
  for (const story of stories)
    for (const { name, role, carries, why } of people[story])
      if (role === 'team' && carries !== 'neither')
        assert.ok(why, `${name} of ${story}: "why" in scenarios/people.json`);
});

/** n over k, exactly. */
function ways(n, k) {
  let result = 1n;
  for (let i = 1n; i <= BigInt(k); i++) result = (result * (BigInt(n) - i + 1n)) / i;
  return k < 0 || k > n ? 0n : result;
}

/** Fisher's exact test, two-sided, in thousandths: as many ways as this or fewer, of all ways. */
function chance(both, row, column, all) {
  const of = (x) => ways(row, x) * ways(all - row, column - x);
  let sum = 0n;
  for (let x = 0; x <= Math.min(row, column); x++) if (of(x) <= of(both)) sum += of(x);
  return Number((1000n * sum) / ways(all, column));
}

test('the tables count everybody, with how often chance gives a count as uneven', () => {
  assert.equal(tables.length, 8);
  const everybody = Object.values(people).flat();
  const origins = tables.find(({ table }) => table === 'origin_role');
  assert.equal(origins.people, everybody.length);
  for (const { table, people: all, rows, columns, counts, chances } of tables) {
    // The last columns of these hold people who are in another one already.
    const apart = columns.filter((column) => !column.startsWith('any_')).length;
    const sums = counts.map((row) => row.slice(0, apart).reduce((a, b) => a + b));
    assert.equal(
      sums.reduce((a, b) => a + b),
      all,
      table,
    );
    rows.forEach((row, r) =>
      columns.forEach((column, c) => {
        const inColumn = counts.reduce((sum, of) => sum + of[c], 0);
        const exact = chance(counts[r][c], sums[r], inColumn, all);
        assert.ok(Math.abs(exact - chances[r][c]) <= 1, `${table}: ${row}, ${column}: ${chances[r][c]}, is ${exact}`);
      }),
    );
  }
  const [row, column] = [origins.rows.indexOf('dutch'), origins.columns.indexOf('team')];
  const coded = everybody.filter(({ origin, role }) => origin === 'dutch' && role === 'team').length;
  assert.equal(origins.counts[row][column], coded);
});
