/* phase-counts.tsx -- more rooms than fit beside each other with faces: a row a room, and how many stand in each
 * phase. */
import type { JSX } from 'preact';
import { Letter } from './letter';
import { PhaseHeads, phasesAll } from './phase-heads';
import { phaseName } from './words';
import './phase-counts.css';

interface CountedRoom {
  readonly room: number;
  readonly name: string;
  readonly counts: readonly number[]; // Per phase.
  readonly option: number; // -1: nothing was decided yet.
  readonly optionTitle: string;
}

export function PhaseCounts({
  caption,
  rooms,
}: {
  readonly caption: string;
  readonly rooms: readonly CountedRoom[];
}): JSX.Element {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table class="phase-counts">
        <caption class="hidden-text">{caption}</caption>
        <PhaseHeads name={phaseName} head={(phase) => `phase-count-${phase + 1}`} />
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
