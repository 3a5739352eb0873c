/* pages.tsx -- the list of pages in the preview; tests photograph and check every one. */
import type { JSX } from 'preact';
import type { Live } from '../core/live';
import type { Screen } from '../core/screen';
import { Join } from '../participant/join';
import { Over } from '../participant/over';
import { Lobby } from '../participant/lobby';
import { SeatApp } from '../participant/seat-app';
import { stepScreens } from '../participant/steps';
import { Broken } from '../ui/broken';
import { consequence, debrief, path, result, scan, screenAt, timer } from './fixtures';
import { alonePages, besideMatrix } from './alone';
import { accessPages } from './access';
import { apiPages } from './api';
import { authorPages } from './author';
import { deskPages } from './desk';
import { checkPages } from './check';
import { evidencePages } from './evidence';
import { guidePages } from './guide';
import { reportPages } from './report';
import { wallPages } from './wall';

export interface PreviewPage {
  readonly surface: 'phone' | 'trainer' | 'projector';
  readonly make: (live: (screen: Screen) => Live) => JSX.Element;
}

const phone = (screen: Screen): PreviewPage => ({
  surface: 'phone',
  make: (live) => <SeatApp live={live(screen)} page="/" onGone={() => undefined} steps={stepScreens} Lobby={Lobby} />,
});
const nothing = (): void => undefined;
const voted = { vote: 1, confidence: 2, reason: 'Yasmina heeft houvast nodig. Daarna durft ze meer.' };
const shown = { result: { rooms: [result()] } };

export const pages: Readonly<Record<string, PreviewPage>> = {
  'participant-01-join': { surface: 'phone', make: () => <Join code="" resume={null} onJoined={nothing} /> },
  'participant-02-lobby': phone(screenAt('lobby')),
  'participant-02-lobby-asked': phone(screenAt('lobby', { more: { scan: scan() } })),
  'participant-02-lobby-answered': phone(
    screenAt('lobby', { me: { scan: '1333333333333333icdcba' }, more: { scan: scan() } }),
  ),
  'participant-02-lobby-link': phone(screenAt('lobby', { more: { scan: scan({ use: 'link' }) } })),
  'participant-03-situation': phone(screenAt('situation')),
  'participant-04-diagnosis': phone(screenAt('diagnosis', { me: { guesses: [{ member: 2, phase: 1 }] } })),
  'participant-05-choice': phone(screenAt('choice', { me: voted })),
  'participant-05-closing': phone(
    screenAt('choice', { me: voted, more: { timer: { rooms: [{ ...timer, closing_ms: Date.now() + 8_000 }] } } }),
  ),
  'participant-05-holding': phone(screenAt('choice', { me: { ...voted, holding: true } })),
  'participant-05-choice-lost': phone(
    screenAt('choice', {
      screen: {
        link: 'lost',
        outbox: [{ id: 1, command: { type: 'vote_cast', round: 1, option: 2, confidence: 2, reason: '' } }],
      },
    }),
  ),
  'participant-06-discussion': phone(
    screenAt('discussion', { more: shown, session: { message: 'Over vijf minuten gaan we verder.' } }),
  ),
  'participant-07-decision': phone(screenAt('decision', { me: { ...voted, second: 1 }, more: shown })),
  'participant-07-consensus': phone(
    screenAt('decision', {
      session: { rule: 'consensus' },
      me: { ...voted, second: 0 },
      more: {
        result: {
          rooms: [
            result({
              leading: 1,
              second: [1, 4, 1, 0],
              objections: [{ option: 1, text: 'Sanne wacht dan op een ja.' }],
            }),
          ],
        },
      },
    }),
  ),
  'participant-07-asked': phone(
    screenAt('decision', {
      session: { rule: 'consensus' },
      me: { ...voted, second: 0 },
      more: {
        progress: {
          rooms: [
            {
              room: 0,
              round: 1,
              step: 'decision',
              seats: 6,
              present: 6,
              done: 6,
              expected: 6,
              waiting: false,
              holding: 0,
              movers: 0,
              movers_of: [],
            },
          ],
        },
        result: { rooms: [result({ leading: 1, second: [1, 4, 1, 0] })] },
      },
    }),
  ),
  'participant-07-tie': phone(
    screenAt('decision', {
      me: { ...voted, second: 0, spokesperson: true },
      more: { result: { rooms: [result({ tie: true, second: [1, 2, 2, 0] })] } },
    }),
  ),
  'participant-07-spokesperson': phone(
    screenAt('decision', { session: { rule: 'spokesperson' }, me: { ...voted, spokesperson: true }, more: shown }),
  ),
  'participant-07-decided': phone(
    screenAt('decision', { me: { ...voted, second: 1 }, more: { result: { rooms: [result({ decision: 1 })] } } }),
  ),
  'participant-08-movers': phone(
    screenAt('consequence', {
      me: { ...voted, mover: -1 },
      more: { consequence, result: { rooms: [result({ decision: 1 })] } },
    }),
  ),
  'participant-08-consequence': phone(
    screenAt('consequence', { me: voted, more: { consequence, result: { rooms: [result({ decision: 1 })] } } }),
  ),
  'participant-09-reflection': phone(screenAt('reflection', { me: voted })),
  'participant-10-debrief': phone(screenAt('debrief', { me: { path }, more: { debrief } })),
  'participant-10-debrief-team': besideMatrix('team', 'team'),
  'participant-12-moved': { surface: 'phone', make: () => <Over code="moved_device" onGone={nothing} /> },
  'participant-12-deleted': { surface: 'phone', make: () => <Over code="deleted" onGone={nothing} /> },
  'participant-13-broken': { surface: 'phone', make: () => <Broken /> },
  ...alonePages,
  ...deskPages,
  ...wallPages,
  ...accessPages,
  ...authorPages,
  ...evidencePages,
  ...guidePages,
  ...reportPages,
  ...checkPages,
  ...apiPages,
};
