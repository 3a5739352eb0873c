/* room-rows.tsx -- more rooms than fit beside each other: a row a room, phases as columns. Up to FACED_MAX rooms show
 * who stands where, with an arrow for who moved; up to LINES_MAX how many; with more, all of them in one row. */
import type { JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { classes } from '../ui/classes';
import { Face } from '../ui/face';
import { Icon } from '../ui/icon';
import { Letter } from '../ui/letter';
import { PhaseHeads, phasesAll } from '../ui/phase-heads';
import { isOn, movementInWords, movementOf } from '../ui/stand';
import { useText } from '../ui/reading';
import type { ComparedRoom } from '../ui/rooms-compared';
import type { StairPerson } from '../ui/staircase';
import { phaseName } from '../ui/words';
import { LINES_MAX } from './tables';

const FACED_MAX = 12;

const standing = (room: ComparedRoom, phase: number): readonly StairPerson[] =>
  room.people
    .filter(({ at }) => at?.phase === phase)
    .sort((a, b) => (a.at?.spiral ?? 0) - (b.at?.spiral ?? 0) || (a.at?.tread ?? 0) - (b.at?.tread ?? 0));

export function RoomRows({ rooms }: { readonly rooms: readonly ComparedRoom[] }): JSX.Element {
  const { t } = useText();
  const total = rooms.length > LINES_MAX;
  const faces = rooms.length <= FACED_MAX;
  const rows = total
    ? [{ name: t('projector.rooms_count', { n: rooms.length }), rooms, option: -1 }]
    : rooms.map((room) => ({ name: room.name, rooms: [room], option: room.option }));
  return (
    <table class={classes('wall-counts', total && 'wall-counts-total', faces && 'wall-counts-faces')}>
      <caption class="hidden-text">{t('projector.rooms_caption')}</caption>
      <PhaseHeads name={phaseName} head={(phase) => `wall-rung-${phase + 1}`} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.option >= 0 && <Letter option={row.option} small />} {row.name}
            </th>
            {phasesAll.map((phase) => {
              const people = row.rooms.flatMap((room) => standing(room, phase));
              return (
                <td key={phase} class={`wall-rung-${phase + 1}`}>
                  {faces ? <Faces people={people} /> : people.length || ''}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Faces({ people }: { readonly people: readonly StairPerson[] }): JSX.Element | null {
  const { t } = useText();
  if (people.length === 0) return null;
  return (
    <ul class="wall-row-faces">
      {people.map((person) => {
        const movement = movementOf(person.from, person.at);
        return (
          <li key={person.member} class={person.guessed ? 'wall-face-guessed' : undefined}>
            <Face id={person.id} name={person.name} expression={person.expression} size="s" alone />
            {movement !== null && <Icon d={isOn(movement) ? arrowUp : arrowDown} />}
            {movement !== null && person.from !== null && (
              <span class="hidden-text">{movementInWords(t, movement, person.from)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
