/* author.tsx -- the author's pages for the preview: a real story, and what a server would say of it. */
import type { JSX } from 'preact';
import en from '../../scenarios/kort-de-sleutel/en.json';
import nl from '../../scenarios/kort-de-sleutel/nl.json';
import scenario from '../../scenarios/kort-de-sleutel/scenario.json';
import '../author/author.css';
import type { DraftChecked, TryoutReport, Vocabulary } from '../core/types';
import { at, idsAt, listAt, wordAt, type Draft } from '../author/draft';
import { Editor } from '../author/editor';
import { AuthorKey } from '../author/key-page';
import { Begin } from '../author/begin';
import { TrialReport } from '../author/trial';
import { Dialog } from '../ui/dialog';
import { useText } from '../ui/reading';
import { cards } from './desk';
import type { PreviewPage } from './pages';
import { dilemma } from './story';

const nothing = (): void => undefined;
const draft = { scenario, nl, en } as unknown as Draft;
const first = idsAt(draft.scenario, ['dilemmas'])[0] ?? '';

const actions = listAt(draft.scenario, ['dilemmas', 0, 'options']).flatMap((option) =>
  listAt(option, ['start']).map((start) => wordAt(start, ['intervention'])),
);
const words: Vocabulary = {
  interventions: actions.map((id) => ({
    id,
    name: id.replace(/_/g, ' '),
    text: '',
    layers: ['leader', 'colleagues'],
    phases: ['selecting', 'acting'],
    certainty: 'study',
    up: 500,
    forced: false,
    hours: 1,
    hours_least: -1,
    weeks: 26,
  })),
  pulses: [{ id: 'piekdruk', name: 'Drukke periode', text: '', happening: true }],
  cards: idsAt(draft.scenario, ['debrief', 'cards']).map((id) => ({ id, name: id })),
  references: idsAt(draft.scenario, ['dilemmas', 0, 'background']).map((id) => ({ id, name: id })),
  outcomes: [
    { id: 'load', name: 'de werkdruk' },
    { id: 'strain', name: 'de spanning' },
  ],
  factors: [{ id: 'AUT', name: 'Eigen ruimte' }],
  portraits: ['sanne', 'bram', 'yasmina', 'joris', 'meilin', 'kofi'],
  expressions: ['rustig', 'moe'],
};
const checked = (problems: DraftChecked['problems']): DraftChecked => ({
  id: 'eigen',
  errors: problems.filter((one) => one.level === 'error').length,
  warnings: problems.filter((one) => one.level === 'warning').length,
  problems,
  endings: [],
  measures: {
    dilemmas: 1,
    rounds: 1,
    options: 4,
    minutes_least: 4,
    minutes_most: 6,
    nl: { words: 512, ease: 84 },
    en: { words: 530, ease: 81 },
  },
  preview: {
    number: 0,
    title: textOf('title'),
    moment: textOf('moment'),
    situation: dilemma.situation,
    signals: [],
    questions: dilemma.questions.map((one) => one.text),
    reflection: dilemma.reflection,
    options: dilemma.options.map((one) => ({
      title: one.title,
      text: one.text,
      argument: one.argument,
      price: one.price,
      consequences: [],
    })),
  },
});
function textOf(key: string): string {
  const found = at(draft.nl, ['dilemmas', first, key]);
  return typeof found === 'string' ? found : '';
}
const wrong: DraftChecked['problems'] = [
  {
    code: 'text_missing',
    level: 'error',
    file: 'en',
    path: `dilemmas.${first}.title`,
    message: 'Deze tekst is er niet in de taal en.',
    meant: '',
  },
  {
    code: 'member_unknown',
    level: 'error',
    file: 'nl',
    path: `dilemmas.${first}.situation`,
    message: 'Er is niemand die ‘Niemendal’ heet.',
    meant: '',
  },
  {
    code: 'text_long',
    level: 'warning',
    file: 'nl',
    path: `dilemmas.${first}.options.${idsAt(draft.scenario, ['dilemmas', 0, 'options'])[0] ?? ''}.text`,
    message: 'Dit zijn 34 woorden; tot 30 past het op een telefoon.',
    meant: '',
  },
];
const report: TryoutReport = {
  plays: 1536,
  holding: 1,
  best_most: 60,
  best_least: 10,
  minutes_least: 56,
  minutes_most: 91,
  outcomes: ['leren', 'welzijn', 'werk'],
  dilemmas: [
    ['Wie verdeelt het werk?', [330, 350, 240, 80]],
    ['De stapel groeit', [240, 250, 300, 210]],
  ].map(([title, shares], i) => ({
    id: `d${i}`,
    title: String(title),
    states: 1000,
    holds: i === 1,
    verdict: i === 1 ? 'is een dilemma' : 'is nog geen dilemma',
    decides:
      'Als de werkdruk onder 560 is: A Laat het team verdelen. Anders: D Eerst de stapel lager. ' +
      'Met die regel heb je het in 48 van de 100 teams goed; blind kiezen geeft 33.',
    options: (shares as readonly number[]).map((best, k) => ({
      title: dilemma.options[k]?.title ?? '',
      best,
      best_of: [best, best + 10, best - 10],
      fault: best < 100 ? 'wint bijna nooit: onder 10 procent voelt het niet als dilemma' : '',
    })),
  })),
  endings: [
    { id: 'e1', text: '', share: 310 },
    { id: 'e2', text: '', share: 690 },
  ],
  never: [{ path: 'dilemmas[0].options[1].consequences[2]', message: 'Dit wordt nooit verteld.' }],
};

const editor = (problems: DraftChecked['problems']): JSX.Element => (
  <Editor
    who={{ key: 'preview', lang: 'nl' }}
    words={words}
    start={draft}
    onKeep={() => true}
    onLeave={nothing}
    onKeyRefused={nothing}
    ask={() => Promise.resolve({ ok: true, value: checked(problems) })}
  />
);

function Trial(): JSX.Element {
  const { t } = useText();
  return (
    <Dialog title={t('author.trial')} wide onClose={nothing}>
      <TrialReport report={report} onGo={nothing} />
    </Dialog>
  );
}

export const authorPages: Readonly<Record<string, PreviewPage>> = {
  'author-00-key': { surface: 'trainer', make: () => <AuthorKey refused onKey={nothing} /> },
  'author-01-begin': {
    surface: 'trainer',
    make: () => (
      <Begin
        drafts={[{ key: 'a', at_ms: Date.UTC(2026, 10, 21, 13, 6), draft }]}
        cards={cards}
        listed={[{ id: 'zeg', version: '1.0.0', own: true }]}
        refused={[
          { id: 'onze-balie', reason: 'errors', errors: 3 },
          { id: 'nacht-op-zes', reason: 'disk', errors: 0 },
        ]}
        problem={null}
        onGoOn={nothing}
        onDrop={nothing}
        onOpen={nothing}
        onWithdraw={nothing}
        onPackage={nothing}
        onFresh={nothing}
      />
    ),
  },
  'author-02-editor': { surface: 'trainer', make: () => editor([]) },
  'author-03-mend': { surface: 'trainer', make: () => editor(wrong) },
  'author-04-trial': { surface: 'trainer', make: () => <Trial /> },
};
