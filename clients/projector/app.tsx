/* app.tsx -- which picture hangs on the wall. It speaks the language of the session, not of the laptop that
 * shows it. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Live } from '../core/live';
import type { Screen } from '../core/screen';
import type { Dilemma } from '../core/types';
import { Face } from '../ui/face';
import { useReading, useText } from '../ui/reading';
import { LampScene } from '../ui/lamp';
import { useScreen } from '../ui/use-screen';
import { DebriefPicture } from './debrief';
import { GuessPicture } from './guess';
import { JoinPicture } from './join';
import { Options } from './options';
import { ApartPicture, ProgressPicture } from './progress';
import { ResultPicture } from './result';
import { RoomsPicture } from './rooms';
import { LitPicture } from './lit';
import { guessEnds, pictureOf, shiftEnds, showOf, type Show } from './show';
import { SituationPicture } from './situation';
import { TeamPicture } from './team';
import { TimelineWall } from './timeline';
import { Wall } from './wall';
import './projector.css';

export function ProjectorApp({ live }: { readonly live: Live }): JSX.Element {
  const { t } = useText();
  const screen = useScreen(live);
  const show = showOf(screen);
  const kept = useRef<JSX.Element | null>(null); // The picture that hangs there.
  const curtain = screen.sections.session?.projector_curtain ?? 'open';
  useSessionLanguage(live, screen);
  useLaterPicture(show, screen);
  if (screen.link === 'over') return <Closed screen={screen} />;
  if (curtain === 'dark') return <Dark />;
  if (curtain === 'frozen' && kept.current !== null) return kept.current;
  if (show === null) {
    return (
      <Wall screen={screen} show={null} quiet>
        <main id="main" class="wall-words">
          <LampScene />
          <h1>{t('projector.opening')}</h1>
        </main>
      </Wall>
    );
  }
  const picture = pictureOf(show, Date.now() + screen.clock_offset_ms);
  kept.current = (
    <Wall screen={screen} show={show} quiet={picture === 'blank'} joining={picture === 'join'}>
      <Body show={show} picture={picture} token={live.token} />
    </Wall>
  );
  return kept.current;
}

interface BodyProps {
  readonly show: Show;
  readonly picture: ReturnType<typeof pictureOf>;
  readonly token: string;
}

function Body({ show, picture, token }: BodyProps): JSX.Element {
  const { round } = show;
  const dilemma = round?.dilemma ?? null;
  if (picture === 'timeline') return <TimelineWall show={show} token={token} />;
  if (picture === 'debrief') return <DebriefPicture show={show} />;
  if (picture === 'rooms') return <RoomsPicture show={show} dilemma={dilemma} />;
  if (picture === 'team') return <TeamPicture show={show} dilemma={dilemma} />;
  if (picture === 'blank') return <Blank />;
  if (picture === 'lit') return <LitPicture show={show} dilemma={dilemma} />;
  if (picture === 'apart') return <ApartPicture show={show} />;
  if (picture === 'join' || round === null || dilemma === null) return <JoinPicture show={show} />;
  switch (picture) {
    case 'situation':
      return <SituationPicture show={show} dilemma={dilemma} />;
    case 'progress':
      return <ProgressPicture show={show} round={round} dilemma={dilemma} />;
    case 'guess':
      return <GuessPicture show={show} dilemma={dilemma} />;
    case 'result':
      return <ResultPicture show={show} dilemma={dilemma} />;
    case 'talk':
      return <Talk dilemma={dilemma} />;
    case 'reflection':
      return <Reflected show={show} dilemma={dilemma} />;
  }
}

/* ---- pictures of a few words ------------------------------------------------------------------------ */

function Talk({ dilemma }: { readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  return (
    <main id="main" class="wall-talk">
      <div class="wall-lit">
        <p class="wall-eye">{t('discussion.about')}</p>
        <h1>{dilemma.questions[0]?.text ?? t('discussion.question')}</h1>
      </div>
      <Options options={dilemma.options} small />
    </main>
  );
}

function Reflected({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  const about = dilemma.about[0] ?? -1;
  const member = show.session.scenario.members.find((one) => one.member === about);
  const face = show.teams[0]?.members.find((one) => one.member === about)?.face ?? 'rustig';
  const waiting = show.round?.waiting === true;
  return (
    <main id="main" class="wall-reflection">
      {member !== undefined && <Face id={member.id} name={member.name} expression={face} size="l" />}
      <div>
        <p class="wall-eye">{t('step.reflection')}</p>
        <h1>{dilemma.reflection || t('reflection.question')}</h1>
        <p class="wall-note">{waiting ? t('projector.gate') : t('projector.reflection_note')}</p>
      </div>
    </main>
  );
}

function Blank(): JSX.Element {
  const { t } = useText();
  return (
    <main id="main" class="wall-words">
      <LampScene />
      <h1 class="hidden-text">{t('projector.blank')}</h1>
    </main>
  );
}

function Dark(): JSX.Element {
  const { t } = useText();
  return (
    <div class="wall wall-dark">
      <main id="main">
        <h1 class="hidden-text">{t('projector.blank')}</h1>
      </main>
    </div>
  );
}

function Closed({ screen }: { readonly screen: Screen }): JSX.Element {
  const { t, sentence } = useText();
  const what =
    screen.over === 'deleted'
      ? t('projector.deleted')
      : screen.over === 'moved_device'
        ? t('projector.moved')
        : (sentence(`error.${screen.over ?? 'token_unknown'}`) ?? t('projector.no_token'));
  return (
    <Wall screen={screen} show={null} quiet>
      <main id="main" class="wall-words">
        <LampScene />
        <h1>{t('projector.over')}</h1>
        <p class="wall-lead" role="status">
          {what}
        </p>
      </main>
    </Wall>
  );
}

/* ---- what happens by itself -------------------------------------------------------------------------- */

function useSessionLanguage(live: Live, { sections: { session, me } }: Screen): void {
  const { reading, change } = useReading();
  const lang = session?.lang;
  useEffect(() => {
    if (lang !== undefined && lang !== reading.lang) change({ lang });
    if (lang !== undefined && me !== undefined && me.lang !== lang) live.command({ type: 'language_set', lang });
  }, [lang, me?.lang]);
}

/* The threads give way to the guess and that to the team after a while, without a message from anywhere. */
function useLaterPicture(show: Show | null, screen: Screen): void {
  const [turn, setTurn] = useState(0);
  const now_ms = Date.now() + screen.clock_offset_ms;
  const left = show === null ? 0 : shiftEnds(show, now_ms) || guessEnds(show, now_ms);
  const ends = left === 0 ? 0 : (show?.timer?.began_ms ?? 0);
  useEffect(() => {
    if (ends === 0) return undefined;
    const timer = setTimeout(() => setTurn((before) => before + 1), left + 50);
    return () => clearTimeout(timer);
  }, [ends, turn]);
}
