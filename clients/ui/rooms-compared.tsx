/* rooms-compared.tsx -- the same team in several rooms: phases as rows, rooms as columns, so that eyes
 * can go sideways. Who moved has a name and an arrow; the others only a face. */
import type { ComponentChildren, JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { Face } from './face';
import { Icon } from './icon';
import { Letter } from './letter';
import { useText } from './reading';
import type { StairPerson } from './staircase';
import { phaseName } from './words';
import './rooms-compared.css';

export interface ComparedRoom {
  readonly room: number;
  readonly name: string;
  readonly option: number; // -1: not decided
  readonly optionTitle: string;
  readonly people: readonly StairPerson[];
  readonly below?: ComponentChildren;
}

export function RoomsCompared({
  caption,
  rooms,
}: {
  readonly caption: string;
  readonly rooms: readonly ComparedRoom[];
}): JSX.Element {
  const { t } = useText();
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table class="compare">
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            <td />
            {rooms.map((room) => (
              <th scope="col" key={room.room}>
                <span class="compare-room">{room.name}</span>
                {room.option >= 0 && (
                  <span class="compare-option">
                    <Letter option={room.option} small />
                    {room.optionTitle}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[4, 3, 2, 1, 0].map((phase) => (
            <tr key={phase} class={`compare-${phase + 1}`}>
              <th scope="row">
                <span class="compare-phase">
                  <span class="phase-number" aria-hidden="true">
                    {phase + 1}
                  </span>
                  {phaseName(t, phase)}
                </span>
              </th>
              {rooms.map((room) => (
                <td key={room.room}>
                  <Cell people={room.people.filter((person) => person.phase === phase)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {rooms.some((room) => room.below !== undefined) && (
          <tfoot>
            <tr>
              <td />
              {rooms.map((room) => (
                <td key={room.room}>{room.below}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Cell({ people }: { readonly people: readonly StairPerson[] }): JSX.Element {
  return (
    <ul class="compare-people">
      {people.map((person) => {
        const moved = person.before >= 0 && person.before !== person.phase;
        return (
          <li key={person.member}>
            <Face id={person.id} name={person.name} expression={person.expression} size="s" alone={!moved} />
            {moved && (
              <b>
                {person.name}
                <Icon d={person.phase > person.before ? arrowUp : arrowDown} />
              </b>
            )}
          </li>
        );
      })}
    </ul>
  );
}
