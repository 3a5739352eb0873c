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

interface Draft {
  readonly option: number;
  readonly reason: string;
  readonly confidence: number;
}

function draftOf(kept: string | null): Draft {
  const empty: Draft = { option: -1, reason: '', confidence: 0 };
  try {
    return { ...empty, ...(JSON.parse(kept ?? '{}') as Partial<Draft>) };
  } catch {
    return empty;
  }
}

export function Choice({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, round, screen } = playing;
  const key = noteKey(live.token, `draft${round.round}`);
  const [draft, setDraft] = useState(() => draftOf(shelf.get(key)));
  const vote = ownVote(playing);
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    shelf.set(key, JSON.stringify(next));
  };
  const cast = (): void => {
    live.command({
      type: 'vote_cast',
      round: round.round,
      option: draft.option,
      confidence: draft.confidence,
      reason: written(draft.reason, REASON_CHARS_MAX),
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
              value={draft.reason}
              maxLength={REASON_CHARS_MAX}
              onInput={(reason) => change({ reason })}
            />
            <Sure confidence={draft.confidence} onPick={(confidence) => change({ confidence })} />
          </div>
        }
      >
        <OptionCards
          label={dilemma.title}
          options={dilemma.options}
          chosen={draft.option}
          onChoose={(option) => change({ option })}
        />
        <RunsBelow playing={playing} />
      </Beside>
      <StepBar>
        <OwnWeek playing={playing} option={draft.option} />
        {vote.waiting ? (
          <Stored state="waiting" lost={noNetwork(screen)} />
        ) : draft.option < 0 ? (
          <p class="stored">
            <span class="soft">{t('choice.pick')}</span>
          </p>
        ) : (
          <Button kind="main" full onClick={cast}>
            {t('solo.choose', { letter: letterOf(draft.option) })}
          </Button>
        )}
      </StepBar>
    </>
  );
}
