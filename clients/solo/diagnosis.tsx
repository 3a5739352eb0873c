/* diagnosis.tsx -- where does somebody stand, one at a time; the last estimate closes the step, so
 * each is said with a button. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { noNetwork } from '../core/screen';
import { phases } from '../core/types';
import { ownGuess, type Playing } from '../participant/seat';
import { nameOf, Sitter } from '../participant/sitter';
import { Button } from '../ui/button';
import { useNewHeading } from '../ui/kept-focus';
import { useText } from '../ui/reading';
import { Rungs } from '../ui/rungs';
import { Stored } from '../ui/stored';
import { StepBar } from '../participant/step-bar';

export function Diagnosis({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, live, round, screen } = playing;
  const asked = dilemma.diagnose;
  const guesses = asked.map((member) => ownGuess(playing, member, (phase) => phases.indexOf(phase as never)));
  const at = guesses.findIndex((guess) => guess.value < 0);
  const member = asked[at < 0 ? asked.length - 1 : at] ?? -1;
  useNewHeading(member);
  const [picked, setPicked] = useState<{ readonly member: number; readonly phase: number }>({ member: -1, phase: -1 });
  const phase = at < 0 ? (guesses[guesses.length - 1]?.value ?? -1) : picked.member === member ? picked.phase : -1;

  const name = nameOf(playing, member);
  const nextName = session.scenario.members.find((one) => one.member === asked[at + 1])?.name;
  const guess = (): void => {
    live.command({ type: 'guess_cast', round: round.round, member, phase: phases[phase] ?? 'unaware' });
  };
  return (
    <>
      {asked.length > 1 && (
        <p class="eyebrow">{t('diagnosis.person', { n: asked.indexOf(member) + 1, m: asked.length })}</p>
      )}
      <Sitter playing={playing} member={member} />
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
