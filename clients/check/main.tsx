/* main.tsx -- the page that tries a network: it makes a practice session, comes in over every road, and deletes the
 * session again. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { deleteSession, isShort, makeSolo, scenarios } from '../core/api';
import { encodingOf } from '../core/address';
import { openSocket, openStream } from '../core/transport';
import type { Lang } from '../core/types';
import { site } from '../core/root';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { useText } from '../ui/reading';
import { shelf } from '../ui/shelf';
import { CheckPage } from './page';
import { ROADS, TRYING, tryRoad, type Clock, type Trials } from './roads';

const clock: Clock = {
  now: () => performance.now(),
  after: (delay_ms, run) => {
    const timer = setTimeout(run, delay_ms);
    return () => clearTimeout(timer);
  },
};
const roads = {
  socket: openSocket(site(), encodingOf(location.search)),
  stream: openStream(site(), 'stream'),
  poll: openStream(site(), 'poll'),
};

/* The token of a session that nobody else sees; or why there is none. */
async function begin(lang: Lang): Promise<{ readonly token: string } | { readonly unable: string }> {
  const offered = await scenarios(lang);
  if (!offered.ok) return { unable: offered.problem.message };
  const card = offered.value.scenarios.find(isShort) ?? offered.value.scenarios[0];
  if (card === undefined) return { unable: '' };
  const made = await makeSolo(card.id, '', lang);
  return made.ok ? { token: made.value.token } : { unable: made.problem.message };
}

function Page(): JSX.Element {
  const { lang } = useText();
  const [trials, setTrials] = useState<Trials>(TRYING);
  const [unable, setUnable] = useState<string>();
  const [run, setRun] = useState(0);
  useEffect(() => {
    let stale = false;
    const tryAll = async (): Promise<void> => {
      const begun = await begin(lang);
      if (stale && 'token' in begun) await deleteSession(lang, begun.token);
      if (stale) return;
      if ('unable' in begun) {
        setUnable(begun.unable);
        return;
      }
      const { token } = begun;
      await Promise.all(
        ROADS.map(async (road, place) => {
          const trial = await tryRoad(roads[road], token, place + 1, lang, clock);
          if (!stale) setTrials((now) => ({ ...now, [road]: trial }));
        }),
      );
      await deleteSession(lang, token);
    };
    setTrials(TRYING);
    setUnable(undefined);
    void tryAll();
    return () => {
      stale = true;
    };
  }, [run]);
  return <CheckPage trials={trials} unable={unable} origin={site()} onAgain={() => setRun(run + 1)} />;
}

mount(<Page />, shelf, <Broken />);
