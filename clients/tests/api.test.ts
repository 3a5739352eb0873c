// api.test.ts -- what a page does with an answer that says "not now".
import { afterEach, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { doorsOf, join, makeSolo } from '../core/api';

const real = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout };
let waits: { ms: number; go: () => void }[] = [];
let answers: Response[] = [];
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  globalThis.fetch = (async (path: string) => {
    asked.push(path);
    return answers.shift() ?? Response.json({});
  }) as typeof fetch;
  waits = [];
  globalThis.setTimeout = ((go: () => void, ms: number) => waits.push({ ms, go })) as unknown as typeof setTimeout;
});
afterEach(() => {
  Object.assign(globalThis, real);
});

const no = (code: string, status = 503, after: string | null = '2') =>
  Response.json(
    { error: { code, message: 'Nu niet.' } },
    { status, headers: after === null ? {} : { 'retry-after': after } },
  );
const wish = { code: 'ABC234', name: 'Anna', lang: 'nl', token: 'a token of hers' } as const;

/* Turns of the loop until everything that waits for a promise has gone on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

test('who joins just before the disk has space again is let in, without doing anything', async () => {
  answers = [no('storage_full'), Response.json({ token: 't' }, { status: 201 })];
  const joining = join(wish);
  await settle();
  assert.deepEqual([asked.length, waits.map(({ ms }) => ms)], [1, [2000]], 'not before the server said');
  waits[0]?.go();
  assert.deepEqual(await joining, { ok: true, value: { token: 't' } });
  assert.equal(asked.length, 2);
});

test('when it is still so the second time, the person is told', async () => {
  answers = [no('storage_full'), no('storage_full')];
  const joining = join(wish);
  await settle();
  waits[0]?.go();
  const answer = await joining;
  assert.ok(!answer.ok && answer.problem.code === 'storage_full');
  assert.equal(asked.length, 2);
});

test('nothing is asked again that may have two effects, or that the server did not say when of', async () => {
  for (const [answer, ask] of [
    [no('busy'), () => makeSolo('kort-de-sleutel', 'Anna', 'nl')],
    [no('busy', 503, null), () => doorsOf('ABC234', 'nl')],
    [no('busy', 503, '60'), () => doorsOf('ABC234', 'nl')],
    [no('too_many_tries', 429, '2'), () => doorsOf('ABC234', 'nl')],
  ] as const) {
    asked = [];
    answers = [answer];
    assert.equal((await ask()).ok, false);
    assert.equal(asked.length, 1);
  }
});
