/* ask-team.tsx -- a leader asks the own team, by a link, each without a name. The server says how many have answered,
 * and from five on, once and for good, what they make together. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { askTeam, qrPath, type ScenarioCard } from '../../core/api';
import { date } from '../../core/i18n';
import { browserParts, openLive, wakeWithDevice } from '../../core/live';
import { answersOf, type Answers } from '../../core/own-team';
import { tabShelf } from '../../core/storage';
import { site } from '../../core/root';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { PhonePage } from '../../ui/phone-page';
import { useReading, useText } from '../../ui/reading';
import { ReadingMenu } from '../../ui/reading-menu';
import { shelf } from '../../ui/shelf';
import { useScreen } from '../../ui/use-screen';
import { askedForget, askedKeep, askedKept, askedWipe, type AskedTeam } from './asked-team';

interface AskTeamProps {
  readonly story: ScenarioCard;
  readonly onTeam: (answers: Answers) => void;
  readonly onBack: () => void;
}

export function AskTeam({ story, onTeam, onBack }: AskTeamProps): JSX.Element {
  const { t, lang } = useText();
  const [asked, setAsked] = useState<AskedTeam | null>(() => askedKept(shelf));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const make = async (): Promise<void> => {
    setBusy(true);
    const answer = await askTeam(story.id, lang);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem.message || t('own.away'));
    askedKeep(shelf, answer.value);
    setAsked(answer.value);
  };
  const forget = (): void => {
    askedForget(shelf);
    setAsked(null);
  };
  if (asked !== null) return <Following key={asked.token} asked={asked} {...{ onTeam, onBack }} onGone={forget} />;
  return (
    <PhonePage
      page="ask-team"
      where={[t('scan.where'), story.title]}
      menu={<ReadingMenu />}
      bar={
        <>
          {problem !== '' && (
            <p class="field-error center" role="alert">
              {problem}
            </p>
          )}
          <div class="pair">
            <Button full onClick={onBack}>
              {t('scan.back')}
            </Button>
            <Button kind="main" full busy={busy} onClick={() => void make()}>
              {t(busy ? 'ours.invite_busy' : 'ours.invite_go')}
            </Button>
          </div>
        </>
      }
    >
      <h1>{t('ours.invite')}</h1>
      <p class="lead-in">{t('ours.invite_what')}</p>
    </PhonePage>
  );
}

interface FollowingProps extends Pick<AskTeamProps, 'onTeam' | 'onBack'> {
  readonly asked: AskedTeam;
  readonly onGone: () => void;
}

function Following({ asked, onTeam, onBack, onGone }: FollowingProps): JSX.Element {
  const { t, lang } = useText();
  const { langNow } = useReading();
  const live = useMemo(() => openLive(asked.token, langNow, shelf, browserParts(), tabShelf()), [asked.token]);
  useEffect(() => wakeWithDevice(live), [live]);
  useEffect(() => () => live.close(), [live]);
  const screen = useScreen(live);
  const [wanted, want] = useState(false);
  const { scan, session } = screen.sections;
  const made = answersOf(scan?.own_team ?? '');
  useEffect(() => {
    if (wanted && made !== null) onTeam(made);
  }, [wanted, scan?.own_team]);
  const close = (): void => {
    want(true);
    if (made === null) live.command({ type: 'scan_close' });
  };
  const wipe = async (): Promise<void> => {
    if (await askedWipe(shelf, lang)) onGone();
  };
  const enough = made !== null || (scan !== undefined && scan.answered >= scan.least);
  if (screen.link === 'over') return <Gone onBack={onGone} />;
  const link = `${site()}/?c=${asked.code}`;
  return (
    <PhonePage
      page="ask-team-link"
      where={[t('scan.where'), t('ours.invite_link')]}
      menu={<ReadingMenu />}
      bar={
        <div class="pair">
          <Button full onClick={onBack}>
            {t('scan.back')}
          </Button>
          <Button kind="main" full off={!enough} onClick={close}>
            {t('scan.make')}
          </Button>
        </div>
      }
    >
      <h1>{t('ours.invite_title')}</h1>
      <CopyLink label={t('ours.invite_link')} link={link} />
      <img class="qr block" src={qrPath(link)} alt="" width="144" height="144" />
      <div role="status">
        {scan !== undefined && made === null && <p class="lead-in">{t('ours.count', { n: scan.answered })}</p>}
        {made === null && <p class="soft">{t('ours.invite_few')}</p>}
      </div>
      {session !== undefined && (
        <p class="soft small block">{t('ours.invite_kept', { date: date(lang, session.delete_at_ms) })}</p>
      )}
      <Button kind="quiet" compact onClick={() => void wipe()}>
        {t('ours.invite_wipe')}
      </Button>
    </PhonePage>
  );
}

function Gone({ onBack }: { readonly onBack: () => void }): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage
      page="ask-team-gone"
      bar={
        <Button kind="main" full onClick={onBack}>
          {t('scan.back')}
        </Button>
      }
    >
      <h1>{t('ours.invite_link')}</h1>
      <p class="lead-in">{t('ours.invite_gone')}</p>
    </PhonePage>
  );
}
