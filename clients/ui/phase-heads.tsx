/* phase-heads.tsx -- the first row of a table whose columns are the five phases. */
import type { JSX } from 'preact';
import { useText, type Texts } from './reading';

export const phasesAll = [0, 1, 2, 3, 4] as const;

interface PhaseHeadsProps {
  readonly name: (t: Texts['t'], phase: number) => string;
  readonly hideNames?: boolean; // Where there is space for the number only.
  readonly corner?: string; // Classes of the empty corner, and of each head.
  readonly head?: (phase: number) => string;
}

export function PhaseHeads({ name, hideNames, corner, head }: PhaseHeadsProps): JSX.Element {
  const { t } = useText();
  return (
    <thead>
      <tr>
        <td class={corner} />
        {phasesAll.map((phase) => (
          <th scope="col" key={phase} class={head?.(phase)}>
            <span class="phase-number" aria-hidden="true">
              {phase + 1}
            </span>{' '}
            <span class={hideNames ? 'hidden-text' : undefined}>{name(t, phase)}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
