/* diagnosis.tsx -- "where does she stand, do you think?" for one or two members, one at a time. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noNetwork } from '../core/screen';
import { phases } from '../core/types';
import { Button } from '../ui/button';
import { useNewHeading } from '../ui/kept-focus';
import { useText } from '../ui/reading';
import { Rungs } from '../ui/rungs';
import { Stored } from '../ui/stored';
import { useUnsent } from './closing';
import { StepBar } from './step-bar';
import { ownGuess, progressOf, type Playing } from './seat';
import { nameOf, Sitter } from './sitter';

export function Diagnosis({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, live, round, screen } = playing;
  const asked = dilemma.diagnose;
  const guesses = asked.map((member) => ownGuess(playing, member, (phase) => phases.indexOf(phase as never)));
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      guesses.findIndex((guess) => guess.value < 0),
    ),
  );

  const member = asked[at] ?? -1;
  useNewHeading(member);
  const guess = guesses[at]?.value ?? -1;
  const name = nameOf(playing, member);
  const next = asked.length > 1 ? (at + 1) % asked.length : -1;
  const [picked, setPicked] = useState({ member: -1, phase: -1 }); // With the arrow keys.
  const pending = picked.member === member && picked.phase >= 0 && picked.phase !== guess;
  useUnsent(playing, pending, picked);
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
          {t('diagnosis.next', { name: nameOf(playing, asked[next] ?? -1) })}
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
          {t('diagnosis.again', { name: nameOf(playing, asked[next] ?? -1) })}
        </Button>
      )}
    </>
  );
  return (
    <>
      {asked.length > 1 && <p class="eyebrow">{t('diagnosis.person', { n: at + 1, m: asked.length })}</p>}
      <Sitter playing={playing} member={member} />
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
