/* check.tsx -- the page that tries a network, for the preview: every verdict. */
import { CheckPage } from '../check/page';
import { TRYING, type Trials } from '../check/roads';
import type { PreviewPage } from './pages';

const origin = 'https://dilemma.example.nl';
const page = (trials: Trials, unable?: string): PreviewPage => ({
  surface: 'trainer',
  make: () => <CheckPage trials={trials} unable={unable} origin={origin} onAgain={() => undefined} />,
});
const open = { state: 'open', ms: 41 } as const;
const closed = { state: 'closed' } as const;
const silent = { state: 'silent' } as const;

export const checkPages: Readonly<Record<string, PreviewPage>> = {
  'check-01-trying': page(TRYING),
  'check-02-good': page({ socket: open, stream: open, poll: open }),
  'check-03-detour': page({ socket: closed, stream: { state: 'open', ms: 87 }, poll: open }),
  'check-04-slow': page({ socket: closed, stream: silent, poll: { state: 'open', ms: 312 } }),
  'check-05-none': page({ socket: closed, stream: silent, poll: silent }),
  'check-06-unable': page(TRYING, ''),
};
