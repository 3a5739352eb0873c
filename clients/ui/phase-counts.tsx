/* phase-counts.tsx -- more rooms than fit beside each other with faces: a row a room, and how many stand in each
 * phase. */
import type { JSX } from 'preact';
import { Letter } from './letter';
import { useText } from './reading';
import { phaseName } from './words';
import './phase-counts.css';

export interface CountedRoom {
  readonly room: number;
  readonly name: string;
  readonly counts: readonly number[]; // Per phase.
  readonly option: number; // -1: nothing was decided yet.
  readonly optionTitle: string;
}

const phasesAll = [0, 1, 2, 3, 4] as const;

export function PhaseCounts({
  caption,
  rooms,
}: {
  readonly caption: string;
  readonly rooms: readonly CountedRoom[];
}): JSX.Element {
  const { t } = useText();
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table class="phase-counts">
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            <td />
            {phasesAll.map((phase) => (
              <th scope="col" key={phase} class={`phase-count-${phase + 1}`}>
                <span class="phase-number" aria-hidden="true">
                  {phase + 1}
                </span>{' '}
                {phaseName(t, phase)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rooms.map((room) => (
            <tr key={room.room}>
              <th scope="row">
                <b>{room.name}</b>
                {room.option >= 0 && (
                  <span class="option-named">
                    <Letter option={room.option} small /> {room.optionTitle}
                  </span>
                )}
              </th>
              {phasesAll.map((phase) => (
                <td key={phase} class={`phase-count-${phase + 1}`}>
                  {room.counts[phase] || ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
