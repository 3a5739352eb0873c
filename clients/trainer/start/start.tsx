/* start.tsx -- choose a story, look inside, say how you play, open the doors. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  makeSession,
  scenarioPreview,
  scenarios,
  type Problem,
  type ScenarioCard,
  type ScenarioPreview,
} from '../../core/api';
import type { KeptSeat } from '../../core/storage';
import { at } from '../../core/root';
import { Wordmark } from '../../ui/mark';
import { useText } from '../../ui/reading';
import { ReadingMenu } from '../../ui/reading-menu';
import { SaysWho } from '../../ui/says-who';
import { shelf } from '../../ui/shelf';
import { SkipLink } from '../../ui/skip-link';
import { Again } from './again';
import { Earlier } from './earlier';
import { wishKeep, wishKept } from './kept-wish';
import { Preview } from './preview';
import { Reach } from './reach';
import { RehearseDialog, type Tempo } from './rehearse-dialog';
import { ScenarioList } from './scenario-list';
import { TeamByLinkLater } from './team-later';

import { rehearsedIn, Settings, wishOf } from './settings';
import './start.css';

interface StartProps {
  readonly trainerKey: string;
  readonly earlier: readonly KeptSeat[];
  readonly onOpen: (seat: KeptSeat, made?: boolean) => void;
  readonly onForget: (seat: KeptSeat) => void;
  readonly onKeyRefused: () => void;
}

export function Start({ trainerKey, earlier, onOpen, onForget, onKeyRefused }: StartProps): JSX.Element {
  const { t, lang } = useText();
  const [cards, setCards] = useState<readonly ScenarioCard[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [preview, setPreview] = useState<ScenarioPreview | null>(null);
  const [settings, setSettings] = useState(() => wishKept(shelf, lang));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [rehearsing, setRehearsing] = useState(false);
  const [answers, setAnswers] = useState(''); // Of the team that answered by a link.
  const [teamLacks, setTeamLacks] = useState(false);

  const failed = (what: Problem): void => {
    if (what.code === 'forbidden') onKeyRefused();
    setProblem(what);
  };
  useEffect(() => {
    void scenarios(lang).then((answer) => {
      if (!answer.ok) return failed(answer.problem);
      setCards(answer.value.scenarios);
      setChosen((before) => before ?? answer.value.scenarios[0]?.id ?? null);
    });
  }, [lang]);
  useEffect(() => {
    if (chosen === null) return undefined;
    let stale = false;
    void scenarioPreview(chosen, lang, trainerKey).then((answer) => {
      if (stale) return;
      if (answer.ok) setPreview(answer.value);
      else failed(answer.problem);
    });
    return () => {
      stale = true;
    };
  }, [chosen, lang]);

  const own = cards?.find((card) => card.id === chosen)?.own_team === true;
  const go = async (tempo?: Tempo): Promise<void> => {
    if (chosen === null) return;
    const lacks = own && settings.team === 'link' && answers === '';
    setTeamLacks(lacks);
    if (lacks) return setRehearsing(false);
    setBusy(true);
    const rehearsed = tempo === undefined ? {} : { rehearse: rehearsedIn(settings), rehearse_quick: tempo === 'quick' };
    const answer = await makeSession(wishOf(settings, chosen, own ? { answers } : null, rehearsed), lang, trainerKey);
    setBusy(false);
    if (!answer.ok) return failed(answer.problem);
    wishKeep(shelf, settings);
    onOpen(
      {
        token: answer.value.token,
        code: answer.value.code,
        projector_token: answer.value.projector_token,
        role: 'trainer',
        solo: false,
        title: settings.title || (preview?.title ?? ''),
        at_ms: Date.now(),
      },
      true,
    );
  };
  const failedAt = problem === null ? null : problem.message || t('join.unreachable');
  const said = teamLacks ? t('trainer.team_first') : failedAt;
  return (
    <StartView
      cards={cards}
      chosen={chosen}
      onChoose={setChosen}
      preview={preview}
      earlier={earlier}
      onOpen={onOpen}
      onForget={onForget}
      reach={<Reach trainerKey={trainerKey} known={earlier} onOpen={onOpen} />}
      form={
        <>
          <Settings
            settings={settings}
            own={own}
            byLink={
              chosen === null ? undefined : (
                <TeamByLinkLater story={chosen} group={settings.title.trim()} onTeam={setAnswers} />
              )
            }
            onChange={(part) => {
              setTeamLacks(false);
              setSettings({ ...settings, ...part });
            }}
            busy={busy && !rehearsing}
            onGo={() => void go()}
            onRehearse={() => setRehearsing(true)}
            problem={rehearsing ? null : said}
          />
          {rehearsing && (
            <RehearseDialog
              rooms={settings.rooms}
              people={rehearsedIn(settings)}
              busy={busy}
              problem={said}
              onGo={(tempo) => void go(tempo)}
              onClose={() => setRehearsing(false)}
            />
          )}
        </>
      }
    />
  );
}

interface StartViewProps {
  readonly cards: readonly ScenarioCard[] | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly preview: ScenarioPreview | null;
  readonly form: JSX.Element;
  readonly earlier: readonly KeptSeat[];
  readonly reach?: JSX.Element; // Sessions that this browser does not know.
  readonly onOpen: (seat: KeptSeat) => void;
  readonly onForget: (seat: KeptSeat) => void;
}

export function StartView(props: StartViewProps): JSX.Element {
  const { t } = useText();
  return (
    <>
      <SkipLink />
      <header class="desk-top">
        <Wordmark />
        <span class="desk-space" />
        <SaysWho />
        <a href={at('/guide/')} target="_blank" rel="noopener">
          {t('trainer.guide')}
        </a>
        <a href={at('/check/')}>{t('trainer.check')}</a>
        <a href={at('/author/')}>{t('trainer.write')}</a>
        <ReadingMenu />
      </header>
      <main id="main" class="start" tabIndex={-1}>
        <Again seats={props.earlier} onOpen={props.onOpen} />
        <ScenarioList cards={props.cards} chosen={props.chosen} onChoose={props.onChoose} />
        <Preview preview={props.preview} />
        {props.form}
        <div class="start-earlier">
          {props.earlier.length > 0 && (
            <Earlier seats={props.earlier} onOpen={props.onOpen} onForget={props.onForget} />
          )}
          {props.reach}
          <a href={at('/access/')}>{t('trainer.access')}</a>
        </div>
      </main>
    </>
  );
}
