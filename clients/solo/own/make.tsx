/* make.tsx -- from a story to a play of it with one's own team: the scan, what it makes of the story, and on. Fetched
 * when it is asked for, and kept with the page. The answers are kept on this device as they are given. */
import '../../core/later';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { castLook, scanForget, scanKeep, type Device, type OwnAnswers } from '../../core/alone/road';
import type { ScenarioCard } from '../../core/api';
import { answersOf, answersText, noAnswers, type Answers } from '../../core/own-team';
import type { OwnTeam } from '../../core/types';
import { Button } from '../../ui/button';
import { LampScene } from '../../ui/lamp';
import { PhonePage } from '../../ui/phone-page';
import { useText } from '../../ui/reading';
import { shelf } from '../../ui/shelf';
import { AskTeam } from './ask-team';
import { askedWipe } from './asked-team';
import { Cast } from './cast';
import { Scan, type ScanPage } from '../../ui/own/scan';

export interface MakeProps {
  readonly story: ScenarioCard;
  readonly device: Device;
  /* Begins it; a sentence when that cannot be. */
  readonly onPlay: (own: OwnAnswers) => Promise<string>;
  readonly onBack: (device: Device | null) => void;
}

const seedNow = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

export function Make({ story, device, onPlay, onBack }: MakeProps): JSX.Element {
  const { t, lang } = useText();
  const before = device.scan === null ? null : answersOf(device.scan.answers);
  const [answers, setAnswers] = useState<Answers>(before ?? noAnswers);
  const [page, setPage] = useState<ScanPage | 'done'>(before === null ? 'task' : 'done');
  const [seed] = useState(seedNow);
  const [team, setTeam] = useState<OwnTeam | null | 'asking'>('asking');
  const [busy, setBusy] = useState(false);
  const [asking, ask] = useState(false);
  const [problem, setProblem] = useState('');
  const own = { answers: answersText(answers), seed };
  useEffect(() => {
    if (page !== 'done') return;
    setTeam('asking');
    void castLook({ story: story.id, version: story.version, lang, own }).then(setTeam);
  }, [page, lang]);
  const back = async (): Promise<void> => onBack(await scanKeep(own.answers));
  const toPage = async (next: ScanPage | 'before' | 'done'): Promise<void> => {
    await scanKeep(own.answers);
    if (next === 'before') return back();
    setPage(next);
  };
  const play = async (): Promise<void> => {
    setBusy(true);
    setProblem(await onPlay(own));
    setBusy(false);
  };
  if (asking)
    return (
      <AskTeam
        story={story}
        onBack={() => ask(false)}
        onTeam={(theirs) => {
          ask(false);
          setAnswers(theirs);
          void scanKeep(answersText(theirs)).then(() => askedWipe(shelf, lang)); // Nobody needs them any more.
          setPage('done');
        }}
      />
    );
  if (page !== 'done')
    return (
      <Scan
        answers={answers}
        page={page}
        voice="leader"
        done={t('scan.make')}
        promise={t('scan.stays')}
        aside={<Invite onGo={() => ask(true)} />}
        onChange={setAnswers}
        onPage={(next) => void toPage(next)}
      />
    );
  if (team === 'asking' || team === null)
    return (
      <PhonePage page="own-team-busy" where={[t('scan.where'), story.title]}>
        <h1 class="quiet-title">{t('own.title')}</h1>
        <div role="status">{team === null ? <p>{t('own.away')}</p> : <LampScene />}</div>
      </PhonePage>
    );
  return (
    <Cast
      title={story.title}
      answers={answers}
      team={team}
      busy={busy}
      problem={problem}
      onPlay={() => void play()}
      onChange={setPage}
      onBack={() => void back()}
      onForget={() => void scanForget().then(onBack)}
    />
  );
}

function Invite({ onGo }: { readonly onGo: () => void }): JSX.Element {
  const { t } = useText();
  return (
    <section class="sheet block">
      <h2>{t('ours.invite')}</h2>
      <p>{t('ours.invite_what')}</p>
      <Button compact onClick={onGo}>
        {t('ours.invite_link')}
      </Button>
    </section>
  );
}
