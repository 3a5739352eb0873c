/* team-by-link.tsx -- a trainer asks a team beforehand, by a link, and plays with what five or more answered. Once the
 * team is made its single answers are wiped; the team itself stays in this browser until the trainer wipes it. */
import '../../core/later';
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { askTeam, deleteSession, qrPath } from '../../core/api';
import { date } from '../../core/i18n';
import { browserParts, openLive, wakeWithDevice } from '../../core/live';
import { answersOf } from '../../core/own-team';
import { tabShelf } from '../../core/storage';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { useReached } from '../../ui/reached';
import { useReading, useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import { shelf } from '../../ui/shelf';
import { useScreen } from '../../ui/use-screen';
import { teamsKeep, teamsKept, withoutTeam, withTeam, type TeamAsked } from './asked-teams';
import type { TeamByLinkProps } from './team-later';

export function TeamByLink({ story, group, onTeam }: TeamByLinkProps): JSX.Element {
  const { t, lang } = useText();
  const [teams, setTeams] = useState(() => teamsKept(shelf));
  const [at, setAt] = useState('');
  const [said, say] = useState('');
  const [busy, setBusy] = useState(false);
  const team = teams.find(({ token }) => token === at) ?? teams[0];
  useEffect(() => {
    onTeam(team?.made ?? '');
    return () => onTeam('');
  }, [team?.token, team?.made]);
  const keep = (all: readonly TeamAsked[]): void => {
    teamsKeep(shelf, all);
    setTeams(all);
  };
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await askTeam(story, lang);
    setBusy(false);
    say(answer.ok ? '' : answer.problem.message || t('join.unreachable'));
    if (!answer.ok) return;
    const { token, code } = answer.value;
    keep([{ token, code, group, at_ms: Date.now(), made: '' }, ...teams]);
    setAt(token);
  };
  const made = (asked: TeamAsked, answers: string): void => {
    keep(withTeam(teams, { ...asked, made: answers }));
    void deleteSession(lang, asked.token); // Nobody needs it any more; if not now, it goes by itself.
  };
  const wipe = async (asked: TeamAsked): Promise<void> => {
    const gone = asked.made !== '' || (await deleteSession(lang, asked.token)).ok;
    say(gone ? '' : t('join.unreachable'));
    if (gone) keep(withoutTeam(teams, asked));
  };
  return (
    <div class="team-by-link">
      {teams.length > 1 && <Which teams={teams} at={team} onPick={setAt} />}
      {team !== undefined &&
        (team.made === '' ? (
          <Asked
            key={team.token}
            team={team}
            onMade={(answers) => made(team, answers)}
            onWipe={() => void wipe(team)}
            onGone={() => {
              say(t('ours.invite_gone'));
              keep(withoutTeam(teams, team));
            }}
          />
        ) : (
          <Ready team={team} onWipe={() => void wipe(team)} />
        ))}
      {said !== '' && (
        <p class="field-error" role="alert">
          {said}
        </p>
      )}
      <Button compact kind={team === undefined ? 'second' : 'quiet'} busy={busy} onClick={() => void ask()}>
        {busy ? t('ours.invite_busy') : team === undefined ? t('ours.invite_go') : t('trainer.linked_another')}
      </Button>
    </div>
  );
}

interface WhichProps {
  readonly teams: readonly TeamAsked[];
  readonly at: TeamAsked | undefined;
  readonly onPick: (token: string) => void;
}

function Which({ teams, at, onPick }: WhichProps): JSX.Element {
  const { t, lang } = useText();
  return (
    <Select
      label={t('trainer.linked_which')}
      value={at?.token ?? ''}
      onPick={onPick}
      options={teams.map(({ token, group, at_ms }) => ({
        value: token,
        label: t('trainer.linked_asked', { name: group || t('trainer.untitled'), day: date(lang, at_ms) }),
      }))}
    />
  );
}

interface AskingProps {
  readonly team: TeamAsked;
  readonly onMade: (answers: string) => void;
  readonly onWipe: () => void;
  readonly onGone: () => void;
}

/* While it can be answered. */
function Asked({ team, onMade, onWipe, onGone }: AskingProps): JSX.Element {
  const { t, lang } = useText();
  const { langNow } = useReading();
  const { origin } = useReached();
  const live = useMemo(() => openLive(team.token, langNow, shelf, browserParts(), tabShelf()), [team.token]);
  useEffect(() => wakeWithDevice(live), [live]);
  useEffect(() => () => live.close(), [live]);
  const { link, sections } = useScreen(live);
  const { scan, session } = sections;
  const answers = scan?.own_team ?? '';
  useEffect(() => {
    if (answersOf(answers) !== null) onMade(answers);
  }, [answers]);
  useEffect(() => {
    if (link === 'over') onGone();
  }, [link]);
  const enough = scan !== undefined && scan.answered >= scan.least;
  const address = `${origin}/?c=${team.code}`;
  return (
    <>
      <CopyLink label={t('trainer.linked_invitation')} link={address} />
      <img class="qr" src={qrPath(address)} alt="" width="144" height="144" />
      <div role="status">
        {scan?.open === true && (
          <p>
            <b>{t('ours.count', { n: scan.answered })}</b>
          </p>
        )}
        <p class="soft small">{enough ? t('ours.enough') : t('ours.invite_few')}</p>
      </div>
      <Button compact off={!enough} onClick={() => live.command({ type: 'scan_close' })}>
        {t('trainer.scan_close')}
      </Button>
      {session !== undefined && (
        <p class="soft small">{t('ours.invite_kept', { date: date(lang, session.delete_at_ms) })}</p>
      )}
      <Button kind="quiet" compact onClick={onWipe}>
        {t('ours.invite_wipe')}
      </Button>
    </>
  );
}

interface ReadyProps {
  readonly team: TeamAsked;
  readonly onWipe: () => void;
}

function Ready({ team, onWipe }: ReadyProps): JSX.Element {
  const { t } = useText();
  return (
    <>
      <p role="status">{t('trainer.linked_ready', { n: answersOf(team.made)?.people ?? 0 })}</p>
      <Button kind="quiet" compact onClick={onWipe}>
        {t('trainer.linked_wipe')}
      </Button>
    </>
  );
}
