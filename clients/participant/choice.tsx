/* choice.tsx -- three or four cards, why in one line, how sure. Every change goes out by itself, and what is being
 * typed when the step ends; the bar says when it is stored. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { noNetwork, refusalOf } from '../core/screen';
import { letterOf, REASON_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { Beside } from '../ui/beside';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Field } from '../ui/field';
import { LeaderWeek, WeekRuns } from '../ui/leader-week';
import { OptionCards } from '../ui/option-cards';
import { useText } from '../ui/reading';
import { Stored } from '../ui/stored';
import { useUnsent } from './closing';
import { StepBar } from './step-bar';
import { ownVote, progressOf, type Playing, type Vote } from './seat';
import { StoryAgain } from './story-again';

const TYPED_MS = 1200;

export function Choice({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, round, session } = playing;
  const vote = ownVote(playing).value;
  // What is being typed. Once the field is left, it shows what is stored, from any tab.
  const [typed, setTyped] = useState<string | null>(null);
  const [sure, setSure] = useState(0); // They said how sure before they chose.
  const [picked, setPicked] = useState(-1); // With the arrow keys.
  const reason = typed ?? vote.reason;
  const confidence = vote.option >= 0 ? vote.confidence : sure;
  const latest = useRef({ vote, reason });
  latest.current = { vote, reason };

  const cast = (change: Partial<Vote>): void => {
    const now = {
      ...latest.current.vote,
      reason: written(latest.current.reason, REASON_CHARS_MAX),
      confidence,
      ...change,
    };
    if (now.option >= 0)
      live.command({
        type: 'vote_cast',
        round: round.round,
        option: now.option,
        confidence: now.confidence,
        reason: now.reason,
      });
  };
  const castReason = (): void => {
    const typed = written(latest.current.reason, REASON_CHARS_MAX);
    if (typed !== latest.current.vote.reason) cast({ reason: typed });
  };
  useEffect(() => {
    // A pause in typing stores it; so does leaving the field.
    const timer = setTimeout(castReason, TYPED_MS);
    return () => clearTimeout(timer);
  }, [reason]);
  const unsaid = typed !== null && written(typed, REASON_CHARS_MAX) !== vote.reason;
  const pending = picked >= 0 && picked !== vote.option;
  useUnsent(playing, pending || (unsaid && vote.option >= 0), `${picked} ${reason}`);
  useEffect(() => () => castReason(), []); // The step has ended: as far as it was written.
  const who = t(session.names_shown ? 'choice.why_named' : 'choice.why_anonymous');
  const choose = (option: number): void => {
    setPicked(-1);
    cast({ option });
  };
  const left = (): void => {
    castReason();
    if (vote.option >= 0) setTyped(null);
  };
  return (
    <>
      <h1>{t('choice.title')}</h1>
      <StoryAgain playing={playing} />
      <Beside
        side={
          <div class="stack block-small">
            <Field
              label={t('choice.why')}
              helpAfter={`${who} ${t('choice.why_waits')}`}
              lines={2}
              value={reason}
              maxLength={REASON_CHARS_MAX}
              onInput={setTyped}
              onDone={left}
            />
            <Sure
              confidence={confidence}
              onPick={(value) => {
                setSure(value);
                cast({ confidence: value });
              }}
            />
          </div>
        }
      >
        <OptionCards
          label={dilemma.title}
          options={dilemma.options}
          chosen={vote.option}
          picked={picked >= 0 ? picked : vote.option}
          onPick={setPicked}
          onChoose={choose}
        />
        <RunsBelow playing={playing} />
      </Beside>
      <StepBar>
        <OwnWeek playing={playing} option={picked >= 0 ? picked : vote.option} />
        {pending ? (
          <Button kind="main" full onClick={() => choose(picked)}>
            {t('choice.choose', { letter: letterOf(picked) })}
          </Button>
        ) : (
          <ChoiceStored playing={playing} />
        )}
      </StepBar>
    </>
  );
}

/* How sure somebody is of their choice; 0: not said. */
export function Sure({
  confidence,
  onPick,
}: {
  readonly confidence: number;
  readonly onPick: (confidence: number) => void;
}): JSX.Element {
  const { t } = useText();
  return (
    <Chips
      label={t('choice.sure')}
      layout="even"
      value={confidence === 0 ? null : confidence}
      onPick={onPick}
      chips={[
        { value: 1, body: t('choice.sure_1') },
        { value: 2, body: t('choice.sure_2') },
        { value: 3, body: t('choice.sure_3') },
      ]}
    />
  );
}

/* What the choice would ask of the leader's week, beside what runs already. */
export function OwnWeek({
  playing,
  option,
}: {
  readonly playing: Playing;
  readonly option: number;
}): JSX.Element | null {
  const { week } = playing.round;
  return week && <LeaderWeek week={week} option={playing.dilemma.options.find((one) => one.option === option)} />;
}

export function RunsBelow({ playing }: { readonly playing: Playing }): JSX.Element | null {
  const { week } = playing.round;
  return week && <WeekRuns week={week} below="week-below" />;
}

function ChoiceStored({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const vote = ownVote(playing);
  const progress = progressOf(playing);
  const count =
    progress !== undefined && progress.expected > 1
      ? t('choice.count', { n: progress.done, m: progress.expected })
      : '';
  const none = vote.value.option < 0;
  return (
    <Stored
      lost={noNetwork(playing.screen)}
      refused={refusalOf(playing.screen, 'vote_cast')}
      state={none ? 'nothing' : vote.waiting || playing.screen.unsent ? 'waiting' : 'stored'}
      hint={none ? `${t('choice.pick')} ${count}` : `${t('choice.change')} ${count}`}
    />
  );
}
