/* fixtures.ts -- Sections as the server would send them, one set for every page of the preview. They
 * have the generated types, so that a change of the protocol shows here first. */
import { emptyScreen, type Screen } from '../core/screen';
import type { LeaderWeek, Me, MemberTeam, Person, RoomResult, Round, Sections, Session, Step } from '../core/types';
import { dilemma, members, session } from './story';

export const steps: readonly Step[] = [
  'situation',
  'diagnosis',
  'choice',
  'discussion',
  'decision',
  'consequence',
  'reflection',
];

const week: LeaderWeek = {
  hours: 12,
  used: 7,
  fresh: 2,
  limit: 3,
  running: [
    { title: 'Samen rijden', hours: 4, weeks: 9 },
    { title: 'De app na vijven', hours: 3, weeks: 22 },
  ],
};

const round = (step: Step, change: Partial<Round> = {}): Round => ({
  room: 0,
  round: 1,
  rounds: 4,
  step,
  steps,
  waiting: false,
  dilemma: step === 'lobby' || step === 'debrief' ? null : dilemma,
  week: step === 'lobby' || step === 'debrief' ? null : week,
  spokesperson: 'Henk',
  spokesperson_seat: 2,
  can_undo: false,
  ...change,
});

export const timer = {
  room: 0,
  deadline_ms: Date.now() + 160_000,
  closes: false,
  remaining_ms: 0,
  began_ms: Date.now() - 20_000,
  closing_ms: 0,
};

export const me = (change: Partial<Me> = {}): Me => ({
  seat: 1,
  name: 'Fatima',
  role: 'participant',
  room: 0,
  lang: 'nl',
  ready: false,
  holding: false,
  spokesperson: false,
  vote: -1,
  confidence: 0,
  reason: '',
  second: -1,
  objects: false,
  lives: false,
  guesses: [],
  against: -1,
  mover: 2,
  reflection_shared: false,
  scan: '',
  path: [],
  ...change,
});

/* A scan of the people's own team, while it can be answered. */
export const scan = (change: Partial<Sections['scan']> = {}): Sections['scan'] => ({
  use: 'room',
  open: true,
  answered: 4,
  least: 5,
  own_team: '',
  team: null,
  ...change,
});

const names = [
  ['Fatima', 'Henk', 'Roos', 'Peter', 'Anouk', 'Dirk-Jan'],
  ['Saskia', 'Mo', 'Ingrid', 'Tom', 'Latifa', 'Wim'],
  ['Marjolein', 'Ruben', 'Esra', 'Johan', 'Nienke', 'Aad'],
];
export const people: readonly Person[] = names.flatMap((room, r) =>
  room.map(
    (name, i): Person => ({
      seat: 1 + r * 6 + i,
      name,
      role: 'participant',
      room: r,
      present: name !== 'Wim',
      away_ms: name === 'Wim' ? Date.UTC(2026, 10, 21, 9, 40) : 0,
      spokesperson: name === 'Henk',
      removed: false,
      state: ['Dirk-Jan', 'Latifa', 'Wim', 'Aad'].includes(name) ? 'thinking' : 'done',
    }),
  ),
);

/* One of each: a phase back, a tread on, a phase on, a finished round, a guess, the bench. */
type Stood = readonly [phase: number, tread: number, spiral: number];
const stands: readonly { face: string; at: Stood; from: Stood | null; known: MemberTeam['known']; asked: boolean }[] = [
  { face: 'stil', at: [2, 2, 0], from: [3, 0, 0], known: 'revealed', asked: true },
  { face: 'rustig', at: [0, 2, 0], from: [0, 0, 0], known: 'revealed', asked: true },
  { face: 'blij', at: [2, 0, 0], from: [1, 1, 0], known: 'revealed', asked: true },
  { face: 'rustig', at: [2, -1, 0], from: null, known: 'estimated', asked: true },
  { face: 'vastberaden', at: [1, 0, 1], from: [4, 2, 0], known: 'revealed', asked: false },
  { face: 'rustig', at: [2, -1, 0], from: null, known: 'estimated', asked: false },
];
export const team: readonly MemberTeam[] = stands.map(({ face, at, from, known, asked }, member) => ({
  member,
  name: members[member]?.name ?? '',
  about: known === 'revealed',
  known,
  asked,
  phase: at[0],
  tread: at[1],
  spiral: at[2],
  phase_before: from?.[0] ?? -1,
  tread_before: from?.[1] ?? -1,
  spiral_before: from?.[2] ?? -1,
  face,
  vacant: false,
  newcomer: false,
  apart: 'none' as const,
  apart_change: 0,
}));
/* The same team before anything happened. */
export const teamStill: readonly MemberTeam[] = team.map((one) => ({
  ...one,
  phase_before: -1,
  tread_before: -1,
  spiral_before: -1,
}));

const reasons: readonly [number, string][] = [
  [0, 'Sanne en Kofi kunnen dit allang.'],
  [0, 'Anders blijf ik de verdeler.'],
  [1, 'Yasmina heeft houvast nodig. Daarna durft ze meer.'],
  [1, 'Vrijheid zonder rand voelt als weglopen.'],
  [2, 'Ik weet eigenlijk niet wat Bram wil.'],
  [2, 'Ze zijn nooit gevraagd.'],
];
export const result = (change: Partial<RoomResult> = {}): RoomResult => ({
  room: 0,
  shown: true,
  first: [2, 2, 2, 0],
  second: [],
  shifts: [],
  leading: -1,
  tie: false,
  objections: [],
  otherwise: 0,
  silent: 0,
  decision: -1,
  decided_by: 'majority',
  reasons: reasons.map(([option, text], reason) => ({
    reason,
    option,
    text,
    name: '',
    featured: reason < 2,
    hidden: false,
    lit: false,
  })),
  ...change,
});

export const consequence: Sections['consequence'] = {
  rooms: [
    {
      room: 0,
      round: 1,
      option: 1,
      title: 'Drie weken later',
      most: 'Yasmina durft meer.',
      befell: [
        {
          name: 'Er komt meer werk op het team af',
          text: 'De gemeente ernaast vraagt of jullie drie weken lang hun telefoon erbij nemen.',
          own: true,
        },
      ],
      story: [
        {
          kind: 'paragraph',
          member: -1,
          name: '',
          face: '',
          portrait: '',
          text: 'Het A4’tje hangt naast het planbord. Yasmina heeft er met potlood twee regels bij gezet.',
        },
        {
          kind: 'speech',
          member: 2,
          name: 'Yasmina',
          face: 'blij',
          portrait: 'yasmina',
          text: 'Nu weet ik wat ik zelf mag afdoen.',
        },
        {
          kind: 'paragraph',
          member: -1,
          name: '',
          face: '',
          portrait: '',
          text: 'Joris deelt nog in, maar alleen wat overblijft. Om half zes is hij thuis. Sanne is stiller dan eerst.',
        },
        {
          kind: 'speech',
          member: 0,
          name: 'Sanne',
          face: 'ernstig',
          portrait: 'sanne',
          text: 'Ik vraag nu maar eerst of het mag.',
        },
        { kind: 'paragraph', member: -1, name: '', face: '', portrait: '', text: 'Er liggen 209 aanvragen.' },
      ],
      why: [
        {
          helped: true,
          weight: 3,
          title: 'Eerst de krijtstrepen',
          text: 'Het werd duidelijker wat wel en niet kan. Dan hoef je minder te gissen.',
          mechanism: 'Duidelijker wat je kunt verwachten',
          members: [2, 3],
          certainty: 'case',
          source: 'Van der Torre e.a., TNO 2019, par. 3.3.2',
        },
        {
          helped: false,
          weight: 2,
          title: 'Eerst de krijtstrepen',
          text: 'Er kwamen vaste regels bij die deze mensen niet nodig hadden. Dat knelt.',
          mechanism: 'Te veel regels',
          members: [0],
          certainty: 'case',
          source: 'Van der Torre e.a., TNO 2019, par. 3.3.2',
        },
        {
          helped: true,
          weight: 2,
          title: 'Meer grip op het werk',
          text: 'Ze hadden meer in de hand hoe hun week loopt. Daar komt zin van.',
          mechanism: 'Meer grip op het werk',
          members: [2, 5],
          certainty: 'theory',
          source: 'Karasek 1979',
        },
        {
          helped: false,
          weight: 1,
          title: 'Meer werk tegelijk',
          text: 'Er kwam meer werk op het team af. Dan schiet terugkijken en proberen er het eerst bij in.',
          mechanism: 'Meer werk tegelijk',
          members: [],
          certainty: 'review',
          source: 'Van Woerkom 2004',
        },
      ],
    },
  ],
};

/* Where somebody stood at each moment. One of them finishes a round with the last decision. */
const FINISHES = 4;
function pathOf(member: number, room: number): { phases: number[]; treads: number[]; spirals: number[] } {
  if (member === FINISHES) return { phases: [3, 3, 4, 4, 1], treads: [0, 2, 0, 2, 0], spirals: [0, 0, 0, 0, 1] };
  return {
    phases: [0, 1, 2, 3, 4].map((at) => [0, 0, 1, 1, 2, 2, 3, 3, 4, 4][(member + room + at) % 7] ?? 0),
    treads: [0, 1, 2, 3, 4].map((at) => (member + at) % 3),
    spirals: [0, 0, 0, 0, 0],
  };
}

const layers = ['task', 'colleagues', 'leader', 'hr', 'management', 'education', 'environment'] as const;
export const debrief: Sections['debrief'] = {
  ended: true,
  rooms: [0, 1, 2].map((room) => ({
    room,
    weeks: [0, 5, 10, 15, 20],
    ending: 'In november is de stapel weg. Sanne leidt een collega op, en vraagt nog steeds eerst of het mag.',
    decisions: [
      'De stapel van juni',
      'Wie verdeelt het werk?',
      'Alle formulieren zijn lovend',
      'Vrijdag, kwart over drie',
    ].map((title, i) => ({
      round: i,
      dilemma: title,
      option:
        ([
          [2, 1, 2, 2],
          [3, 0, 0, 1],
          [2, 2, 1, 2],
        ][room] ?? [])[i] ?? 0,
      option_title: dilemma.options[i]?.title ?? '',
      decided_by: 'majority' as const,
      changed: [2, 3, 1, 3][i] ?? 0,
      options: [
        { option: 0, title: 'Laat het team verdelen', most: 'Sanne wil meer dan eerst.' },
        { option: 1, title: 'Eerst de krijtstrepen', most: 'Bram ziet beter waar het om gaat.' },
        { option: 2, title: 'Eerst met ieder praten', most: 'Er was geen grote verandering.' },
      ],
    })),
    members: members.map((member) => ({
      member: member.member,
      name: member.name,
      ...pathOf(member.member, room),
      face: 'rustig',
    })),
    matrix: layers.map((layer) => ({
      layer,
      stood: [1, 1, 2, 1, 1],
      actions: layer === 'colleagues' ? [2, 2, 2, 2, 1] : layer === 'leader' ? [3, 3, 3, 0, 1] : [0, 0, 0, 0, 0],
      items:
        layer === 'colleagues'
          ? [
              { name: 'Open gesprek over werkdruk', phases: [0, 1, 2, 3] },
              { name: 'Leren feedback te vragen', phases: [0, 1, 2, 3, 4] },
            ]
          : layer === 'leader'
            ? [
                { name: 'Duidelijke krijtstrepen', phases: [0, 1] },
                { name: 'Taken verlichten', phases: [2] },
                { name: 'Open gesprek over werkdruk', phases: [0, 1, 2] },
              ]
            : [],
    })),
  })),
  cards: [
    {
      id: 'eigenaarschap',
      number: 7,
      name: 'Eigenaarschap door kansen om te leiden',
      goal: 'Pas de mate van delen steeds aan: zoek de balans tussen ruimte en sturing.',
      suggestions: [{ text: 'Laat iemand een dagstart leiden.' }],
    },
    {
      id: 'feedback',
      number: 4,
      name: 'Feedback goed laten werken',
      goal: 'Vraag als leiding zelf om feedback die je helpt te groeien.',
      suggestions: [],
    },
  ],
  aims: [{ text: 'zien waar iemand staat' }, { text: 'ruimte op maat geven' }],
  single_loop: [{ text: 'Wat zou je de volgende keer anders doen?' }],
  double_loop: [{ text: 'Welke aanname over je team bleek niet te kloppen?' }],
  befell: [
    {
      round: 1,
      rooms: [0],
      name: 'Er komt meer werk op het team af',
      text: 'De gemeente ernaast vraagt of jullie drie weken lang hun telefoon erbij nemen.',
      own: true,
    },
  ],
};

export const path: Me['path'] = [
  'De stapel van juni',
  'Wie verdeelt het werk?',
  'Alle formulieren zijn lovend',
  'Vrijdag, kwart over drie',
].map((title, i) => ({
  round: i,
  dilemma: title,
  first: [3, 1, 0, 2][i] ?? 0,
  second: [2, 1, 2, 2][i] ?? 0,
  decision: [2, 1, 2, 2][i] ?? 0,
  first_title: '',
  decision_title: '',
  against: [0, 2, 3, 0][i] ?? 0,
  guesses:
    i === 0
      ? [{ member: 2, name: 'Yasmina', guess: 1, truth: 1 }]
      : i === 1
        ? [
            { member: 2, name: 'Yasmina', guess: 1, truth: 1 },
            { member: 1, name: 'Bram', guess: 1, truth: 0 },
          ]
        : [],
}));

const progress = (step: Step): Sections['progress'] => ({
  rooms: [
    [6, 5],
    [6, 4],
    [6, 5],
  ].map(([seats = 0, done = 0], room) => ({
    room,
    round: 1,
    step,
    seats,
    present: room === 1 ? 5 : 6,
    done,
    expected: 6,
    waiting: false,
    holding: 0,
    movers: 0,
    movers_of: [],
  })),
});

export interface Made {
  readonly session?: Partial<Session>;
  readonly round?: Partial<Round>;
  readonly me?: Partial<Me>;
  readonly more?: Partial<Sections>;
  readonly screen?: Partial<Screen>;
}

export function screenAt(step: Step, made: Made = {}): Screen {
  const started = step !== 'lobby';
  return {
    ...emptyScreen,
    link: 'live',
    seq: 9,
    role: 'participant',
    ...made.screen,
    sections: {
      session: session({
        status: step === 'lobby' ? 'lobby' : step === 'debrief' ? 'ended' : 'running',
        ...made.session,
      }),
      round: round(step, { ...(started ? {} : { round: -1 }), ...made.round }),
      me: me(made.me),
      people: { seats: people },
      progress: progress(step),
      timer: {
        rooms: [0, 1, 2].map((room) => ({ ...timer, room })),
      },
      ...(started
        ? {
            team: {
              rooms: [0, 1, 2].map((room) => ({
                room,
                week: 5,
                members: step === 'consequence' ? team : teamStill,
                figures: [],
                against_start: [],
              })),
            },
          }
        : {}),
      ...made.more,
    },
  };
}
