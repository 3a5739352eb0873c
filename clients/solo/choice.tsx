/* choice.tsx -- alone, a vote closes the step. So one picks and writes first, on this device, and
 * then says so. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noNetwork } from '../core/screen';
import { noteKey } from '../core/storage';
import { letterOf, REASON_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { OwnWeek, RunsBelow, Sure } from '../participant/choice';
import { ownVote, type Playing } from '../participant/seat';
import { shelf } from '../ui/shelf';
import { Beside } from '../ui/beside';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { OptionCards } from '../ui/option-cards';
import { useText } from '../ui/reading';
import { Stored } from '../ui/stored';
import { StepBar } from '../participant/step-bar';
import { StoryAgain } from '../participant/story-again';

interface Unsent {
  readonly option: number;
  readonly reason: string;
  readonly confidence: number;
}

function unsentOf(kept: string | null): Unsent {
  const empty: Unsent = { option: -1, reason: '', confidence: 0 };
  try {
    return { ...empty, ...(JSON.parse(kept ?? '{}') as Partial<Unsent>) };
  } catch {
    return empty;
  }
}

export function Choice({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, round, screen } = playing;
  const key = noteKey(live.token, `draft${round.round}`);
  const [unsent, setUnsent] = useState(() => unsentOf(shelf.get(key)));
  const vote = ownVote(playing);
  const change = (part: Partial<Unsent>): void => {
    const next = { ...unsent, ...part };
    setUnsent(next);
    shelf.set(key, JSON.stringify(next));
  };
  const cast = (): void => {
    live.command({
      type: 'vote_cast',
      round: round.round,
      option: unsent.option,
      confidence: unsent.confidence,
      reason: written(unsent.reason, REASON_CHARS_MAX),
    });
    shelf.remove(key);
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
              helpAfter={t('choice.why_solo')}
              lines={2}
              value={unsent.reason}
              maxLength={REASON_CHARS_MAX}
              onInput={(reason) => change({ reason })}
            />
            <Sure confidence={unsent.confidence} onPick={(confidence) => change({ confidence })} />
          </div>
        }
      >
        <OptionCards
          label={dilemma.title}
          options={dilemma.options}
          chosen={unsent.option}
          onChoose={(option) => change({ option })}
        />
        <RunsBelow playing={playing} />
      </Beside>
      <StepBar>
        <OwnWeek playing={playing} option={unsent.option} />
        {vote.waiting ? (
          <Stored state="waiting" lost={noNetwork(screen)} />
        ) : unsent.option < 0 ? (
          <p class="stored">
            <span class="soft">{t('choice.pick')}</span>
          </p>
        ) : (
          <Button kind="main" full onClick={cast}>
            {t('solo.choose', { letter: letterOf(unsent.option) })}
          </Button>
        )}
      </StepBar>
    </>
  );
}
