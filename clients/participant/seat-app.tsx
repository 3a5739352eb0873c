/* seat-app.tsx -- one live seat on a phone: which screen follows from the sections, nothing else. */
import type { ComponentChildren, JSX } from 'preact';
import type { Live } from '../core/live';
import type { Step } from '../core/types';
import { Notices } from '../ui/notice';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { Timer } from '../ui/timer';
import { useScreen } from '../ui/use-screen';
import { roomName } from '../ui/words';
import { Choice, ChoiceBar } from './choice';
import { Consequence } from './consequence';
import { Debrief } from './debrief/debrief';
import { Decision, decides } from './decision';
import { Diagnosis } from './diagnosis';
import { Discussion } from './discussion';
import { Lobby } from './lobby';
import { Over } from './over';
import { ReadyBar } from './ready-bar';
import { Reflection } from './reflection';
import { isSolo, timerOf, type Playing, type Seat } from './seat';
import { SeatMenu } from './seat-menu';
import { Situation } from './situation';
import { StepBarSlot } from './step-bar';
import { Word } from './word';
import './participant.css';

/* Steps that a page plays in its own way; such a step fills the bar by itself (step-bar.tsx). */
export type OwnSteps = Readonly<Partial<Record<Step, (props: { readonly playing: Playing }) => JSX.Element>>>;
const none: OwnSteps = {};

export interface SeatAppProps {
  readonly live: Live;
  readonly page: string; // Where this page lives: "/" or "/solo/".
  readonly onGone: () => void; // Forget this seat, go to the door.
  readonly steps?: OwnSteps;
  readonly after?: ComponentChildren; // What stands in the bar of the debrief.
}

export function SeatApp({ live, page, onGone, steps = none, after }: SeatAppProps): JSX.Element {
  const { t } = useText();
  const screen = useScreen(live);
  const { session, round, me } = screen.sections;
  const notices = <Notices screen={screen} onRead={live.noticeRead} />;
  if (screen.link === 'over') return <Over code={screen.over} onGone={onGone} />;
  if (session === undefined || round === undefined || me === undefined) {
    return (
      <PhonePage page="opening" notices={notices}>
        <h1 class="quiet-title">{t('participant.opening')}</h1>
        <p class="soft">{screen.link === 'lost' ? t('participant.opening_lost') : t('participant.opening_wait')}</p>
      </PhonePage>
    );
  }
  const seat: Seat = { live, screen, session, round, me };
  const menu = <SeatMenu seat={seat} page={page} onGone={onGone} />;
  const where = isSolo(seat)
    ? t('participant.alone')
    : session.rooms.length > 1
      ? roomName(t, me.room)
      : session.title || session.scenario.title;
  const dilemma = round.dilemma;

  if (round.step === 'debrief' || session.status === 'ended') {
    return (
      <PhonePage
        page="debrief"
        notices={notices}
        menu={menu}
        where={[where, t('participant.debrief_where', { n: me.path.length })]}
        bar={after}
      >
        <Debrief seat={seat} />
      </PhonePage>
    );
  }
  if (round.step === 'lobby' || dilemma === null) {
    return (
      <PhonePage page="lobby" notices={notices} menu={menu}>
        <Word session={session} />
        <Lobby seat={seat} />
      </PhonePage>
    );
  }
  const playing: Playing = { ...seat, dilemma };
  return (
    <PhonePage
      page={pageOf(playing)}
      notices={notices}
      menu={menu}
      where={[where, t('participant.dilemma_of', { n: round.round + 1, m: round.rounds })]}
      path={{
        steps: round.steps,
        step: round.step,
        timer: session.paused ? (
          <span class="soft">{t('participant.paused')}</span>
        ) : (
          !isSolo(seat) && <Timer timer={timerOf(seat)} offset_ms={screen.clock_offset_ms} />
        ),
      }}
      bar={<StepFoot playing={playing} steps={steps} />}
    >
      <Word session={session} />
      <StepBody playing={playing} steps={steps} />
    </PhonePage>
  );
}

/* Another page, another heading in focus. A tie that falls to this person is one too. */
const pageOf = (playing: Playing): string =>
  `${playing.round.round}.${playing.round.step}${playing.round.step === 'decision' && decides(playing) ? '.mine' : ''}`;

interface StepProps {
  readonly playing: Playing;
  readonly steps: OwnSteps;
}

function StepBody({ playing, steps }: StepProps): JSX.Element | null {
  const key = playing.round.round;
  const Own = steps[playing.round.step];
  if (Own !== undefined) return <Own key={key} playing={playing} />;
  switch (playing.round.step) {
    case 'situation':
      return <Situation key={key} playing={playing} />;
    case 'diagnosis':
      return <Diagnosis key={key} playing={playing} />;
    case 'choice':
      return <Choice key={key} playing={playing} />;
    case 'discussion':
      return <Discussion key={key} playing={playing} />;
    case 'decision':
      return <Decision key={key} playing={playing} />;
    case 'consequence':
      return <Consequence key={key} playing={playing} />;
    case 'reflection':
      return <Reflection key={key} playing={playing} />;
    default:
      return null;
  }
}

function StepFoot({ playing, steps }: StepProps): JSX.Element | null {
  if (steps[playing.round.step] !== undefined) return <StepBarSlot key={playing.round.step} />;
  switch (playing.round.step) {
    case 'choice':
      return <ChoiceBar playing={playing} />;
    case 'decision':
    case 'diagnosis':
      return <StepBarSlot key={playing.round.step} />;
    default:
      return <ReadyBar playing={playing} />;
  }
}
