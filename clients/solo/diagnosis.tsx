/* diagnosis.tsx -- where does somebody stand, one at a time; the last estimate closes the step, so
 * each is said with a button. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noNetwork } from '../core/screen';
import { phases } from '../core/types';
import { ownGuess, teamOf, type Playing } from '../participant/seat';
import { Button } from '../ui/button';
import { Face } from '../ui/face';
import { useNewHeading } from '../ui/kept-focus';
import { useText } from '../ui/reading';
import { Rungs } from '../ui/rungs';
import { Stored } from '../ui/stored';
import { spoken } from '../ui/words';
import { StepBar } from '../participant/step-bar';
import { StoryAgain } from '../participant/story-again';

export function Diagnosis({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t, lang } = useText();
  const { dilemma, session, live, round, screen } = playing;
  const asked = dilemma.diagnose;
  const guesses = asked.map((member) => ownGuess(playing, member, (phase) => phases.indexOf(phase as never)));
  const at = guesses.findIndex((guess) => guess.value < 0);
  const member = asked[at < 0 ? asked.length - 1 : at] ?? -1;
  useNewHeading(member);
  const [picked, setPicked] = useState<{ readonly member: number; readonly phase: number }>({ member: -1, phase: -1 });
  const phase = at < 0 ? (guesses[guesses.length - 1]?.value ?? -1) : picked.member === member ? picked.phase : -1;

  const now = teamOf(playing)?.members.find((one) => one.member === member);
  const intro = session.scenario.members.find((one) => one.member === member);
  const name = now?.name ?? intro?.name ?? '';
  const nextName = session.scenario.members.find((one) => one.member === asked[at + 1])?.name;
  const said = dilemma.situation.find((block) => block.kind === 'speech' && block.member === member);
  const seen = dilemma.signals.find((signal) => signal.member === member);
  const guess = (): void => {
    live.command({ type: 'guess_cast', round: round.round, member, phase: phases[phase] ?? 'unaware' });
  };
  return (
    <>
      {asked.length > 1 && (
        <p class="eyebrow">{t('diagnosis.person', { n: asked.indexOf(member) + 1, m: asked.length })}</p>
      )}
      <div class="sitter">
        <Face id={intro?.id ?? ''} name={name} size="l" expression={now?.face ?? 'rustig'} />
        <h1>{t('diagnosis.title', { name })}</h1>
      </div>
      <StoryAgain playing={playing} />
      {(seen !== undefined || said !== undefined) && (
        <p class="evidence">
          {seen !== undefined && `${name} ${seen.text}`} {said !== undefined && spoken(lang, said.text)}
        </p>
      )}
      <Rungs label={t('diagnosis.title', { name })} value={phase} onPick={(to) => setPicked({ member, phase: to })} />
      <p class="small soft">{t('diagnosis.note')}</p>
      <StepBar>
        {at < 0 ? (
          <Stored state="waiting" lost={noNetwork(screen)} />
        ) : phase < 0 ? (
          <p class="stored">
            <span class="soft">{t('diagnosis.pick')}</span>
          </p>
        ) : (
          <Button kind="main" full onClick={guess}>
            {nextName === undefined ? t('ready.solo_situation') : t('diagnosis.next', { name: nextName })}
          </Button>
        )}
      </StepBar>
    </>
  );
}
