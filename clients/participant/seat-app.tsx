/* seat-app.tsx -- one live seat on a phone: which screen follows from the sections, nothing else. */
import type { ComponentChildren, JSX } from 'preact';
import { noNetwork } from '../core/screen';
import type { Live } from '../core/live';
import { Notices } from '../ui/notice';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { Timer } from '../ui/timer';
import { useScreen } from '../ui/use-screen';
import { roomName } from '../ui/words';
import { DebriefLater } from './debrief-later';
import { useFetchedAhead } from './fetched-ahead';
import { Announced } from './announced';
import { Closing } from './closing';
import { decides } from './decision';
import { Over } from './over';
import { isSolo, timerOf, type Playing, type Seat } from './seat';
import { SeatMenu, type ElsewhereProps } from './seat-menu';
import { Recap } from './story-again';
import type { StepScreens } from './steps';
import { Word } from './word';
import './participant.css';
/* Of what is fetched later (later-parts.ts): a page has one style sheet. */
import '../ui/matrix.css';
import '../ui/own/own.css';

export interface LobbyProps {
  readonly seat: Seat;
  readonly notices: JSX.Element;
  readonly menu: JSX.Element;
}

export interface SeatAppProps {
  readonly live: Live;
  readonly page: string; // Where this page lives: "/" or "/solo/".
  readonly onGone: () => void; // Forget this seat, go to the door.
  readonly steps: StepScreens; // What each step looks like on this page.
  readonly after?: ComponentChildren; // What stands in the bar of the debrief.
  readonly LookingBack?: (props: { readonly seat: Seat }) => JSX.Element | null; // More of the debrief.
  readonly Elsewhere?: (props: ElsewhereProps) => JSX.Element; // Where a play on this device can go to another.
  readonly Lobby?: (props: LobbyProps) => JSX.Element; // Where one waits for others: a page.
}

export function SeatApp(props: SeatAppProps): JSX.Element {
  const { live, page, onGone, steps, after, LookingBack, Lobby, Elsewhere } = props;
  const { t } = useText();
  const screen = useScreen(live);
  useFetchedAhead();
  const { session, round, me } = screen.sections;
  const notices = <Notices screen={screen} onRead={live.noticeRead} />;
  if (screen.link === 'over') return <Over code={screen.over} onGone={onGone} />;
  if (session === undefined || round === undefined || me === undefined) {
    return (
      <PhonePage page="opening" notices={notices}>
        <h1 class="quiet-title">{t('participant.opening')}</h1>
        <p class="soft">{noNetwork(screen) ? t('participant.opening_lost') : t('participant.opening_wait')}</p>
      </PhonePage>
    );
  }
  const seat: Seat = { live, screen, session, round, me };
  const menu = <SeatMenu seat={seat} page={page} onGone={onGone} Elsewhere={Elsewhere} />;
  const where = isSolo(seat)
    ? t('participant.alone')
    : session.rooms.length > 1
      ? roomName(t, me.room)
      : session.title || session.scenario.title;
  const { dilemma, step } = round;

  if (step === 'debrief' || session.status === 'ended') {
    return (
      <PhonePage
        page="debrief"
        notices={notices}
        menu={menu}
        where={[where, t('participant.debrief_where', { n: me.path.length })]}
        bar={after}
      >
        <DebriefLater seat={seat}>{LookingBack !== undefined && <LookingBack seat={seat} />}</DebriefLater>
      </PhonePage>
    );
  }
  if (step === 'lobby' || dilemma === null) {
    return Lobby === undefined ? (
      <PhonePage page="lobby" notices={notices} menu={menu}>
        <Word session={session} />
      </PhonePage>
    ) : (
      <Lobby seat={seat} notices={notices} menu={menu} />
    );
  }
  const playing: Playing = { ...seat, dilemma };
  const { Body, Bar } = steps[step];
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
      bar={
        <Closing key={`${round.round}.${step}`} playing={playing}>
          <Bar key={step} playing={playing} />
        </Closing>
      }
    >
      <Announced playing={playing} />
      <Word session={session} />
      <Recap key={`recap${round.round}`} playing={playing} />
      <Body key={`${round.round}.${step}`} playing={playing} />
    </PhonePage>
  );
}

/* A new page puts its heading in focus. A tie that this person has to break counts as a new page. */
const pageOf = (playing: Playing): string =>
  `${playing.round.round}.${playing.round.step}${playing.round.step === 'decision' && decides(playing) ? '.mine' : ''}`;
