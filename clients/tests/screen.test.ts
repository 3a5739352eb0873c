/* screen.test.ts -- the next screen from this one and what happened. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outboxToSend } from '../core/outbox';
import { commanded, emptyScreen, linkLost, onItsWay, receive, type Screen } from '../core/screen';
import { OUTBOX_MAX, type Command, type Pending } from '../core/types';
import { me, screenAt } from '../preview/fixtures';

const live: Screen = { ...screenAt('choice'), seq: 9 };
const vote = (id: number, option: number): Pending => ({
  id,
  command: { type: 'vote_cast', round: 1, option, confidence: 0, reason: '' },
});

test('sections come whole: the newest of each is kept, the others stay', () => {
  const next = receive(live, { t: 'view', seq: 10, at_ms: 0, sections: { me: me({ vote: 2 }) } }, 0);
  assert.equal(next.sections.me?.vote, 2);
  assert.equal(next.sections.session, live.sections.session);
});

test('an older view changes nothing', () => {
  assert.equal(receive(live, { t: 'view', seq: 8, at_ms: 0, sections: { me: me({ vote: 2 }) } }, 0), live);
});

test('after a welcome lower numbers are new: a restarted server counts on from its journal', () => {
  const welcomed = receive(live, { t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: 5000 }, 1000);
  assert.equal(welcomed.clock_offset_ms, 4000);
  assert.equal(
    receive(welcomed, { t: 'view', seq: 3, at_ms: 0, sections: { me: me({ vote: 3 }) } }, 0).sections.me?.vote,
    3,
  );
});

test('an ack empties the outbox; a rejection does too, and says why', () => {
  const asked = commanded(commanded(live, vote(1, 0)), { id: 2, command: { type: 'language_set', lang: 'en' } });
  assert.equal(receive(asked, { t: 'ack', id: 1, seq: 9 }, 0).outbox.length, 1);
  const refused = receive(asked, { t: 'rejected', id: 1, code: 'round_over' }, 0);
  assert.deepEqual(
    refused.outbox.map((pending) => pending.id),
    [2],
  );
  assert.equal(refused.notice?.code, 'round_over');
  assert.equal(receive(refused, { t: 'error', code: 'field_wrong', field: 'room' }, 0).notice?.field, 'room');
});

test('an acknowledged choice stays on the screen until the view that holds it is there', () => {
  const asked = commanded(live, vote(1, 2));
  const acked = receive(asked, { t: 'ack', id: 1, seq: 10 }, 0);
  assert.equal(onItsWay(acked, 'vote_cast')?.option, 2, 'the view of 10 is still on its way');
  assert.equal(receive(acked, { t: 'view', seq: 9, at_ms: 0, sections: {} }, 0).outbox.length, 1);
  assert.deepEqual(receive(acked, { t: 'view', seq: 10, at_ms: 0, sections: { me: me({ vote: 2 }) } }, 0).outbox, []);
  assert.deepEqual(receive(acked, { t: 'pong', at_ms: 0 }, 0).outbox, [], 'no view is to come');
  assert.deepEqual(receive(asked, { t: 'ack', id: 1, seq: 9 }, 0).outbox, [], 'its view was here before it');
});

test('what is acknowledged is not asked again after a reconnect, and is seen in any view that follows', () => {
  const acked = receive(
    commanded(commanded(live, vote(1, 2)), { id: 2, command: { type: 'language_set', lang: 'en' } }),
    { t: 'ack', id: 1, seq: 10 },
    0,
  );
  const back = receive(linkLost(acked), { t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: 0 }, 0);
  assert.deepEqual(
    outboxToSend(back.outbox).map((pending) => pending.id),
    [2],
  );
  assert.deepEqual(
    receive(back, { t: 'view', seq: 3, at_ms: 0, sections: {} }, 0).outbox.map((pending) => pending.id),
    [2],
  );
});

test('a "ready" that came too late is no news', () => {
  const asked = commanded(live, { id: 1, command: { type: 'ready_set', round: 1, step: 'situation', ready: true } });
  const refused = receive(asked, { t: 'rejected', id: 1, code: 'step_over' }, 0);
  assert.equal(refused.notice, null);
  assert.equal(refused.outbox.length, 0);
});

test('two clicks on "next" are one, and nothing is said about the second', () => {
  const next: Command = { type: 'room_next', room: 254, round: 1, step: 'situation' };
  const asked = commanded(commanded(live, { id: 1, command: next }), { id: 2, command: next });
  const once = receive(asked, { t: 'rejected', id: 2, code: 'step_over' }, 0);
  assert.equal(once.notice, null);
  assert.equal(
    receive(asked, { t: 'rejected', id: 2, code: 'tie_needs_trainer' }, 0).notice?.code,
    'tie_needs_trainer',
  );
});

test('what can never be taken leaves the outbox; what was too fast stays', () => {
  const asked = commanded(live, vote(1, 0));
  assert.equal(receive(asked, { t: 'error', code: 'malformed', id: 1 }, 0).outbox.length, 0);
  assert.equal(receive(asked, { t: 'error', code: 'too_fast', id: 1 }, 0).outbox.length, 1);
});

test('what the person just did is known before the server has it', () => {
  const asked = commanded(commanded(live, vote(1, 0)), vote(2, 3));
  assert.equal(onItsWay(asked, 'vote_cast', (command) => command.round === 1)?.option, 3);
  assert.equal(
    onItsWay(asked, 'vote_cast', (command) => command.round === 2),
    null,
  );
});

test('a full outbox refuses, loses nothing and says so', () => {
  let screen = live;
  const extend: Command = { type: 'room_extend', room: 0, seconds: 120 };
  for (let id = 1; id <= OUTBOX_MAX + 1; id++) screen = commanded(screen, { id, command: extend });
  assert.equal(screen.outbox.length, OUTBOX_MAX);
  assert.equal(screen.outbox[0]?.id, 1);
  assert.equal(screen.notice?.code, 'too_many');
});

test('a session whose story is not there, or that cannot go on, is over on this device', () => {
  for (const code of ['scenario_unknown', 'session_outdated', 'session_damaged'] as const) {
    assert.equal(receive(live, { t: 'error', code }, 0).over, code);
    assert.equal(receive(live, { t: 'error', code, id: 1 }, 0).over, null);
  }
});

test('moved to another device is final; a lost link is not, and does not undo it', () => {
  const over = receive(live, { t: 'bye', code: 'moved_device' }, 0);
  assert.equal(over.link, 'over');
  assert.equal(linkLost(over).over, 'moved_device');
  assert.equal(receive(live, { t: 'bye', code: 'restarting' }, 0).link, 'lost');
  assert.equal(receive(emptyScreen, { t: 'error', code: 'token_unknown' }, 0).over, 'token_unknown');
});
