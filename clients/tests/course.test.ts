/* course.test.ts -- a story for a learning platform: what a package says of itself, what an address of cmi5 launches,
 * and what a platform of SCORM 1.2 is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, launchOf } from '../course/cmi5';
import { learnerLang } from '../course/learner-lang';
import { openScorm, timespan, type Around } from '../course/scorm';
import { cmi5, imsmanifest } from '../trainer/course/pack';

const made = {
  course: {
    story: 'kort-kratten',
    minutes: 5,
    titles: { nl: { title: 'Kratten & <co>', intro: 'Een "ploeg".' }, en: { title: 'Crates', intro: 'A crew.' } },
  },
  address: 'https://x.nl/solo/?story=kort-kratten',
};

test('the manifests of a package say what is in it, whatever stands in a title', () => {
  const ims = imsmanifest(made, ['index.html', 'a.js']);
  assert.match(ims, /<schemaversion>1\.2<\/schemaversion>/);
  assert.match(ims, /adlcp:scormtype="sco" href="index\.html"/);
  assert.match(ims, /<title>Kratten &amp; &lt;co&gt;<\/title>/);
  assert.match(ims, /<file href="index\.html"\/>\n<file href="a\.js"\/>/);
  const structure = cmi5(made);
  assert.match(structure, /<course id="https:\/\/x\.nl\/solo\/\?story=kort-kratten">/);
  assert.match(structure, /moveOn="Completed"/);
  assert.match(structure, /<langstring lang="nl">Een &quot;ploeg&quot;\.<\/langstring>/);
  assert.doesNotMatch(ims + structure, /masteryScore|masteryscore/, 'there is no score');
});

test('an address launches cmi5 when all five parts are there, and not otherwise', () => {
  const parts = { endpoint: 'https://l/x', fetch: 'https://l/t', actor: '{}', registration: 'r', activityId: 'a' };
  const whole = new URLSearchParams(parts);
  assert.deepEqual(launchOf(`?${whole}`), { ...parts, endpoint: 'https://l/x/' });
  for (const name of Object.keys(parts)) {
    const less = new URLSearchParams(whole);
    less.delete(name);
    assert.equal(launchOf(`?${less}`), null, name);
  }
});

test('time is written as either standard writes it', () => {
  assert.equal(timespan(0), '0000:00:00');
  assert.equal(timespan(3_723_999), '0001:02:03');
  assert.equal(duration(61_500), 'PT61S');
});

/* A platform that keeps what it is told. */
function apiOf(values: Record<string, string>, begins: string | boolean = 'true') {
  const told: string[] = [];
  const API = {
    LMSInitialize: () => begins as string,
    LMSFinish: () => {
      told.push('finish');
      return 'true';
    },
    LMSGetValue: (name: string) => values[name] ?? '',
    LMSSetValue: (name: string, value: string) => {
      values[name] = value;
      told.push(`${name}=${value}`);
      return 'true';
    },
    LMSCommit: () => 'true',
  };
  return { API, told };
}

const opened = (around: Around) => {
  const platform = openScorm(around, () => 0);
  assert.ok(platform !== null && platform !== 'missed');
  return platform;
};

test('the API of SCORM is found above the page or where it was opened from; one that begins nothing is missed', () => {
  assert.equal(openScorm({}), null);
  const { API } = apiOf({});
  const at = (depth: number): Around => (depth === 0 ? { API } : { parent: at(depth - 1) });
  opened(at(3));
  opened({ opener: at(2) });
  assert.equal(openScorm(at(9)), null);
  const round: { parent?: Around } = {};
  round.parent = round;
  assert.equal(openScorm(round), null, 'the top window is its own parent');
  const closed = Object.defineProperty({}, 'API', {
    get: () => {
      throw new Error('another origin');
    },
  });
  assert.equal(openScorm({ parent: closed }), null);
  assert.equal(openScorm({ API: apiOf({}, 'false').API }), 'missed');
  opened({ API: apiOf({}, true).API });
});

test('a platform of SCORM hears incomplete, completed and the time, once, and never a score', async () => {
  const { API, told } = apiOf({ 'cmi.core.lesson_status': 'not attempted' });
  const platform = opened({ API });
  platform.keep('abc', (kept) => assert.ok(kept));
  platform.completed();
  platform.completed();
  await platform.leave();
  await platform.leave();
  platform.completed();
  assert.deepEqual(told, [
    'cmi.core.lesson_status=incomplete',
    'cmi.suspend_data=abc',
    'cmi.core.lesson_status=completed',
    'cmi.core.session_time=0000:00:00',
    'cmi.core.exit=',
    'finish',
  ]);
});

test('what was completed stays completed, and a review changes no status', async () => {
  const kept: Record<string, string>[] = [
    { 'cmi.core.lesson_status': 'completed', 'cmi.suspend_data': 'abc' },
    { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_mode': 'review', 'cmi.suspend_data': 'abc' },
  ];
  for (const values of kept) {
    const { API, told } = apiOf(values);
    const platform = opened({ API });
    assert.equal(platform.kept, 'abc');
    platform.completed();
    assert.ok(!told.some((one) => one.startsWith('cmi.core.lesson_status')));
  }
});

test('the language of a learner is the first of ours, however a platform writes it', () => {
  for (const [said, lang] of [
    ['', null],
    ['fr-BE', null],
    ['nl-NL', 'nl'],
    ['Dutch', 'nl'],
    ['Nederlands', 'nl'],
    ['en_us', 'en'],
    ['English', 'en'],
    ['fr-FR, en-GB, nl', 'en'],
  ] as const)
    assert.equal(learnerLang(said), lang, said);
  assert.equal(opened(apiOf({ 'cmi.student_preference.language': 'Dutch' })).lang, 'nl');
  assert.equal(opened(apiOf({})).lang, null);
});

test('a platform of SCORM that does not take the bookmark is heard', () => {
  const { API } = apiOf({});
  const told: boolean[] = [];
  opened({ API: { ...API, LMSSetValue: () => 'false' } }).keep('abc', (kept) => told.push(kept));
  opened({ API: { ...API, LMSCommit: () => 'false' } }).keep('abc', (kept) => told.push(kept));
  opened({ API }).keep('abc', (kept) => told.push(kept));
  assert.deepEqual(told, [false, false, true]);
});
