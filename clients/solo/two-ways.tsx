/* two-ways.tsx -- a dilemma that was played, another option, and both ways side by side. The core on this device plays
 * the story once more; nothing is sent, and the play itself stays what it is. At the end also all ways that were
 * looked at, in one picture. */
import '../core/later';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { decisionsOf, waysOf, type Decisions, type Tried, type TwoWays as Both } from '../core/alone/road';
import type { WayDecision } from '../core/types';
import type { Seat } from '../participant/seat';
import { Chips } from '../ui/chips';
import { Dialog } from '../ui/dialog';
import { Letter } from '../ui/letter';
import { OtherOptions } from '../ui/other-options';
import { useText } from '../ui/reading';
import { Select } from '../ui/select';
import { waysApart } from '../ui/ways';
import { WaysCompared } from '../ui/ways-compared';
import { AllWays } from './all-ways';

const ROOM = 0; // Alone there is one.

export interface TwoWaysProps {
  readonly seat: Seat;
  readonly onClose: () => void;
}

export function TwoWays({ seat, onClose }: TwoWaysProps): JSX.Element {
  const { t } = useText();
  const [told, setTold] = useState<Decisions | null | 'asking'>('asking');
  const { token } = seat.live;
  useEffect(() => void decisionsOf(token).then(setTold), [token]);
  return (
    <Dialog title={t('ways.open')} wide onClose={onClose}>
      <p class="lead-in">{t('ways.lead')}</p>
      {told === 'asking' ? (
        <p role="status">{t('ways.busy')}</p>
      ) : told === null ? (
        <p role="status">{t('ways.away_now')}</p>
      ) : (
        <Choosing seat={seat} told={told} />
      )}
    </Dialog>
  );
}

const isTried = (tried: readonly Tried[], round: number, option: number): boolean =>
  tried.some((one) => one.round === round && one.option === option);

function Choosing({ seat, told }: { readonly seat: Seat; readonly told: Decisions }): JSX.Element {
  const { t } = useText();
  const { decisions } = told;
  const [tried, setTried] = useState(told.tried);
  const [round, setRound] = useState(decisions[decisions.length - 1]?.round ?? 0);
  const [option, setOption] = useState<number | null>(null);
  const [both, setBoth] = useState<Both | null | 'asking'>('asking');
  const newest = useRef(0);
  const decided = decisions.find((one) => one.round === round);
  const look = async (picked: number): Promise<void> => {
    const asked = ++newest.current;
    setOption(picked);
    const answer = await waysOf(seat.live.token, { room: ROOM, round, option: picked });
    if (asked !== newest.current) return; // Another one was picked since.
    setBoth(answer);
    if (answer !== null && !isTried(tried, round, picked)) setTried([...tried, { round, option: picked }]);
  };
  const toRound = (next: number): void => {
    newest.current++;
    setRound(next);
    setOption(null);
    setBoth('asking');
  };
  return (
    <>
      {decisions.length > 1 && (
        <Select
          label={t('ways.dilemma')}
          value={String(round)}
          options={decisions.map((one) => ({ value: String(one.round), label: `${one.round + 1}. ${one.dilemma}` }))}
          onPick={(value) => toRound(Number(value))}
        />
      )}
      {decided !== undefined && (
        <>
          <p class="ways-own">
            <Letter option={decided.option} small />
            <span>{t('ways.was', { title: titleOf(decided, decided.option) })}</span>
          </p>
          <OtherOptions
            label={t('ways.option')}
            options={decided.options}
            decided={decided.option}
            value={option}
            onPick={(picked) => void look(picked)}
            note={(one) => isTried(tried, round, one) && <small> {t('ways.tried')}</small>}
          />
          <p role="status" class={both === null ? 'soft small' : 'hidden-text'}>
            {option !== null && <Announced both={both} />}
          </p>
          {option !== null && both !== null && both !== 'asking' && (
            <Result key={`${round}.${option}`} seat={seat} both={both} decided={decided} other={option} />
          )}
        </>
      )}
      {seat.round.step === 'debrief' && tried.length > 0 && (
        <AllWays token={seat.live.token} decisions={decisions} tried={tried} />
      )}
    </>
  );
}

/* Said, and not moved to: whoever goes through the options with arrow keys stays there. */
function Announced({ both }: { readonly both: Both | null | 'asking' }): JSX.Element | null {
  const { t } = useText();
  const moment = both === null || both === 'asking' ? undefined : both.moments[0];
  if (both === null) return <>{t('ways.away_now')}</>;
  if (moment === undefined) return null;
  const n = waysApart(moment).apart.length;
  return <>{n === 0 ? t('ways.people_none') : t('ways.told', { n })}</>;
}

const titleOf = (decided: WayDecision, option: number): string =>
  decided.options.find((one) => one.option === option)?.title ?? '';

interface ResultProps {
  readonly seat: Seat;
  readonly both: Both;
  readonly decided: WayDecision;
  readonly other: number;
}

/* It opens with where the choice differs; later moments say what came of that. */
function Result({ seat, both, decided, other }: ResultProps): JSX.Element {
  const { t } = useText();
  const [at, setAt] = useState(0);
  const moment = both.moments[at];
  return (
    <section class="ways-result">
      <h3 class="ways-heading">{t('ways.beside', { title: titleOf(decided, other) })}</h3>
      {both.moments.length > 1 && (
        <Chips
          label={t('ways.moment')}
          value={at}
          onPick={setAt}
          chips={both.moments.map(({ was }, i) => ({
            value: i,
            body: i === 0 ? t('ways.right_after') : t('ways.after', { title: was.dilemma }),
          }))}
        />
      )}
      {moment !== undefined && (
        <>
          <p class="soft small">
            {t('ways.at', { n: moment.was.weeks })}
            {at > 0 && ` ${t('ways.later')}`}
          </p>
          <WaysCompared moment={moment} was={decided.option} other={other} members={seat.session.scenario.members} />
        </>
      )}
      {both.parted !== null && <p class="lit">{t('ways.parted', { title: both.parted })}</p>}
    </section>
  );
}
