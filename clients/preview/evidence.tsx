/* evidence.tsx -- "Says who?" for the preview: one finding of every kind. */
import { EvidencePage } from '../evidence/page';
import type { Check, Group, Item } from '../evidence/results';
import type { PreviewPage } from './pages';

const check = (part: Partial<Check>): Check => ({
  label: 'werk dat afkomt: verschil',
  test: 'band',
  band: [0.16, 0.64],
  none: 0,
  lacks: false,
  holds: true,
  sign: true,
  observed: 0.31,
  low: 0.28,
  high: 0.34,
  ...part,
});

const item = (id: string, part: Partial<Item>): Item => ({
  id,
  verdict: 'holds',
  test: 'band',
  none: false,
  claim: 'Elke nieuwe medewerker kreeg een mentor, en in twee maanden was de omzet per dag 17 procent hoger.',
  source: 'Sandvik, Saouma, Seegert & Stanton 2025, Management Science',
  design: 'experiment met loting',
  checks: [check({})],
  ...part,
});

const lacking: Check = { label: 'ziekteverzuim: verhouding', test: 'band', band: [1.2, 2], none: 1, lacks: true };

export const groups: readonly Group[] = [
  {
    part: 'effects',
    family: 'choice_of_leader',
    name: 'wat de leidinggevende doet',
    items: [
      item('a', {
        verdict: 'partly',
        checks: [
          check({}),
          check({
            label: 'vertrek per jaar: verhouding',
            band: [0.6, 0.95],
            none: 1,
            observed: 1.02,
            low: 0.99,
            high: 1.05,
            holds: false,
            sign: false,
          }),
        ],
      }),
      item('b', {
        verdict: 'fails',
        contested: 'Het is één fabriek.',
        checks: [check({ observed: -0.2, low: null, high: null, holds: false, sign: false })],
      }),
      item('c', { test: 'construction', checks: [check({ test: 'construction' })] }),
    ],
  },
  {
    part: 'effects',
    family: 'wellbeing',
    name: 'welzijn',
    items: [
      item('d', {
        verdict: 'not_expressible',
        reason: 'Iets wat in dit onderzoek meedoet, zit nog niet in het model.',
        checks: [lacking],
      }),
      item('e', { nothing: true, checks: [check({ band: [-0.1, 0.1], observed: 0.02, sign: null }), lacking] }),
    ],
  },
  {
    part: 'findings',
    family: 'tno-2023',
    name: 'TNO 2023',
    items: [
      item('f', { test: 'sign', checks: [check({ test: 'sign', band: [0.02, 9] })] }),
      item('g', { none: true, checks: [check({ band: [-0.1, 0.1], sign: null })] }),
    ],
  },
  {
    part: 'facts',
    family: 'phases',
    name: 'fasen',
    items: [item('h', { checks: [check({ band: [-9, -0.02], test: 'sign' })] })],
  },
];

const results = { teams: 150, calibration: 'Het model is afgesteld op de bekende patronen.', groups };

export const evidencePages: Readonly<Record<string, PreviewPage>> = {
  'evidence-01': { surface: 'trainer', make: () => <EvidencePage results={results} /> },
  'evidence-02-open': { surface: 'trainer', make: () => <EvidencePage results={results} sieve="contested" /> },
  'evidence-03-missing': { surface: 'trainer', make: () => <EvidencePage results="missing" /> },
};
