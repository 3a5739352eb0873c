/* rooms-compared.tsx -- the same team in several rooms: phases as rows, rooms as columns, so that eyes
 * can go sideways. Who moved has a name and an arrow; the others only a face. */
import type { ComponentChildren, JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { Face } from './face';
import { Icon } from './icon';
import { Letter } from './letter';
import { isAt, isOn, levelInWords, levelsOf, movementInWords, movementOf } from './place';
import { useText } from './reading';
import type { StairPerson } from './staircase';
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
  const levels = [...levelsOf(rooms.flatMap((room) => room.people.map((person) => person.at)))].reverse();
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
          {levels.map((level) => (
            <tr key={`${level.spiral}.${level.phase}`} class={`compare-${level.phase + 1}`}>
              <th scope="row">
                <span class="compare-phase">
                  <span class="phase-number" aria-hidden="true">
                    {level.phase + 1}
                  </span>
                  {levelInWords(t, level)}
                </span>
              </th>
              {rooms.map((room) => (
                <td key={room.room}>
                  <Cell people={room.people.filter((person) => isAt(person.at, level))} />
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

/* Who stands further within the phase stands further to the right. */
function Cell({ people }: { readonly people: readonly StairPerson[] }): JSX.Element {
  const { t } = useText();
  const inOrder = [...people].sort((a, b) => (a.at?.tread ?? 0) - (b.at?.tread ?? 0));
  return (
    <ul class="compare-people">
      {inOrder.map((person) => {
        const movement = movementOf(person.from, person.at);
        return (
          <li key={person.member} class={person.guessed ? 'compare-guessed' : undefined}>
            <Face id={person.id} name={person.name} expression={person.expression} size="s" alone={movement === null} />
            {movement !== null && person.from !== null && (
              <b>
                {person.name}
                <Icon d={isOn(movement) ? arrowUp : arrowDown} />
                <span class="hidden-text">{movementInWords(t, movement, person.from)}</span>
              </b>
            )}
          </li>
        );
      })}
    </ul>
  );
}
