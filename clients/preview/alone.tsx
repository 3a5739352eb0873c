/* alone.tsx -- the pages of solo practice for the preview. */
import type { JSX } from 'preact';
import type { ScenarioCard } from '../core/api';
import type { Screen } from '../core/screen';
import { answersText, type Answers } from '../core/own-team';
import type { OwnTeam, Step } from '../core/types';
import { SeatApp } from '../participant/seat-app';
import { steps } from '../solo/steps';
import { Door } from '../solo/door';
import { Otherwise } from '../solo/otherwise';
import { Compared } from '../ui/own/compared';
import { Cast } from '../solo/own/cast';
import { Scan, type ScanPage } from '../ui/own/scan';
import type { AnsweredBy } from '../ui/own/voice';
import { Button } from '../ui/button';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { consequence, debrief, path, screenAt, type Made } from './fixtures';
import type { PreviewPage } from './pages';

const nothing = (): void => undefined;

/* A room of one: nobody to wait for. */
const aloneAt = (step: Step, made: Made = {}): Screen =>
  screenAt(step, {
    ...made,
    session: { mode: 'solo', pace: 'room', code: '', title: '', rooms: [{ room: 0, taken: 1, seats: 1 }] },
    more: {
      people: { seats: [] },
      progress: {
        rooms: [
          {
            room: 0,
            round: 1,
            step,
            seats: 1,
            present: 1,
            done: 0,
            expected: 1,
            waiting: false,
            holding: 0,
            movers: 0,
            movers_of: [],
          },
        ],
      },
      ...made.more,
    },
  });

function Another(): JSX.Element {
  const { t } = useText();
  return <Button full>{t('solo.another')}</Button>;
}

const alone = (screen: Screen): PreviewPage => ({
  surface: 'phone',
  make: (live) => (
    <SeatApp
      live={live(screen)}
      page="/solo/"
      onGone={nothing}
      steps={steps}
      LookingBack={Otherwise}
      after={<Another />}
    />
  ),
});

const card = (
  id: string,
  title: string,
  subtitle: string,
  rounds: number,
  themes: readonly string[],
  who: readonly (readonly [string, string])[],
): ScenarioCard => ({
  id,
  version: '1.0.0',
  title,
  subtitle,
  intro: '',
  theme: themes[0] ?? '',
  themes,
  level: 'start',
  minutes: rounds * 18,
  rounds,
  members: who.map(([face, name]) => ({ id: face, name })),
  own_team: rounds > 1,
});

const cards: readonly ScenarioCard[] = [
  card(
    'kort',
    'Vrijdag, kwart over drie',
    'Alle formulieren zijn lovend. Klopt dat?',
    1,
    ['feedback'],
    [
      ['bram', 'Bram'],
      ['kofi', 'Kofi'],
    ],
  ),
  card(
    'ruimte',
    'Ruimte met randen',
    'Wanneer laat je los, en bij wie niet?',
    5,
    ['autonomy', 'workload'],
    [
      ['sanne', 'Sanne'],
      ['yasmina', 'Yasmina'],
    ],
  ),
  card(
    'stapel',
    'De stapel van juni',
    'De stapel groeit en iedereen kijkt naar jou.',
    7,
    ['workload'],
    [
      ['joris', 'Joris'],
      ['meilin', 'Mei-Lin'],
    ],
  ),
  card(
    'maandag',
    'En maandag?',
    'De cursus was goed. Wat blijft ervan over?',
    5,
    ['learning', 'change'],
    [
      ['yasmina', 'Yasmina'],
      ['meilin', 'Mei-Lin'],
    ],
  ),
];
const kept = [{ token: 'a', role: 'participant', solo: true, code: '', title: 'Zeg het maar', at_ms: 0 }] as const;
const voted = { vote: 1, confidence: 2, reason: 'Yasmina heeft houvast nodig.' };

const answers: Answers = { answer: [5, 2, 3, 1, 2, 4, 4, 3, 4, 4, 5, 3, 2, 2, 1], people: 9, stand: [2, 3, 2, 1, 0] };
const device = {
  stories: ['ruimte'],
  offered: ['ruimte', 'stapel', 'maandag'],
  plays: [],
  bytes: 400_000,
  scan: { answers: answersText(answers), at_ms: 1_790_000_000_000 },
};
const scanAt = (page: ScanPage, given: Answers, voice: AnsweredBy = 'leader'): PreviewPage => ({
  surface: 'phone',
  make: () => (
    <Scan
      answers={given}
      page={page}
      voice={voice}
      done="Maak mijn team"
      promise="Blijft op dit apparaat"
      onChange={nothing}
      onPage={nothing}
    />
  ),
});
export const ownTeam: OwnTeam = {
  members: [
    { name: 'Maud', role: 'ontwikkelaar', from: 'team', phase: 2 },
    { name: 'Frits', role: 'beheerder van de servers', from: 'team', phase: 3 },
    { name: 'Rania', role: 'tester, sinds het voorjaar', from: 'team', phase: 0 },
    { name: 'Menno', role: 'productmanager', from: 'unknown', phase: -1 },
    { name: 'Jing', role: 'ontwikkelaar', from: 'team', phase: 1 },
    { name: 'Sylvano', role: 'helpdesk', from: 'team', phase: 1 },
    { name: 'Robin', role: 'een van jouw mensen', from: 'team', phase: 0 },
    { name: 'Alex', role: 'een van jouw mensen', from: 'team', phase: 1 },
    { name: 'Kim', role: 'een van jouw mensen', from: 'team', phase: 2 },
  ],
  stand: [2, 3, 2, 1, 0],
  levels: [
    { level: 'task', mean: 175, cells: ['weak', 'weak', 'weak', 'weak', 'weak'] },
    { level: 'colleagues', mean: 350, cells: ['strong', 'strong', 'strong', 'middling', 'middling'] },
    { level: 'leader', mean: 400, cells: ['strong', 'strong', 'strong', 'strong', 'strong'] },
    { level: 'organisation', mean: 200, cells: ['weak', 'weak', 'weak', 'weak', 'weak'] },
    { level: 'environment', mean: 100, cells: ['weak', 'none', 'none', 'none', 'weak'] },
  ],
  assumed: [
    { what: 'parts', n: 6 },
    { what: 'extras', n: 3 },
    { what: 'seen', n: 8 },
    { what: 'unknown_people', n: 1 },
    { what: 'hours', n: 12 },
  ],
};

/* What an own team said, beside the matrix. */
export const besideMatrix = (page: string, voice: AnsweredBy): PreviewPage => ({
  surface: 'phone',
  make: () => (
    <PhonePage page={page}>
      <h1>Open kaart</h1>
      <Compared team={ownTeam} rows={debrief.rooms[0]?.matrix ?? []} voice={voice} />
    </PhonePage>
  ),
});

export const alonePages: Readonly<Record<string, PreviewPage>> = {
  'solo-01-door': { surface: 'phone', make: () => <Door kept={[]} onOpen={nothing} cards={cards} /> },
  'solo-01-door-kept': { surface: 'phone', make: () => <Door kept={kept} onOpen={nothing} cards={cards.slice(1)} /> },
  'solo-01-door-empty': { surface: 'phone', make: () => <Door kept={[]} onOpen={nothing} cards={[]} /> },
  'solo-01-door-own': {
    surface: 'phone',
    make: () => <Door kept={[]} onOpen={nothing} cards={cards.slice(1)} device={device} />,
  },
  'solo-10-scan': scanAt('task', { ...answers, answer: answers.answer.map((n, i) => (i === 1 ? 0 : n)) }),
  'solo-10-scan-people': scanAt('people', answers),
  'scan-team': scanAt('leader', answers, 'team'),
  'scan-team-people': scanAt('people', answers, 'team'),
  'solo-11-own-team': {
    surface: 'phone',
    make: () => (
      <Cast
        title="Open kaart"
        answers={answers}
        team={ownTeam}
        busy={false}
        problem=""
        onPlay={nothing}
        onChange={nothing}
        onBack={nothing}
        onForget={nothing}
      />
    ),
  },
  'solo-12-beside-matrix': besideMatrix('beside', 'leader'),
  'solo-02-situation': alone(aloneAt('situation')),
  'solo-03-diagnosis': alone(aloneAt('diagnosis')),
  'solo-04-choice': alone(aloneAt('choice')),
  'solo-05-arguments': alone(aloneAt('discussion', { me: voted })),
  'solo-06-decision': alone(aloneAt('decision', { me: voted })),
  'solo-06-decision-lost': alone(
    aloneAt('decision', {
      me: voted,
      screen: { link: 'lost', alone: true, outbox: [{ id: 1, command: { type: 'second_cast', round: 1, option: 2 } }] },
    }),
  ),
  'solo-07-consequence': alone(aloneAt('consequence', { me: { ...voted, second: 1 }, more: { consequence } })),
  'solo-08-reflection': alone(aloneAt('reflection', { me: voted })),
  'solo-09-debrief': alone(aloneAt('debrief', { me: { path }, more: { debrief } })),
};
