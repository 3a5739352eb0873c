/* all-ways.tsx -- at the end: the way as it was and every way that was looked at, one under the other, with what was
 * decided and where people came to stand. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { waysOf, type Tried, type TwoWays } from '../core/alone/road';
import { letterOf, type Way, type WayDecision } from '../core/types';
import { classes } from '../ui/classes';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { phasesOf } from '../ui/ways';
import { phaseName } from '../ui/words';

interface Looked extends Tried {
  readonly both: TwoWays;
}

const ROOM = 0;

/* Played again, one after another: they are kept as what was decided, not as what came of it. */
function useWays(token: string, tried: readonly Tried[]): readonly Looked[] {
  const [looked, setLooked] = useState<readonly Looked[]>([]);
  useEffect(() => {
    let stale = false;
    const play = async (): Promise<void> => {
      const all: Looked[] = [];
      for (const one of [...tried].sort((a, b) => a.round - b.round || a.option - b.option)) {
        const both = await waysOf(token, { room: ROOM, ...one });
        if (stale) return;
        if (both !== null) all.push({ ...one, both });
      }
      setLooked(all);
    };
    void play();
    return () => {
      stale = true;
    };
  }, [token, tried]);
  return looked;
}

interface AllWaysProps {
  readonly token: string;
  readonly decisions: readonly WayDecision[];
  readonly tried: readonly Tried[];
}

export function AllWays({ token, decisions, tried }: AllWaysProps): JSX.Element | null {
  const { t } = useText();
  const looked = useWays(token, tried);
  const whole = looked.find(({ both }) => both.parted === null);
  if (looked.length === 0) return null;
  const last = whole?.both.moments[whole.both.moments.length - 1];
  return (
    <section>
      <h3>{t('ways.all')}</h3>
      <p class="small soft">{t('ways.all_lead')}</p>
      <ol class="ways-all">
        <Row title={t('ways.as_it_was')} decisions={decisions} changed={null} end={last?.was} />
        {looked.map(({ round, option, both }) => {
          const decided = decisions.find((one) => one.round === round);
          return (
            <Row
              key={`${round}.${option}`}
              title={t('ways.instead', {
                dilemma: decided?.dilemma ?? '',
                letter: letterOf(option),
                was: letterOf(decided?.option ?? -1),
              })}
              decisions={decisions.slice(0, round + both.moments.length)}
              changed={{ round, option }}
              end={both.moments[both.moments.length - 1]?.other}
              parted={both.parted}
            />
          );
        })}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly title: string;
  readonly decisions: readonly WayDecision[];
  readonly changed: Tried | null;
  readonly end: Way | undefined; // Not known for the way as it was while every other one parts from it.
  readonly parted?: string | null;
}

function Row({ title, decisions, changed, end, parted = null }: RowProps): JSX.Element {
  const { t } = useText();
  return (
    <li>
      <p>
        <b>{title}</b>
      </p>
      <p class="ways-letters">
        {decisions.map(({ round, option }) => (
          <span key={round} class={classes('way-letter', changed?.round === round && 'way-changed')}>
            <Letter option={changed?.round === round ? changed.option : option} small />
          </span>
        ))}
        {parted !== null && <span class="small soft">{t('ways.ends')}</span>}
      </p>
      {end !== undefined && (
        <ul class="ways-counts" aria-label={t('ways.stand', { n: end.weeks })}>
          {phasesOf(end).map((count, phase) => (
            <li key={phase} class={`ways-count ways-count-${phase + 1}`}>
              <span class="hidden-text">{phaseName(t, phase)}: </span>
              {count}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
