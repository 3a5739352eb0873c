/* diagnosis.tsx -- "where does she stand, do you think?" for one or two members, one at a time. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noNetwork } from '../core/screen';
import { phases } from '../core/types';
import { Button } from '../ui/button';
import { Face } from '../ui/face';
import { useNewHeading } from '../ui/kept-focus';
import { useText } from '../ui/reading';
import { Rungs } from '../ui/rungs';
import { Stored } from '../ui/stored';
import { faceOf } from '../ui/team';
import { spoken } from '../ui/words';
import { useDraft } from './closing';
import { StepBar } from './step-bar';
import { ownGuess, progressOf, teamOf, type Playing } from './seat';
import { StoryAgain } from './story-again';

export function Diagnosis({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t, lang } = useText();
  const { dilemma, session, live, round, screen } = playing;
  const asked = dilemma.diagnose;
  const guesses = asked.map((member) => ownGuess(playing, member, (phase) => phases.indexOf(phase as never)));
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      guesses.findIndex((guess) => guess.value < 0),
    ),
  );

  const nameOf = (member: number): string =>
    teamOf(playing)?.members.find((one) => one.member === member)?.name ??
    session.scenario.members.find((one) => one.member === member)?.name ??
    '';
  const member = asked[at] ?? -1;
  useNewHeading(member);
  const guess = guesses[at]?.value ?? -1;
  const name = nameOf(member);
  const next = asked.length > 1 ? (at + 1) % asked.length : -1;
  const [picked, setPicked] = useState({ member: -1, phase: -1 }); // With the arrow keys.
  const pending = picked.member === member && picked.phase >= 0 && picked.phase !== guess;
  useDraft(playing, pending, picked);
  const choose = (phase: number): void => {
    setPicked({ member: -1, phase: -1 });
    live.command({ type: 'guess_cast', round: round.round, member, phase: phases[phase] ?? 'unaware' });
  };
  const toNext = (): void => {
    setAt(next);
  };
  const all = guesses.every((one) => one.value >= 0);
  const progress = progressOf(playing);
  const bar = (
    <>
      {next >= 0 && guess >= 0 && (guesses[next]?.value ?? 0) < 0 && (
        <Button kind="main" full onClick={toNext}>
          {t('diagnosis.next', { name: nameOf(asked[next] ?? -1) })}
        </Button>
      )}
      <Stored
        lost={noNetwork(screen)}
        state={guess < 0 ? 'nothing' : guesses.some((one) => one.waiting) ? 'waiting' : 'stored'}
        hint={
          all && progress !== undefined && progress.expected > 1
            ? t('diagnosis.count', { n: progress.done, m: progress.expected })
            : guess < 0
              ? t('diagnosis.pick')
              : ''
        }
      />
      {all && asked.length > 1 && (
        <Button kind="quiet" compact onClick={toNext}>
          {t('diagnosis.again', { name: nameOf(asked[next] ?? -1) })}
        </Button>
      )}
    </>
  );
  const said = dilemma.situation.find((block) => block.kind === 'speech' && block.member === member);
  const seen = dilemma.signals.find((signal) => signal.member === member);
  return (
    <>
      {asked.length > 1 && <p class="eyebrow">{t('diagnosis.person', { n: at + 1, m: asked.length })}</p>}
      <div class="sitter">
        <Face
          id={faceOf(session.scenario.members, member)}
          name={name}
          size="l"
          expression={teamOf(playing)?.members.find((one) => one.member === member)?.face ?? 'rustig'}
        />
        <h1>{t('diagnosis.title', { name })}</h1>
      </div>
      <StoryAgain playing={playing} />
      {(seen !== undefined || said !== undefined) && (
        <p class="evidence">
          {seen !== undefined && `${name} ${seen.text}`} {said !== undefined && spoken(lang, said.text)}
        </p>
      )}
      <Rungs
        label={t('diagnosis.title', { name })}
        value={pending ? picked.phase : guess}
        onPick={(phase) => setPicked({ member, phase })}
        onChoose={choose}
      />
      <p class="small soft">{t('diagnosis.note')}</p>
      <StepBar>
        {pending ? (
          <Button kind="main" full onClick={() => choose(picked.phase)}>
            {t('diagnosis.choose', { n: picked.phase + 1 })}
          </Button>
        ) : (
          bar
        )}
      </StepBar>
    </>
  );
}
