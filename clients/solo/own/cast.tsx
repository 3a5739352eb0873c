/* cast.tsx -- the team that the answers make for a story: where its people stand, who has a part, and what was taken
 * for granted. Whatever can be set right is a tap away. */
import type { JSX } from 'preact';
import lock from 'phosphor:lock-simple';
import { UNKNOWN, answered, type Answers } from '../../core/own-team';
import { list } from '../../core/i18n';
import type { OwnAssumed, OwnMember, OwnTeam } from '../../core/types';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { PhonePage } from '../../ui/phone-page';
import { useText } from '../../ui/reading';
import { ReadingMenu } from '../../ui/reading-menu';
import { phaseName } from '../../ui/words';
import { Levels } from './levels';
import { Pawns } from './people';
import { pages, questionsOn, type ScanPage } from './scan';
import './own.css';

interface CastProps {
  readonly title: string; // Of the story.
  readonly answers: Answers;
  readonly team: OwnTeam;
  readonly busy: boolean;
  readonly problem: string;
  readonly onPlay: () => void;
  readonly onChange: (page: ScanPage) => void;
  readonly onBack: () => void;
  readonly onForget: () => void;
}

export function Cast({
  title,
  answers,
  team,
  busy,
  problem,
  onPlay,
  onChange,
  onBack,
  onForget,
}: CastProps): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage
      page="own-team"
      where={[t('scan.where'), title]}
      menu={<ReadingMenu />}
      bar={
        <>
          {problem !== '' && (
            <p class="field-error center" role="alert">
              {problem}
            </p>
          )}
          <Button kind="main" full busy={busy} onClick={onPlay}>
            {busy ? t('solo.busy') : t('own.play')}
          </Button>
          <p class="row middle tiny soft">
            <Icon d={lock} /> {t('scan.stays')}
          </p>
        </>
      }
    >
      <p class="eyebrow">{t('own.of', { title })}</p>
      <h1>{t('own.title')}</h1>
      <p class="lead-in">{t('own.lead')}</p>
      <Stairs stand={team.stand} />
      <Levels levels={team.levels} />
      <h2 class="block">{t('own.assumed')}</h2>
      <Assumed answers={answers} team={team} onChange={onChange} />
      <p class="block row">
        <Button compact onClick={onBack}>
          {t('own.another')}
        </Button>
        <Button compact onClick={onForget}>
          {t('own.forget')}
        </Button>
      </p>
    </PhonePage>
  );
}

/* How many stand where, from the top. */
function Stairs({ stand }: Pick<OwnTeam, 'stand'>): JSX.Element {
  const { t } = useText();
  return (
    <ul class="scan-rungs">
      {[4, 3, 2, 1, 0].map((phase) => {
        const n = stand[phase] ?? 0;
        return (
          <li key={phase} class={`scan-rung scan-rung-${phase + 1} scan-rung-low`}>
            <span>
              <span class="phase-number" aria-hidden="true">
                {phase + 1}
              </span>{' '}
              <b>{phaseName(t, phase)}</b>
            </span>
            <Pawns people={n} placed={n} />
            <span class="hidden-text">{t('own.stand', { n })}</span>
          </li>
        );
      })}
    </ul>
  );
}

/* On which page of the scan it can be set right. */
function pageOf(what: OwnAssumed, answers: Answers): ScanPage | null {
  if (what === 'hours') return 'leader';
  if (what === 'open_questions')
    return pages.find((page) => questionsOn(page).some((one) => answered(answers, one) === UNKNOWN)) ?? 'task';
  return what === 'parts' || what === 'setting' ? null : 'people';
}

/* Whoever has no part stands behind all who have one. */
function namesOf(what: OwnAssumed, n: number, all: readonly OwnMember[]): readonly string[] {
  const some =
    what === 'extras'
      ? all.slice(-n)
      : what === 'story_people'
        ? all.filter(({ from }) => from === 'story')
        : all.filter(({ from }) => from !== 'story').slice(0, n);
  return some.map(({ name }) => name);
}

function Assumed({ answers, team, onChange }: Pick<CastProps, 'answers' | 'team' | 'onChange'>): JSX.Element {
  const { t, lang } = useText();
  return (
    <ul class="scan-assumed">
      {team.assumed.map(({ what, n }) => {
        const page = pageOf(what, answers);
        return (
          <li key={what}>
            <span>{t(`own.a_${what}`, { n, names: list(lang, namesOf(what, n, team.members)) })}</span>
            {page !== null && (
              <Button kind="quiet" compact onClick={() => onChange(page)}>
                {t('own.wrong')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
