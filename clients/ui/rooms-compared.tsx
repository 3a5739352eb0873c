/* rooms-compared.tsx -- the same team in several rooms: phases as rows, rooms as columns, so that eyes can go
 * sideways. Somebody who fares differently in one of these rooms has a name, an arrow for each small step and
 * what moved most in them; somebody who fares alike in all of them is only a face, with its arrow or dot.
 * Below: the team against its start, with the other rooms as short lines. */
import type { ComponentChildren, JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { AgainstStart, MEASURES, scaleOf, useAgainstWords } from './against-start';
import { Change } from './change';
import { classes } from './classes';
import { Face } from './face';
import { Icon } from './icon';
import { Letter } from './letter';
import { isAt, isOn, levelInWords, levelsOf, movementInWords, movementOf, stepsBetween, type Movement } from './stand';
import { useText } from './reading';
import { membersApart, type RoomPeople } from './rooms-apart';
import type { StairPerson } from './staircase';
import './rooms-compared.css';

export interface ComparedRoom extends RoomPeople {
  readonly name: string;
  readonly option: number; // -1: not decided
  readonly optionTitle: string;
  readonly below?: ComponentChildren; // It takes the place of the team against its start.
  readonly dashed?: boolean; // It did not go like that: another way beside the one that was played.
}

export function RoomsCompared({
  caption,
  rooms,
}: {
  readonly caption: string;
  readonly rooms: readonly ComparedRoom[];
}): JSX.Element {
  const { t } = useText();
  const apart = membersApart(rooms);
  const below = rooms.some((room) => room.below !== undefined);
  const told = !below && rooms.length > 1 && rooms.some((room) => room.against.length > 0);
  const levels = [...levelsOf(rooms.flatMap((room) => room.people.map((person) => person.at)))].reverse();
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table class={`compare compare-of-${rooms.length}`}>
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            <td />
            {rooms.map((room) => (
              <th scope="col" key={room.room} class={room.dashed ? 'compare-other' : undefined}>
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
            <tr
              key={`${level.spiral}.${level.phase}`}
              class={classes(
                `compare-${level.phase + 1}`,
                !rooms.some((room) => room.people.some((person) => isAt(person.at, level))) && 'compare-empty',
              )}
            >
              <th scope="row">
                <span class="compare-phase">
                  <span class="phase-number" aria-hidden="true">
                    {level.phase + 1}
                  </span>
                  {levelInWords(t, level)}
                </span>
              </th>
              {rooms.map((room) => (
                <td key={room.room} class={room.dashed ? 'compare-other' : undefined}>
                  <Cell people={room.people.filter((person) => isAt(person.at, level))} apart={apart} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {told && <Against rooms={rooms} />}
          {below && (
            <tr>
              <td />
              {rooms.map((room) => (
                <td key={room.room} class={room.dashed ? 'compare-other' : undefined}>
                  {room.below}
                </td>
              ))}
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}

/* Learning, wellbeing, work: a row each. */
function Against({ rooms }: { readonly rooms: readonly ComparedRoom[] }): JSX.Element {
  const { t } = useText();
  const said = useAgainstWords();
  const scale = scaleOf(rooms.map((room) => room.against));
  return (
    <>
      {MEASURES.map((measure, i) => (
        <tr key={measure} class="compare-against">
          <th scope="row">{t(`against.${measure}`)}</th>
          {rooms.map((room) => (
            <td key={room.room}>
              <AgainstStart
                value={room.against[i] ?? 0}
                others={rooms.filter((other) => other !== room).map((other) => other.against[i] ?? 0)}
                scale={scale}
              />
              <span class="hidden-text">{said(room.against[i] ?? 0)}</span>
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}

interface CellProps {
  readonly people: readonly StairPerson[];
  readonly apart: ReadonlySet<number>;
}

/* Those further on within the phase stand further to the right; those who differ come first. */
function Cell({ people, apart }: CellProps): JSX.Element {
  const differs = (person: StairPerson): number => (apart.has(person.member) ? 0 : 1);
  const inOrder = [...people].sort((a, b) => differs(a) - differs(b) || (a.at?.tread ?? 0) - (b.at?.tread ?? 0));
  return (
    <ul class="compare-people">
      {inOrder.map((person) => (
        <Standing key={person.member} person={person} apart={apart.has(person.member)} />
      ))}
    </ul>
  );
}

function Standing({ person, apart }: { readonly person: StairPerson; readonly apart: boolean }): JSX.Element {
  return (
    <li
      class={classes(
        person.guessed && 'compare-guessed',
        apart ? `compare-apart compare-tread-${treadOf(person)}` : 'compare-alike',
      )}
    >
      <Face id={person.id} name={person.name} expression={person.expression} size="s" alone={!apart} />
      {apart ? (
        <span class="compare-label">
          <b>
            {person.name}
            <Moved person={person} />
          </b>
          {person.apart !== undefined && <Change apart={person.apart} />}
        </span>
      ) : (
        <Moved person={person} />
      )}
    </li>
  );
}

const treadOf = (person: StairPerson): number => Math.max(0, person.at?.tread ?? 0) + 1;

/* An arrow for each small step; a dot for none. */
function Moved({ person }: { readonly person: StairPerson }): JSX.Element | null {
  const { t } = useText();
  const movement = movementOf(person.from, person.at);
  if (person.guessed) return null;
  if (movement === null || person.from === null || person.at === null)
    return (
      <span class="compare-still">
        <span aria-hidden="true">·</span>
        <span class="hidden-text">{t('stairs.still')}</span>
      </span>
    );
  return (
    <>
      <Arrows movement={movement} count={stepsBetween(person.from, person.at)} />
      <span class="hidden-text">{movementInWords(t, movement, person.from)}</span>
    </>
  );
}

function Arrows({ movement, count }: { readonly movement: Movement; readonly count: number }): JSX.Element {
  return (
    <span class="compare-arrows">
      {Array.from({ length: count }, (_, i) => (
        <Icon key={i} d={isOn(movement) ? arrowUp : arrowDown} />
      ))}
    </span>
  );
}
