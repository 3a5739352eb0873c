/* arguments.tsx -- alone there is no room to talk with: a colleague, who leads another team, argues against what you
 * chose, with the argument of the option that stands furthest from it; then those who would do something else again.
 * Staying and changing are equal buttons. The step after this one, the decision, is said in the same breath: ready,
 * then the second vote, in that order. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import chats from 'phosphor:chats';
import { noNetwork } from '../core/screen';
import { letterOf } from '../core/types';
import { ownReady, ownSecond, ownVote, type Playing } from '../participant/seat';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Icon } from '../ui/icon';
import { Letter } from '../ui/letter';
import { OptionCards } from '../ui/option-cards';
import { useText } from '../ui/reading';
import { Speech } from '../ui/story';
import { Stored } from '../ui/stored';
import { spoken } from '../ui/words';
import { StepBar } from '../participant/step-bar';
import { StoryAgain } from '../participant/story-again';
import { voicesOf, type Voice } from './voices';

function Said({ voice: { option, who } }: { readonly voice: Voice }): JSX.Element {
  const { t, lang } = useText();
  return (
    <Speech
      id={who.id}
      name={who.name}
      face="vertelt"
      text={spoken(lang, option.argument)}
      after={t('solo.chooses', { letter: letterOf(option.option) })}
    />
  );
}

export function Arguments({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, me, round, screen } = playing;
  const chosen = ownVote(playing).value.option;
  const mine = dilemma.options.find((option) => option.option === chosen);
  const voices = voicesOf(dilemma.options, chosen, me.against);
  const [against, ...others] = voices;
  const [touched, setTouched] = useState<number | null>(against?.option.option ?? null);
  const question = dilemma.questions[0]?.text;
  const on = (): void => live.command({ type: 'ready_set', round: round.round, step: 'discussion', ready: true });
  const decide = (option: number): void => {
    on();
    live.command({ type: 'second_cast', round: round.round, option });
  };
  return (
    <>
      {mine !== undefined && (
        <p class="row soft small">
          <Letter option={chosen} small />
          {t('solo.you_chose', { title: mine.title })}
        </p>
      )}
      <h1>{against === undefined ? t('solo.think') : t('solo.against', { name: against.who.name })}</h1>
      <StoryAgain playing={playing} />
      {against !== undefined && (
        <div class="story argue">
          <Said voice={against} />
        </div>
      )}
      {others.length > 0 && (
        <section class="block">
          <h2>{t('solo.argue', { n: others.length })}</h2>
          <div class="story argue">
            {others.map((voice) => (
              <Said key={voice.option.option} voice={voice} />
            ))}
          </div>
        </section>
      )}
      {voices.length > 1 && (
        <div class="lit">
          <Chips
            label={t('solo.touches')}
            layout="even"
            value={touched}
            onPick={setTouched}
            chips={voices.map(({ option, who }) => ({ value: option.option, body: who.name }))}
          />
        </div>
      )}
      {question !== undefined && (
        <div class="block">
          <p class="row soft small">
            <Icon d={chats} />
            {t('solo.also')}
          </p>
          <p class="head talk-question">{question}</p>
        </div>
      )}
      <StepBar>
        {ownReady(playing).waiting || ownSecond(playing).waiting ? (
          <Stored state="waiting" lost={noNetwork(screen)} />
        ) : (
          <div class="pair">
            <Button kind="main" full onClick={() => decide(chosen)}>
              {t('decision.stay', { letter: letterOf(chosen) })}
            </Button>
            {touched === null ? (
              <Button kind="main" full onClick={on}>
                {t('solo.other')}
              </Button>
            ) : (
              <Button kind="main" full onClick={() => decide(touched)}>
                {t('solo.change', { letter: letterOf(touched) })}
              </Button>
            )}
          </div>
        )}
      </StepBar>
    </>
  );
}

/* "I would do something else": which, then. */
export function Decision({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, round, screen } = playing;
  const first = ownVote(playing).value.option;
  const sent = ownSecond(playing);
  const [picked, setPicked] = useState(sent.value >= 0 ? sent.value : first);
  return (
    <>
      <h1>{t('decision.title_solo')}</h1>
      <p class="lead-in">{t('decision.lead_solo')}</p>
      <StoryAgain playing={playing} />
      <OptionCards slim label={dilemma.title} options={dilemma.options} chosen={picked} onChoose={setPicked} />
      <StepBar>
        {sent.waiting ? (
          <Stored state="waiting" lost={noNetwork(screen)} />
        ) : picked < 0 ? (
          <p class="stored">
            <span class="soft">{t('choice.pick')}</span>
          </p>
        ) : (
          <Button
            kind="main"
            full
            onClick={() => live.command({ type: 'second_cast', round: round.round, option: picked })}
          >
            {picked === first
              ? t('decision.stay', { letter: letterOf(picked) })
              : t('solo.change', { letter: letterOf(picked) })}
          </Button>
        )}
      </StepBar>
    </>
  );
}
