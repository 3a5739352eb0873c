// backup.test.mjs -- a data folder in one file and back: while people vote, on a stopped server, on another machine.
// What was acknowledged before a backup began is in it; what it cannot do it says, and changes nothing.
// Takes long.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY, ROOT, Server, freePort } from '../lib/server.mjs';
import { Link, call, choosing, createSession } from '../lib/people.mjs';

const data = (server, name = '') => join(server.folder, 'data', name);

function dilemma(...words) {
  const { status, stdout, stderr } = spawnSync(BINARY, words, { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

/** The same while this program goes on. */
function running(...words) {
  const child = spawn(BINARY, words);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A server on another machine, with the folder that is filled from `file`. */
async function restored(t, file, options = []) {
  const folder = scratch(t);
  const { code, out, error } = dilemma('restore', file, '--data', join(folder, 'data'));
  assert.equal(code, 0, error);
  const server = new Server(folder, await freePort(), options);
  t.after(() => server.kill().catch(() => {}));
  await server.up();
  return { server, said: out };
}

/** A server that is gone after its test, whatever came of that. */
async function started(t) {
  return Server.start([], t);
}

const vote = (number) => ({ round: 0, option: number % 3, confidence: 2, reason: `reden ${number}` });
const numberOf = (link) => Number(link.sections.me.reason.split(' ')[1]);

/** A story of an author, made of a shipped one. */
async function ownStory(server) {
  const from = join(ROOT, 'scenarios', 'kort-de-sleutel');
  const file = (name) => JSON.parse(readFileSync(join(from, name), 'utf8'));
  const draft = { id: 'mijn-sleutel', scenario: { ...file('scenario.json'), id: 'mijn-sleutel' } };
  const body = { ...draft, nl: file('nl.json'), en: file('en.json') };
  const answer = await call(server, 'POST', '/api/author/load?lang=nl', { token: server.trainerKey, body });
  assert.ok(answer.body.loaded, JSON.stringify(answer.body));
}

test('every vote that was acknowledged before a backup began is there after a restore elsewhere', async (t) => {
  const file = join(scratch(t), 'avond.db');
  const server = await started(t);
  await ownStory(server);
  const own = await createSession(server, { scenario: 'mijn-sleutel', rooms_count: 1 });
  const { people, trainer } = await choosing(server, ['Bea', 'Cas', 'Dirk', 'Eva', 'Fatima', 'Gijs']);
  const acknowledged = people.map(() => 0);
  let over = false;
  let last = 0;
  const voting = people.map(async (person, who) => {
    for (let number = 1; !over || number < 5; number++) {
      await person.say('vote_cast', vote(number));
      acknowledged[who] = number;
      last = Math.max(last, number);
      await new Promise((resolve) => setTimeout(resolve, 60)); // As fast as the limits of a link allow.
    }
  });
  await people[0].until(() => last >= 2, 'some votes');
  const before = [...acknowledged];
  const { code, said } = await running('backup', '--data', data(server), file);
  assert.equal(code, 0, said);
  assert.match(said, /: 2 sessions, 1 own story, \d+ kB/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  over = true;
  await Promise.all(voting);
  const after = [...acknowledged];
  assert.match(server.log, /area=control event=copied result=OK/);
  const key = server.trainerKey;
  await server.kill();

  const { server: other, said: told } = await restored(t, file);
  assert.match(told, /2 sessions and 1 own story, as of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  assert.match(other.log, /This folder was restored .* from avond\.db, a backup of .*\. What was done after that/);
  assert.doesNotMatch(other.log, /event=(loss|no_marks|damage|marks_unreadable)/);
  for (const [who, person] of people.entries()) {
    const back = await Link.open(other, person.token);
    const number = numberOf(back);
    assert.ok(number >= before[who] && number <= after[who], `${number}, and ${before[who]} was acknowledged before`);
    await back.say('vote_cast', vote(after[who] + 1)); // It goes on.
  }
  const back = await Link.open(other, own.token);
  assert.equal(back.sections.session.scenario.id, 'mijn-sleutel');
  assert.equal((await call(other, 'GET', '/api/sessions', { token: key })).status, 200);
  assert.ok((await Link.open(other, trainer.token)).sections.trainer);
  assert.equal(dilemma('check-data', '--data', data(other)).code, 0);
  await other.stop();
  assert.match(dilemma('check-data', '--data', data(other)).out, /2 sessions, 2 whole; of 0 something is missing/);
  other.log = '';
  await other.up();
  assert.doesNotMatch(other.log, /event=(loss|no_marks)/);
  await other.close(); // What it journaled replays to what it was.
});

test('a stopped server gives the same; nothing of what was deleted is in it', async (t) => {
  const file = join(scratch(t), 'b.db');
  const server = await started(t);
  const kept = await choosing(server, ['Hendrikje']);
  const gone = await choosing(server, ['Wilhelmina']);
  for (const { people } of [kept, gone]) await people[0].say('vote_cast', vote(7));
  assert.equal((await call(server, 'POST', '/api/delete', { token: gone.token })).status, 200);
  await server.stop();
  const { code, out } = dilemma('backup', '--data', data(server), file, '--json');
  assert.equal(code, 0);
  const { sessions, damaged, missing, bytes } = JSON.parse(out);
  assert.deepEqual([sessions, damaged, missing, bytes], [1, 0, 0, statSync(file).size]);
  const all = readFileSync(file);
  assert.ok(all.includes('Hendrikje'));
  assert.ok(!all.includes('Wilhelmina'));
  const { server: other } = await restored(t, file);
  assert.equal(numberOf(await Link.open(other, kept.people[0].token)), 7);
  await other.close();
  await server.close();
});

test('a backup never replaces a file, and a restore never a folder', async (t) => {
  const folder = scratch(t);
  const file = join(folder, 'b.db');
  const server = await started(t);
  await choosing(server, ['Bea']);
  writeFileSync(file, 'mijn enige kopie');
  const refused = dilemma('backup', '--data', data(server), file);
  assert.equal(refused.code, 2);
  assert.match(refused.error, /is there already; give the backup another name/);
  assert.equal(readFileSync(file, 'utf8'), 'mijn enige kopie');
  rmSync(file);
  assert.equal(dilemma('backup', '--data', data(server), file).code, 0);

  const used = dilemma('restore', file, '--data', data(server));
  assert.equal(used.code, 1);
  assert.match(used.error, /a server uses the folder/);
  const full = join(folder, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'brief.txt'), 'x');
  const kept = dilemma('restore', file, '--data', full);
  assert.equal(kept.code, 1);
  assert.match(kept.error, /is no empty folder; .* Nothing was changed/);
  assert.deepEqual(readdirSync(full), ['brief.txt']);
  await server.close();
});

test('what is no backup, is damaged, or was half restored is refused with a sentence', async (t) => {
  const folder = scratch(t);
  const file = join(folder, 'b.db');
  const server = await started(t);
  await choosing(server, ['Bea', 'Cas']);
  assert.equal(dilemma('backup', '--data', data(server), file).code, 0);
  await server.stop();
  const into = join(folder, 'new');
  const whole = readFileSync(file);
  const refuse = (path, sentence) => {
    const { code, error } = dilemma('restore', path, '--data', into);
    assert.equal(code, 1, path);
    assert.match(error, sentence);
    assert.ok(!existsSync(into), `nothing was made for ${path}`);
  };
  refuse(join(folder, 'nowhere'), /is not there/);
  refuse(join(ROOT, 'README.md'), /is damaged, or it is no backup/);
  refuse(data(server, 'journal.db'), /is no backup; `dilemma backup` makes one/);
  const harmed = join(folder, 'harmed.db');
  const changed = Buffer.from(whole);
  changed.write('Z', changed.indexOf('"interventions"') + 1); // A letter in a file of a story.
  writeFileSync(harmed, changed);
  refuse(harmed, /is damaged/);
  writeFileSync(harmed, whole.subarray(0, whole.length / 2));
  refuse(harmed, /is damaged/);

  const half = new Server(scratch(t), await freePort(), []);
  mkdirSync(data(half));
  writeFileSync(data(half, 'restoring'), '');
  await assert.rejects(half.up(), /server ended with 1[\s\S]*is half filled from a backup/);
  await server.close();
});

test('a session that is not whole is named by check-data, and by a backup that has it', async (t) => {
  const folder = scratch(t);
  const server = await started(t);
  const { people } = await choosing(server, ['Bea']);
  await people[0].say('vote_cast', vote(1));
  await choosing(server, ['Cas']);
  await server.stop();
  const journal = readFileSync(data(server, 'journal.db'));
  const at = journal.indexOf('reden 1');
  assert.ok(at > 0);
  journal.write('reden 2', at);
  writeFileSync(data(server, 'journal.db'), journal);
  const { code, out } = dilemma('check-data', '--data', data(server));
  assert.equal(code, 1);
  assert.match(out, /^session=\w{16} code=\w{6} events=\d+: not what was written\n2 sessions, 1 whole/);
  const made = dilemma('backup', '--data', data(server), join(folder, 'b.db'));
  assert.equal(made.code, 1);
  assert.match(made.error, /of 1 sessions something is not what was written; it is in the backup as it is/);
  assert.equal(dilemma('restore', join(folder, 'b.db'), '--data', join(folder, 'r')).code, 0);
  rmSync(server.folder, { recursive: true, force: true });
});

test('a copy for which there is no space is refused, and the server goes on', async (t) => {
  const file = join(scratch(t), 'b.db');
  const server = await started(t);
  const { people } = await choosing(server, ['Bea']);
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${16 * 1024}:`]);
  const { code, error } = dilemma('backup', '--data', data(server), file);
  assert.equal(code, 1);
  assert.match(error, /there is too little space on the disk; nothing was changed/);
  assert.ok(!existsSync(file) && !existsSync(data(server, 'backup-copy.db')));
  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:']);
  await people[0].say('vote_cast', vote(1));
  assert.equal(dilemma('backup', '--data', data(server), file).code, 0);
  await server.close();
});

test('the control socket is its owner’s, and answers nothing that it does not know', async (t) => {
  const file = join(scratch(t), 'b.db');
  const server = await started(t);
  assert.equal(statSync(data(server, 'control')).mode & 0o777, 0o600);
  const closed = (text) =>
    new Promise((resolve) => {
      const socket = connect(data(server, 'control'));
      let said = '';
      socket.on('data', (chunk) => (said += chunk));
      socket.on('close', () => resolve(said));
      socket.on('error', () => {});
      socket.write(text);
    });
  assert.equal(await closed('stop\n'), '');
  assert.equal(await closed('x'.repeat(500)), '');
  const idle = Array.from({ length: 8 }, () => connect(data(server, 'control')).on('error', () => {}));
  await Promise.all(idle.slice(0, 4).map((socket) => new Promise((resolve) => socket.on('connect', resolve))));
  for (const socket of idle) socket.destroy();
  const until = Date.now() + 120_000; // They go when the server sees that they went.
  let made = dilemma('backup', '--data', data(server), file);
  while (made.code !== 0 && Date.now() < until) made = dilemma('backup', '--data', data(server), file);
  assert.equal(made.code, 0, made.error);
  await server.close();
});
