/* people.tsx -- how many they are, and how many do what when something new comes. No names; whoever is not placed
 * begins on the bench. */
import type { JSX } from 'preact';
import minus from 'phosphor:minus';
import plus from 'phosphor:plus';
import { PEOPLE_MAX, PEOPLE_MIN, placed, withPeople, withStand, type Answers } from '../../core/own-team';
import { Icon } from '../icon';
import { useText } from '../reading';
import { phaseSentence } from '../words';
import type { AnsweredBy } from './voice';
import './own.css';

interface PeopleProps {
  readonly answers: Answers;
  readonly voice: AnsweredBy;
  readonly onChange: (answers: Answers) => void;
}

export function People({ answers, voice, onChange }: PeopleProps): JSX.Element {
  const { t } = useText();
  const { people, stand } = answers;
  const left = people - placed(answers);
  const we = voice === 'team';
  return (
    <>
      <div class="scan-size">
        <span>{t(we ? 'we.size' : 'scan.size')}</span>
        <Stepper
          what={t(we ? 'we.size_what' : 'scan.size_what')}
          n={people}
          least={PEOPLE_MIN}
          most={PEOPLE_MAX}
          onPick={(n) => onChange(withPeople(answers, n))}
        />
      </div>
      <p class="lead-in">{t(we ? 'we.people_lead' : 'scan.people_lead', { n: people })}</p>
      <ul class="scan-rungs">
        {[4, 3, 2, 1, 0].map((phase) => (
          <li key={phase} class={`scan-rung scan-rung-${phase + 1}`}>
            <span>{phaseSentence(t, phase)}</span>
            <Stepper
              what={phaseSentence(t, phase)}
              n={stand[phase] ?? 0}
              least={0}
              most={(stand[phase] ?? 0) + left}
              onPick={(n) => onChange(withStand(answers, phase, n))}
            />
          </li>
        ))}
      </ul>
      <div role="status">
        <p class="scan-placed">
          <span>{t('scan.placed', { n: people - left, m: people })}</span>
          <Pawns people={people} placed={people - left} />
        </p>
        {left > 0 && <p class="small soft">{t('scan.bench', { n: left })}</p>}
      </div>
    </>
  );
}

interface StepperProps {
  readonly what: string;
  readonly n: number;
  readonly least: number;
  readonly most: number;
  readonly onPick: (n: number) => void;
}

function Stepper({ what, n, least, most, onPick }: StepperProps): JSX.Element {
  const { t } = useText();
  const less = n <= least;
  const more = n >= most;
  return (
    <span class="stepper">
      <button
        type="button"
        aria-label={t('scan.less', { what })}
        aria-disabled={less || undefined}
        onClick={() => !less && onPick(n - 1)}
      >
        <Icon d={minus} />
      </button>
      <output aria-label={what}>{n}</output>
      <button
        type="button"
        aria-label={t('scan.more', { what })}
        aria-disabled={more || undefined}
        onClick={() => !more && onPick(n + 1)}
      >
        <Icon d={plus} />
      </button>
    </span>
  );
}

/* A person without a name or a face. */
const PAWN =
  'M8.5 1.5a4 4 0 0 1 2.6 7c2.6 1.2 4.2 4.5 4.4 11.5h-14C1.700 13 3.300 9.700 5.900 8.500a4 4 0 0 1 2.600-7z';

export function Pawns({ people, placed: here }: { readonly people: number; readonly placed: number }): JSX.Element {
  return (
    <span class="pawns" aria-hidden="true">
      {Array.from({ length: people }, (_, i) => (
        <svg key={i} viewBox="0 0 17 22" aria-hidden="true" class={i < here ? 'pawn' : 'pawn pawn-empty'}>
          <path d={PAWN} />
        </svg>
      ))}
    </span>
  );
}
