/* main.tsx -- one story inside a learning platform, without our server: a folder that the platform serves. It is played
 * on this device, as on /solo/. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { aloneParts, canPlayHere, deviceLook, playBegin, playForget } from '../core/alone/road';
import type { Live } from '../core/live';
import { tabShelf, type KeptSeat } from '../core/storage';
import { newToken } from '../core/token';
import { OpenSeat } from '../participant/open-seat';
import { Otherwise } from '../solo/otherwise';
import { steps } from '../solo/steps';
import { Broken } from '../ui/broken';
import { Button } from '../ui/button';
import { mount } from '../ui/mount';
import { Notice } from '../ui/notice';
import { useReading, useText } from '../ui/reading';
import { shelf } from '../ui/shelf';
import { useScreen } from '../ui/use-screen';
import { Cover, Left, Opening, type Missed } from './cover';
import { courseLook, type Course } from './course';
import { findPlatform, type Kept, type Platform } from './platform';
/* Of what is fetched later (solo/otherwise.tsx): a page has one style sheet. */
import '../ui/against-start.css';
import '../ui/demand-control.css';
import '../solo/solo.css';
import '../ui/ways-compared.css';

const FOLLOWED = 'dk.course.lang';
const tab = tabShelf();

interface Opened {
  readonly course: Course;
  readonly platform: Platform | null;
  readonly missed: boolean; // A platform opened this page, and does not answer.
}

const seatOf = (token: string, title: string): KeptSeat => ({
  token,
  role: 'participant',
  solo: true,
  code: '',
  title,
  alone: true,
  at_ms: Date.now(),
});

/* Without a platform this browser remembers which play is open. Behind one it does not: the next who opens the story
 * here may be somebody else. */
const openKey = ({ story }: Course): string => `dk.course.${story}`;

function remember({ course, platform }: Opened, token: string, told: Kept): void {
  if (platform !== null) platform.keep(token, told);
  else shelf.set(openKey(course), token);
}

const remembered = ({ course, platform }: Opened): string =>
  platform !== null ? platform.kept : (shelf.get(openKey(course)) ?? '');

async function open(): Promise<Opened | null> {
  const course = await courseLook();
  return course === null ? null : { course, ...(await findPlatform()) };
}

/* Says that this person is done, once the story is. */
function Completed({ live, platform }: { readonly live: Live; readonly platform: Platform | null }): null {
  const { session, round } = useScreen(live).sections;
  const isOver = round?.step === 'debrief' || session?.status === 'ended';
  useEffect(() => {
    if (isOver) platform?.completed();
  }, [isOver]);
  return null;
}

/* That the platform does not know where this person is; the play goes on as it does. */
function Unkept({ kept }: { readonly kept: boolean }): JSX.Element {
  const { t } = useText();
  const [read, setRead] = useState(false);
  return (
    <div class="notices no-print" role="status">
      {!kept && !read && <Notice onClose={() => setRead(true)}>{t('course.missed_bookmark')}</Notice>}
    </div>
  );
}

/* The language that the platform has for this person, once in a tab: what the person chooses here after that stays. */
function useLangOf(platform: Platform | null): void {
  const { change } = useReading();
  const lang = platform?.lang ?? null;
  useEffect(() => {
    if (lang === null || tab.get(FOLLOWED) === lang) return;
    tab.set(FOLLOWED, lang);
    change({ lang });
  }, [lang]);
}

type At =
  | { readonly is: 'cover'; readonly missed: Missed | null }
  | { readonly is: 'play'; readonly seat: KeptSeat }
  | { readonly is: 'left' };

function Play({ opened }: { readonly opened: Opened }): JSX.Element {
  const { course, platform } = opened;
  const { t, lang, sentence } = useText();
  const [at, setAt] = useState<At | null>(null);
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState(true); // By the platform, as far as it said.
  useLangOf(platform);
  const { title } = course.titles[lang];
  const toCover = (missed: Missed | null): void => setAt({ is: 'cover', missed });
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (!canPlayHere()) return toCover('storage');
      const token = remembered(opened);
      const device = await deviceLook();
      if (token !== '' && device?.plays.includes(token) === true)
        return setAt({ is: 'play', seat: seatOf(token, title) });
      toCover(opened.missed ? 'platform' : token === '' ? null : 'elsewhere');
    };
    void look();
  }, []);
  const begin = async (): Promise<void> => {
    setBusy(true);
    const token = newToken();
    const why = await playBegin({ story: course.story, name: sentence('name.solo') ?? '', lang, token });
    setBusy(false);
    if (why !== null) return toCover('storage');
    remember(opened, token, setKept);
    setAt({ is: 'play', seat: seatOf(token, title) });
  };
  const leave = async (): Promise<void> => {
    const next = await platform?.leave();
    if (next === null || next === undefined) setAt({ is: 'left' });
    else location.assign(next);
  };
  if (at === null) return <Opening />;
  if (at.is === 'left') return <Left />;
  if (at.is === 'cover')
    return (
      <Cover course={course} missed={at.missed} tells={platform !== null} busy={busy} onBegin={() => void begin()} />
    );
  return (
    <OpenSeat
      key={at.seat.token}
      seat={at.seat}
      page=""
      onGone={() => {
        void playForget(at.seat.token);
        toCover(null);
      }}
      partsOf={(_seat, parts) => aloneParts(parts)}
      steps={steps}
      LookingBack={Otherwise}
      Beside={({ live }) => <Completed live={live} platform={platform} />}
      above={<Unkept kept={kept} />}
      after={
        <>
          {platform !== null && (
            <Button kind="main" full onClick={() => void leave()}>
              {t('course.leave')}
            </Button>
          )}
          <Button full busy={busy} onClick={() => void begin()}>
            {t('course.again')}
          </Button>
        </>
      }
    />
  );
}

function Page(): JSX.Element {
  const [opened, setOpened] = useState<Opened | null | 'looking'>('looking');
  useEffect(() => {
    void open().then(setOpened);
  }, []);
  if (opened === 'looking') return <Opening />;
  return opened === null ? <Broken /> : <Play opened={opened} />;
}

mount(<Page />, shelf, <Broken />);
