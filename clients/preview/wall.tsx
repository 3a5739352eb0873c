/* wall.tsx -- the projector's pictures for the preview, from few rooms to many. */
import type { Screen } from '../core/screen';
import type { Lang, MemberTeam, RoomConsequence, RoomResult, Sections, Session, Step } from '../core/types';
import { ProjectorApp } from '../projector/app';
import { BrokenWall } from '../projector/broken';
import { consequence, debrief, result, scan, screenAt, team, teamStill, type Made } from './fixtures';
import type { PreviewPage } from './pages';

const asked = (): Lang => (new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'nl');

/* As the server sends it to a projector: no people, no own seat, all rooms. */
function wallAt(step: Step, made: Made = {}): Screen {
  const screen = screenAt(step, {
    ...made,
    session: { lang: asked(), ...made.session },
    screen: { role: 'projector', ...made.screen },
  });
  const { me: _me, people: _people, ...sections } = screen.sections;
  return { ...screen, sections };
}

const wall = (make: () => Screen): PreviewPage => ({
  surface: 'projector',
  make: (live) => <ProjectorApp live={live(make())} />,
});

const one: Partial<Session> = { mode: 'one_room', rooms: [{ room: 0, taken: 14, seats: 24 }] };
const many = (n: number): Partial<Session> => ({
  rooms: Array.from({ length: n }, (_, room) => ({ room, taken: (room * 5) % 7, seats: 8 })),
});
const progress = (step: Step, n: number, expected: number): Sections['progress'] => ({
  rooms: Array.from({ length: n }, (_, room) => ({
    room,
    round: 1,
    step: room === 4 ? ('discussion' as const) : step,
    seats: expected,
    present: expected,
    done: Math.min(expected, 3 + ((room * 5) % 6)),
    expected,
    waiting: false,
    holding: 0,
    movers: 0,
    movers_of: [],
  })),
});

const guessing = (n: number, done = false): Sections['progress'] => ({
  rooms: (progress('consequence', n, 5)?.rooms ?? []).map((room) => ({
    ...room,
    step: 'consequence' as const,
    movers: done ? 5 : 1 + (room.room % 5),
    movers_of: done ? [1, 0, 3, 1, 0, 0] : [],
  })),
});
const justNow: Sections['timer'] = {
  rooms: [{ room: 0, deadline_ms: 0, closes: false, remaining_ms: 0, began_ms: Date.now(), closing_ms: 0 }],
};

const shifts = [
  [0, 0, 2],
  [0, 1, 3],
  [1, 1, 5],
  [1, 2, 1],
  [2, 1, 1],
  [2, 2, 3],
  [3, 0, 1],
  [3, 2, 1],
  [3, 3, 1],
].map(([from = 0, to = 0, count = 0]) => ({ from, to, count }));
const first = [5, 6, 4, 3];
const split = (change: (room: number) => Partial<RoomResult>): Sections['result'] => ({
  rooms: [0, 1, 2].map((room) => result({ room, first: [0, 0, 0, 0], reasons: [], ...change(room) })),
});
const before = split((room) => (room === 0 ? { first, reasons: result().reasons } : {}));
const after = split((room) =>
  room === 0 ? { first, second: [3, 9, 5, 1], shifts, decision: 1, reasons: result().reasons } : {},
);

const held = split((room) =>
  room === 0 ? { first, reasons: result().reasons.map((one, i) => ({ ...one, lit: i === 0 })) } : {},
);

const decided = [1, 0, 2, 1, 0, 2, 1, 1];
const why = consequence.rooms[0]?.why ?? [];
const consequences = (n: number): Sections['consequence'] => ({
  rooms: Array.from(
    { length: n },
    (_, room): RoomConsequence => ({
      room,
      round: 1,
      option: decided[room % decided.length] ?? 0,
      title: 'Drie weken later',
      most: consequence.rooms[0]?.most ?? '',
      befell: consequence.rooms[0]?.befell ?? [],
      story: consequence.rooms[0]?.story ?? [],
      why,
    }),
  ),
});
const teams = (n: number): Sections['team'] => ({
  rooms: Array.from({ length: n }, (_, room) => ({
    room,
    week: 5,
    figures: [],
    against_start:
      [
        [34, -12, 8],
        [22, 14, -9],
        [8, -20, 15],
      ][room % 3] ?? [],
    members: team.map((member, i) => ({
      ...memberIn(room, member, i),
      ...(member.known === 'revealed' && i < 3
        ? { apart: apart[i] ?? 'none', apart_change: [140, -40, 5, 90, -150, 20][(room + i) % 6] ?? 0 }
        : {}),
    })),
  })),
});
const apart = ['durven', 'willen', 'strain'] as const;
const memberIn = (room: number, member: MemberTeam, i: number): MemberTeam =>
  room % 3 === 0 || i % 3 !== room % 3
    ? room % 3 === 0
      ? member
      : (teamStill[i] ?? member)
    : {
        ...member,
        phase: Math.min(4, member.phase + 1),
        tread: 0,
        phase_before: member.phase,
        tread_before: 2,
        spiral_before: member.spiral,
      };
const still = { timer: { rooms: [] } };

export const wallPages: Readonly<Record<string, PreviewPage>> = {
  'projector-01-join': wall(() => wallAt('lobby')),
  'projector-01-join-one': wall(() => wallAt('lobby', { session: one })),
  'projector-01-join-scan': wall(() => wallAt('lobby', { session: one, more: { scan: scan({ answered: 9 }) } })),
  'projector-01-join-scan-6': wall(() => wallAt('lobby', { session: many(6), more: { scan: scan({ answered: 9 }) } })),
  'projector-01-join-scan-20': wall(() =>
    wallAt('lobby', { session: many(20), more: { scan: scan({ answered: 9 }) } }),
  ),
  'projector-01-join-6': wall(() => wallAt('lobby', { session: many(6) })),
  'projector-01-join-12': wall(() => wallAt('lobby', { session: many(12) })),
  'projector-01-join-20': wall(() => wallAt('lobby', { session: many(20) })),
  'projector-01-join-32': wall(() => wallAt('lobby', { session: many(32) })),
  'projector-02-situation': wall(() => wallAt('situation')),
  'projector-03-diagnosis': wall(() => wallAt('diagnosis')),
  'projector-03-choice': wall(() => wallAt('choice')),
  'projector-03-choice-one': wall(() =>
    wallAt('choice', { session: one, more: { progress: progress('choice', 1, 24) } }),
  ),
  'projector-03-choice-6': wall(() =>
    wallAt('choice', { session: many(6), more: { progress: progress('choice', 6, 9) } }),
  ),
  'projector-03-choice-20': wall(() =>
    wallAt('choice', { session: many(20), more: { progress: progress('choice', 20, 9) } }),
  ),
  'projector-03-decision-lost': wall(() => wallAt('decision', { screen: { link: 'lost' } })),
  'projector-03-apart': wall(() =>
    wallAt('choice', {
      more: {
        progress: {
          rooms: [0, 1, 2].map((room) => ({
            room,
            round: room === 2 ? 0 : 1,
            step: (['choice', 'diagnosis', 'reflection'] as const)[room] ?? 'choice',
            seats: 6,
            present: 6,
            done: room + 1,
            expected: 6,
            waiting: false,
            holding: 0,
            movers: 0,
            movers_of: [],
          })),
        },
      },
    }),
  ),
  'projector-04-talk': wall(() => wallAt('discussion')),
  'projector-04-result': wall(() => wallAt('discussion', { more: { result: before } })),
  'projector-04-lit': wall(() => wallAt('discussion', { more: { result: held } })),
  'projector-04-message': wall(() =>
    wallAt('discussion', {
      session: { message: 'Over vijf minuten praten we samen verder. Neem je koffie mee.', message_from: 'Anna' },
      more: { result: before },
    }),
  ),
  'projector-05-changed': wall(() =>
    wallAt('consequence', {
      session: { projector_view: 'result' },
      more: { result: after, consequence: consequences(3) },
    }),
  ),
  'projector-06-team': wall(() =>
    wallAt('consequence', {
      session: { projector_room: 0 },
      more: { ...still, consequence: consequences(3), team: teams(3) },
    }),
  ),
  'projector-05-guess': wall(() =>
    wallAt('consequence', {
      more: { consequence: consequences(3), team: teams(3), progress: guessing(3), timer: justNow },
    }),
  ),
  'projector-05-guess-one': wall(() =>
    wallAt('consequence', {
      session: one,
      more: { consequence: consequences(1), team: teams(1), progress: guessing(1), timer: justNow },
    }),
  ),
  'projector-05-guess-12': wall(() =>
    wallAt('consequence', {
      session: many(12),
      more: { consequence: consequences(12), team: teams(12), progress: guessing(12), timer: justNow },
    }),
  ),
  'projector-06-decided': wall(() =>
    wallAt('consequence', { more: { ...still, consequence: consequences(3), team: teams(3) } }),
  ),
  'projector-06-decided-6': wall(() =>
    wallAt('consequence', {
      session: many(6),
      more: { ...still, consequence: consequences(6), team: teams(6), progress: progress('consequence', 6, 8) },
    }),
  ),
  'projector-06-decided-20': wall(() =>
    wallAt('consequence', { session: many(20), more: { ...still, consequence: consequences(20), team: teams(20) } }),
  ),
  'projector-06-decided-32': wall(() =>
    wallAt('consequence', { session: many(32), more: { ...still, consequence: consequences(32), team: teams(32) } }),
  ),
  'projector-07-rooms': wall(() =>
    wallAt('consequence', {
      session: { projector_view: 'rooms' },
      more: { ...still, consequence: consequences(3), team: teams(3), progress: guessing(3, true) },
    }),
  ),
  'projector-07-rooms-4': wall(() =>
    wallAt('consequence', {
      session: { ...many(4), projector_view: 'rooms' },
      more: { ...still, consequence: consequences(4), team: teams(4) },
    }),
  ),
  'projector-07-rooms-12': wall(() =>
    wallAt('consequence', {
      session: { ...many(12), projector_view: 'rooms' },
      more: { ...still, consequence: consequences(12), team: teams(12) },
    }),
  ),
  'projector-07-rooms-20': wall(() =>
    wallAt('consequence', {
      session: { ...many(20), projector_view: 'rooms' },
      more: { ...still, consequence: consequences(20), team: teams(20) },
    }),
  ),
  'projector-08-reflection': wall(() => wallAt('reflection')),
  'projector-09-debrief': wall(() => wallAt('debrief', { more: { debrief } })),
  'projector-09-debrief-one': wall(() => wallAt('debrief', { session: { projector_room: 1 }, more: { debrief } })),
  'projector-09-timeline': wall(() =>
    wallAt('debrief', {
      session: { projector_view: 'timeline', projector_room: 1, projector_moment: 2 },
      more: { debrief },
    }),
  ),
  'projector-09-timeline-rooms': wall(() =>
    wallAt('debrief', { session: { projector_view: 'timeline', projector_moment: 3 }, more: { debrief } }),
  ),
  'projector-10-blank': wall(() => wallAt('choice', { session: { projector_view: 'blank' } })),
  'projector-11-over': wall(() => ({ ...wallAt('lobby'), link: 'over', over: 'deleted' })),
  'projector-12-broken': { surface: 'projector', make: () => <BrokenWall /> },
};
