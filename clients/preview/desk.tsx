/* desk.tsx -- the trainer's pages for the preview: start, doors, and the dashboard step by step. */
import type { ScenarioCard, ScenarioPreview } from '../core/api';
import type { Screen } from '../core/screen';
import type { Person, RoomResult, Sections, Step, TrainerMember, TrainerRoom } from '../core/types';
import { TrainerKey } from '../trainer/key-page';
import { Dashboard } from '../trainer/live/dashboard';
import { MoreMenu } from '../trainer/live/more-menu';
import { PeopleDialog } from '../trainer/live/people-dialog';
import { Settings, startSettings } from '../trainer/start/settings';
import { StartView } from '../trainer/start/start';
import '../trainer/trainer.css';
import '../trainer/paper/paper.css';
import type { Desk } from '../trainer/live/desk';
import { useScreen } from '../ui/use-screen';
import { consequence, debrief, people, result, scan, screenAt, steps, type Made } from './fixtures';
import { ownTeam } from './alone';
import type { PreviewPage } from './pages';
import { dilemma, members } from './story';

const nothing = (): void => undefined;
const kept = {
  token: 'preview-token',
  role: 'trainer' as const,
  solo: false,
  code: 'K7M4PR',
  title: 'Leergang Leidinggeven, groep 3',
  at_ms: Date.UTC(2026, 10, 21),
};

const stood: readonly (readonly number[])[] = [
  [2, 0, 2, 2, 4, 2],
  [4, 0, 1, 0, 4, 3],
  [3, 1, 1, 1, 4, 3],
];
const came: readonly (readonly number[])[] = [
  [3, -1, 1, 1, -1, -1],
  [3, -1, -1, 1, -1, 2],
  [-1, 0, -1, -1, -1, 2],
];

/* In the first room somebody finishes a round with the decision, and goes on a round higher. */
const finished = { phase: 1, tread: 0, spiral: 1, phase_before: 4, tread_before: 2, spiral_before: 0 };
const finishes = (at: number, i: number): boolean => at === 0 && i === 4;

const before = (phase: number): Pick<TrainerMember, 'phase_before' | 'tread_before' | 'spiral_before'> => ({
  phase_before: phase,
  tread_before: phase < 0 ? -1 : 1,
  spiral_before: phase < 0 ? -1 : 0,
});

function room(step: Step, at: number): TrainerRoom {
  const after = step === 'consequence' || step === 'reflection';
  return {
    room: at,
    round: step === 'lobby' ? -1 : 1,
    step,
    dilemma: step === 'lobby' ? -1 : 0,
    can_undo: step === 'discussion',
    held: false,
    stirred_ms: 0,
    sure: [0, 1, 3, 1],
    brought: [],
    written: null,
    first: [2, 2, 1, 0],
    second: step === 'decision' ? [1, 2, 2, 0] : [0, 0, 0, 0],
    decision: after ? ([1, 0, 2][at] ?? 1) : -1,
    shown: step !== 'choice',
    members: members.map((member, i) => ({
      member: i,
      name: member.name,
      phase: stood[at]?.[i] ?? 0,
      tread: (i + at) % 3,
      spiral: 0,
      ...before(after ? (came[at]?.[i] ?? -1) : -1),
      ...(after && finishes(at, i) ? finished : {}),
      face: i === 0 ? 'ernstig' : 'rustig',
      vacant: false,
      demands: [720, 560, 690, 640, 420, 520][i] ?? 500,
      control: [430, 350, 620, 300, 720, 560][i] ?? 500,
      demands_before: [650, 560, 740, 600, 400, 480][i] ?? 500,
      control_before: [620, 380, 330, 420, 700, 560][i] ?? 500,
    })),
    series: [
      ['DEM', 'Werkdruk', 'hoog', [560, 640, 700]],
      ['AUT', 'Regelruimte', 'laag', [400, 380, 360]],
      ['SAF', 'Veiligheid', 'midden', [500, 490, 500]],
      ['LEA', 'Jouw steun', 'iets lager', [540, 520, 470]],
    ].map(([id, name, word, values]) => ({
      id: String(id),
      name: String(name),
      word: String(word),
      values: values as readonly number[],
    })),
    what_if:
      step === 'choice' || step === 'discussion' || step === 'decision' || after
        ? [
            [2, 0, 1, 0, 4, 3],
            [2, 0, 2, 2, 4, 2],
            [3, 1, 1, 1, 4, 3],
            [3, 0, 1, 1, 4, 2],
          ].map((phases, option) => ({
            option,
            phases,
            treads: [0, 1, 2, 0, 1, 2],
            spirals: [0, 0, 0, 0, 0, 0],
            learning: [20, 40, -10, 0][option] ?? 0,
            wellbeing: [-30, 5, 0, 40][option] ?? 0,
            performance: 0,
            odds:
              [
                [{ member: 2, quality: 'durven' as const, more: true, of_ten: 7 }],
                [
                  { member: 0, quality: 'strain' as const, more: true, of_ten: 6 },
                  { member: 3, quality: 'weten' as const, more: true, of_ten: 9 },
                ],
                [],
              ][option % 3] ?? [],
          }))
        : [],
    load: step === 'lobby' ? null : { hours: 12, used: [7, 13, 4][at] ?? 0, fresh: 2, limit: 3 },
    decisions: [],
    reflections:
      at === 0 && step === 'reflection' ? [{ round: 1, text: 'Ik geef ruimte vooral aan wie erom vraagt.' }] : [],
  };
}

const seats: readonly Person[] = people.map((person) => ({ ...person, spokesperson: false }));

/* Four people in each of many rooms; in every fifth one is away, and in every seventh nobody did anything yet. */
const seatsOf = (rooms: number): readonly Person[] =>
  Array.from({ length: rooms * 4 }, (_, i) => {
    const at = Math.floor(i / 4);
    const away = at % 5 === 2 && i % 4 === 3;
    return {
      ...(seats[i % seats.length] as Person),
      seat: i + 1,
      room: at,
      present: !away,
      away_ms: away ? 1 : 0,
      state: at % 7 === 3 ? 'thinking' : 'done',
    };
  });

function deskAt(step: Step, made: Made = {}, rooms = 3): Screen {
  const made_rooms = Array.from({ length: rooms }, (_, at) => room(step, at % 3)).map((one, at) => ({
    ...one,
    room: at,
  }));
  const results: readonly RoomResult[] = made_rooms.map((one) =>
    result({
      room: one.room,
      shown: step !== 'choice',
      second: one.second,
      decision: one.decision,
      tie: step === 'decision' && one.room === 1,
    }),
  );
  const consequences: Sections['consequence'] = {
    rooms: made_rooms.map((one) => ({
      ...(consequence.rooms[0] as Sections['consequence']['rooms'][number]),
      room: one.room,
      option: one.decision,
    })),
  };
  const screen = screenAt(step, {
    ...made,
    screen: { role: 'trainer', ...made.screen },
    more: {
      people: { seats: rooms > 3 ? seatsOf(rooms) : seats },
      result: { rooms: results },
      ...(step === 'consequence' ? { consequence: consequences } : {}),
      trainer: {
        rooms: made_rooms,
        dilemmas:
          step === 'lobby'
            ? []
            : [
                {
                  dilemma: 0,
                  title: dilemma.title,
                  steps,
                  about: dilemma.about,
                  options: dilemma.options,
                  questions: dilemma.questions,
                  reflection: dilemma.reflection,
                  background: [
                    {
                      title: 'Vrijheid past niet iedereen even goed.',
                      text: 'Nieuwe mensen pakken haar vaak niet; krijtstrepen helpen.',
                      certainty: 'case',
                      source: 'TNO 2019, 3.3.2',
                    },
                    {
                      title: 'Dwang werkt averechts.',
                      text: 'Een verplichte overgang gaf minder druk, maar ook minder autonomie.',
                      certainty: 'study',
                      source: 'Van Steenbergen e.a. 2018',
                    },
                  ],
                },
              ],
        happened: [
          { at_ms: Date.UTC(2026, 10, 21, 9, 42), kind: 'away', name: 'Wim', room: 1, step: 'choice' },
          { at_ms: Date.UTC(2026, 10, 21, 9, 40), kind: 'joined', name: 'Latifa', room: 1, step: 'choice' },
        ],
        happenings: [
          { pulse: 'griepgolf', name: 'Een griepgolf' },
          { pulse: 'reorganisatie', name: 'Een reorganisatie' },
        ],
        effects: [
          { pulse: 'piekdruk', name: 'Er komt meer werk op het team af' },
          { pulse: 'zieke_collega', name: 'Een collega is er lange tijd niet' },
          { pulse: 'compliment_van_buiten', name: 'Goed nieuws: waardering van buiten' },
        ],
      },
      progress: {
        rooms: made_rooms.map((one) => ({
          room: one.room,
          round: one.round,
          step,
          seats: 6,
          present: 6,
          done: [5, 4, 5][one.room % 3] ?? 5,
          expected: 6,
          waiting: false,
          holding: 0,
          movers: 0,
          movers_of: [],
        })),
      },
      ...made.more,
    },
  });
  const { me: _me, ...sections } = screen.sections;
  return {
    ...screen,
    sections: { ...sections, me: { ...(screen.sections.me as Sections['me']), role: 'trainer', room: -1 } },
  };
}

const desk = (screen: Screen): PreviewPage => ({
  surface: 'trainer',
  make: (live) => <Watched live={live(screen)} />,
});

function Watched({
  live,
}: {
  readonly live: ReturnType<Parameters<PreviewPage['make']>[0]>;
}): ReturnType<PreviewPage['make']> {
  return <Dashboard live={live} screen={useScreen(live)} seat={kept} onStart={nothing} onGone={nothing} />;
}

export const cards: readonly ScenarioCard[] = [
  {
    id: 'ruimte',
    version: '1.0.0',
    title: 'Ruimte met randen',
    intro: 'Een team krijgt meer vrijheid. Niet iedereen zit daarop te wachten.',
    subtitle: '',
    theme: 'autonomy',
    themes: ['autonomy', 'workload'],
    level: 'advanced',
    minutes: 75,
    rounds: 4,
    members: [members[0], members[1], members[2]].flatMap((one) => (one ? [one] : [])),
    own_team: true,
  },
  {
    id: 'zeg',
    version: '1.0.0',
    title: 'Zeg het maar',
    intro: 'Niemand zegt wat beter kan.',
    subtitle: '',
    theme: 'feedback',
    themes: ['feedback'],
    level: 'start',
    minutes: 50,
    rounds: 3,
    members: [members[4], members[5]].flatMap((one) => (one ? [one] : [])),
    own_team: true,
  },
  {
    id: 'vak',
    version: '1.0.0',
    title: 'Nieuw systeem, oud vak',
    intro: 'Het nieuwe systeem is er maandag.',
    subtitle: '',
    theme: 'change',
    themes: ['change', 'learning'],
    level: 'advanced',
    minutes: 90,
    rounds: 5,
    members: [members[1], members[3]].flatMap((one) => (one ? [one] : [])),
    own_team: true,
  },
];
const preview: ScenarioPreview = {
  ...(cards[0] as ScenarioCard),
  members,
  intro:
    'Een uitvoeringsteam met een groeiende stapel. De een wil vrijheid, de ander een rand. ' +
    'Jij bent hun teamleider, en je directeur wil weten hoe jullie het najaar ingaan.',
  prepare: ['Een collega komt terug na ziekte. Zeg vooraf dat niemand iets over zichzelf hoeft te vertellen.'],
  sources: [
    'Een leidinggevende vraagt niet wat iemand mankeert (Algemene verordening gegevensbescherming, artikel 9).',
  ],
  aims: ['zien waar iemand staat', 'ruimte op maat geven', 'werkdruk bespreken'],
  dilemmas: [
    ['De stapel van juni', 'Wie zegt nee tegen nieuw werk?'],
    ['Wie verdeelt het werk?', 'Vrijheid of kaders, en voor wie?'],
    ['Alle formulieren zijn lovend', 'Niemand durft te zeggen wat beter kan.'],
    ['Vrijdag, kwart over drie', 'De trainingsdag valt samen met de deadline.'],
  ].map(([title = '', question = '']) => ({
    id: '',
    title,
    question,
    options: dilemma.options.map((option) => ({ title: option.title, text: option.text })),
  })),
};

export const deskPages: Readonly<Record<string, PreviewPage>> = {
  'trainer-00-key': {
    surface: 'trainer',
    make: () => <TrainerKey earlier={[kept]} refused={false} onOpen={nothing} onKey={nothing} />,
  },
  'trainer-01-start': {
    surface: 'trainer',
    make: () => (
      <StartView
        cards={cards}
        chosen="ruimte"
        onChoose={nothing}
        preview={preview}
        earlier={[kept]}
        onOpen={nothing}
        onForget={nothing}
        form={
          <Settings
            own
            settings={{ ...startSettings('nl'), rooms: 3, seats: 6 }}
            onChange={nothing}
            busy={false}
            problem={null}
            onGo={nothing}
            onRehearse={nothing}
          />
        }
      />
    ),
  },
  'trainer-02-doors': desk(deskAt('lobby', { more: { timer: { rooms: [] } } })),
  'trainer-02-scan': desk(deskAt('lobby', { more: { timer: { rooms: [] }, scan: scan() } })),
  'trainer-02-scan-made': desk(
    deskAt('lobby', {
      more: {
        timer: { rooms: [] },
        scan: scan({ open: false, answered: 0, own_team: '1523124434453221jcdcba', team: ownTeam }),
      },
    }),
  ),
  'trainer-03-choice': desk(deskAt('choice')),
  'trainer-04-discussion': desk(deskAt('discussion')),
  'trainer-05-decision': desk(deskAt('decision', { session: { rule: 'trainer' } })),
  'trainer-06-consequence': desk(deskAt('consequence')),
  'trainer-07-one-room': desk(
    deskAt('discussion', { session: { mode: 'one_room', rooms: [{ room: 0, taken: 6, seats: 12 }] } }, 1),
  ),
  'trainer-08-many': desk(
    deskAt(
      'decision',
      { session: { rooms: Array.from({ length: 12 }, (_, at) => ({ room: at, taken: 6, seats: 6 })) } },
      12,
    ),
  ),
  'trainer-09-after': desk(deskAt('debrief', { more: { debrief } })),
  'trainer-10-menu': {
    surface: 'trainer',
    make: (live) => (
      <MoreMenu
        desk={deskOf(live(deskAt('choice')))}
        seat={kept}
        onClose={nothing}
        onStart={nothing}
        onGone={nothing}
      />
    ),
  },
  'trainer-11-tiles': desk(deskAt('discussion', {}, 12)),
  'trainer-12-tiles-60': desk(deskAt('choice', {}, 60)),
  'trainer-10-people': {
    surface: 'trainer',
    make: (live) => <PeopleDialog desk={deskOf(live(deskAt('choice')))} room={1} onClose={nothing} />,
  },
};

function deskOf(live: ReturnType<Parameters<PreviewPage['make']>[0]>): Desk {
  const screen = live.screen();
  const { session, round, trainer } = screen.sections as Sections;
  return { live, screen, session, round, trainer, used: trainer.rooms, beside: trainer.rooms[0], lookAt: () => {} };
}
