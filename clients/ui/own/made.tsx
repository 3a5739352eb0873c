/* made.tsx -- the team that the answers make for a story: where its people stand, what the answers say of each level,
 * and what was taken for granted. Whatever can be set right is a tap away. */
import type { JSX } from 'preact';
import { list, type Values } from '../../core/i18n';
import { UNKNOWN, answered, type Answers } from '../../core/own-team';
import type { OwnAssumed, OwnMember, OwnTeam } from '../../core/types';
import { Button } from '../button';
import { useText, type Texts } from '../reading';
import { phaseName } from '../words';
import { Levels } from './levels';
import { Pawns } from './people';
import { pages, questionsOn, type ScanPage } from './scan';
import type { AnsweredBy } from './voice';
import './own.css';

interface MadeProps {
  readonly answers: Answers;
  readonly team: OwnTeam;
  readonly voice: AnsweredBy;
  readonly onChange: (page: ScanPage) => void; // That something on this page of the scan is not right.
}

export function Made(props: MadeProps): JSX.Element {
  const { t } = useText();
  const { team, voice } = props;
  return (
    <>
      <Stairs stand={team.stand} />
      <Levels levels={team.levels} voice={voice} />
      <h2 class="block">{t('own.assumed')}</h2>
      <Assumed {...props} />
    </>
  );
}

/* What is said of a team to who leads it, and to others. */
function assumedSaid(t: Texts['t'], voice: AnsweredBy, what: OwnAssumed, values: Values): string {
  if (voice === 'leader' || what === 'unknown_people' || what === 'setting') return t(`own.a_${what}`, values);
  return t(`ours.a_${what}`, values);
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

function Assumed({ answers, team, voice, onChange }: MadeProps): JSX.Element {
  const { t, lang } = useText();
  return (
    <ul class="scan-assumed">
      {team.assumed.map(({ what, n }) => {
        const page = pageOf(what, answers);
        return (
          <li key={what}>
            <span>{assumedSaid(t, voice, what, { n, names: list(lang, namesOf(what, n, team.members)) })}</span>
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
