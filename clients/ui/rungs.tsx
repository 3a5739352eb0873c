/* rungs.tsx -- where do you think somebody stands? Five plain sentences as a staircase to tap. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useRadios } from './radios';
import { useText } from './reading';
import { phaseSentence } from './words';
import './rungs.css';

interface RungsProps {
  readonly label: string;
  readonly value: number; // Picked; -1: none
  readonly onPick: (phase: number) => void; // With the arrow keys.
  readonly onChoose?: (phase: number) => void; // Without it, picking is choosing.
}

export function Rungs({ label, value, onPick, onChoose = onPick }: RungsProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  const radios = useRadios(value, onPick, onChoose);
  return (
    <fieldset class="rungs" {...radios.group}>
      <legend class="hidden-text">{label}</legend>
      {[0, 1, 2, 3, 4].map((phase) => (
        <label class={`rung rung-${phase + 1}`} key={phase}>
          <input type="radio" name={name} checked={phase === value} onChange={() => radios.onChange(phase)} />
          <span class="rung-step">
            <span class="phase-number" aria-hidden="true">
              {phase + 1}
            </span>
            <span>{phaseSentence(t, phase)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
