/* report.tsx -- the page of reports for the preview: a story, what is measured over stories, other lines. */
import { reportOf } from '../report/lines';
import { ReportPage } from '../report/page';
import type { PreviewPage } from './pages';

const outcomes = (learning: number, wellbeing: number, performance: number) => ({ learning, wellbeing, performance });
const option = (nl: string, en: string, best: number, dominated_by: number | null = null) => ({
  title: { nl, en },
  best,
  best_of: outcomes(best, 1 - best, 0.25),
  regret: 2.3,
  dominated_by,
});

const story = [
  {
    name: 'playtest_story',
    scenario: 'de-nieuwe-vrijheid',
    title: { nl: 'De nieuwe vrijheid', en: 'The new freedom' },
    plays: 10240,
    seconds: 12.5,
    minutes: [56, 91],
    best_least: 0.1,
    best_most: 0.6,
    endings: ['groei', 'moe', 'onderweg'],
  },
  {
    name: 'playtest_dilemma',
    scenario: 'de-nieuwe-vrijheid',
    dilemma: 'wie-verdeelt',
    title: { nl: 'Wie verdeelt het werk?', en: 'Who divides the work?' },
    states: 10000,
    verdict: 'fails',
    options: [
      option('Laat het team verdelen', 'Let the team divide it', 0.68),
      option('Eerst de krijtstrepen', 'First draw the lines', 0.27),
      option('Eerst met ieder praten', 'Talk with each first', 0.05, 1),
    ],
    why: {
      nl: 'Als de werkdruk onder 495 is: A Laat het team verdelen. Anders: B Eerst de krijtstrepen.',
      en: 'If the workload is below 495: A Let the team divide it. Otherwise: B First draw the lines.',
    },
  },
  {
    name: 'playtest_dilemma',
    scenario: 'de-nieuwe-vrijheid',
    dilemma: 'nooit',
    title: { nl: 'Mag ik dit zelf?', en: 'May I do this myself?' },
    states: 0,
    verdict: 'unreached',
    options: [],
    why: { nl: '', en: '' },
  },
  ...['random', 'autonomy', 'avoid'].map((leader) => ({
    name: 'playtest_leader',
    scenario: 'de-nieuwe-vrijheid',
    leader,
    plays: 1700,
    endings: { groei: 0.27, moe: 0.33, onderweg: 0.4 },
    outcomes: outcomes(478.5, 575.5, 549.4),
  })),
];

const row = (name: string, measure: string, outcome: string, value: number, bar: number | null) => ({
  story: name,
  measure,
  outcome,
  value,
  bar,
  holds: bar === null ? null : value >= bar,
});
const bars = [
  row('de-nieuwe-vrijheid', 'choices', 'learning', 0.31, 0.35),
  row('na-de-bel', 'choices', 'learning', 0.44, 0.35),
  row('de-nieuwe-vrijheid', 'fork', 'wie-verdeelt/A', 0.08, null),
  row('all', 'choices', 'learning', 0.38, 0.5),
];
const others = [
  { name: 'votes_per_second', value: 5120.5, unit: 'votes/s' },
  { name: 'votes_per_second', value: 5240.1, unit: 'votes/s' },
];

export const reportPages: Readonly<Record<string, PreviewPage>> = {
  'report-01-empty': { surface: 'trainer', make: () => <ReportPage report={null} /> },
  'report-02-story': { surface: 'trainer', make: () => <ReportPage report={reportOf(story)} /> },
  'report-03-leverage': { surface: 'trainer', make: () => <ReportPage report={reportOf(bars)} /> },
  'report-04-others': { surface: 'trainer', make: () => <ReportPage report={reportOf(others, 1)} /> },
};
