/* rooms.tsx -- the same team in every room, side by side. Up to COMPARED_MAX rooms with faces; with more, how
 * many stand on each step. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import type { Cause, Dilemma, RoomTeam } from '../core/types';
import { useText } from '../ui/reading';
import { roomsAlike } from '../ui/rooms-apart';
import { RoomsCompared, type ComparedRoom } from '../ui/rooms-compared';
import { stairsOf } from '../ui/team';
import { phaseName, roomName } from '../ui/words';
import type { Show } from './show';
import { LINES_MAX } from './tables';

const COMPARED_MAX = 4;
const WHY_MAX = 3; // Rooms that leave space for what weighed most.

export function RoomsPicture({
  show,
  dilemma,
}: {
  readonly show: Show;
  readonly dilemma: Dilemma | null;
}): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const chosen = new Set(show.consequences.map((one) => one.option)).size;
  const heading =
    chosen > 1
      ? t('projector.rooms_differ', { n: chosen })
      : chosen === 1
        ? t('projector.rooms_same')
        : t('projector.rooms_title');
  const rooms = show.teams.map((team) => {
    const what = show.consequences.find((one) => one.room === team.room);
    const option = dilemma?.options.find((one) => one.option === what?.option);
    return {
      room: team.room,
      name: roomName(t, team.room),
      option: option?.option ?? -1,
      optionTitle: option?.title ?? '',
      people: stairsOf(t, team.members, members),
      against: team.against_start,
      ...(what === undefined || show.teams.length > WHY_MAX
        ? {}
        : { below: <Why most={what.most} causes={what.why} /> }),
    };
  });
  return (
    <main id="main" class={`wall-rooms wall-rooms-${Math.min(rooms.length, COMPARED_MAX)}`}>
      <h1>{heading}</h1>
      {rooms.length <= COMPARED_MAX ? (
        <>
          <RoomsCompared caption={t('projector.rooms_caption')} rooms={rooms} />
          {chosen > 0 && <Alike rooms={rooms} />}
        </>
      ) : (
        <Counts teams={show.teams} />
      )}
    </main>
  );
}

/* Rooms that chose differently and fare alike all the same: the wall says so. */
function Alike({ rooms }: { readonly rooms: readonly ComparedRoom[] }): JSX.Element | null {
  const { t, lang } = useText();
  const groups = roomsAlike(rooms);
  if (groups.length === 0) return null;
  return (
    <p class="wall-alike">
      {groups
        .map((group) =>
          t('projector.rooms_alike', {
            rooms: list(
              lang,
              group.map((room) => t('room.the', { room: roomName(t, room) })),
            ),
          }),
        )
        .join(' ')}
    </p>
  );
}

/* What moved most, and why in a few words: one that helped, one that held back. */
function Why({ most, causes }: { readonly most: string; readonly causes: readonly Cause[] }): JSX.Element {
  const { t } = useText();
  const helped = causes.find((cause) => cause.helped);
  const held = causes.find((cause) => !cause.helped);
  return (
    <div class="wall-why">
      {most !== '' && (
        <p>
          <b>{most}</b>
        </p>
      )}
      {helped !== undefined && (
        <p>
          <span>{t('why.helped_2')}</span> {helped.mechanism}
        </p>
      )}
      {held !== undefined && (
        <p>
          <span>{t('why.held_2')}</span> {held.mechanism}
        </p>
      )}
    </div>
  );
}

/* Rooms as rows, so that their names have room; above LINES_MAX all of them in one row. */
function Counts({ teams }: { readonly teams: readonly RoomTeam[] }): JSX.Element {
  const { t } = useText();
  const count = (some: readonly RoomTeam[], phase: number): number =>
    some.flatMap((team) => team.members).filter((one) => !one.vacant && one.known !== 'nothing' && one.phase === phase)
      .length;
  const rows =
    teams.length > LINES_MAX
      ? [{ name: t('projector.rooms_count', { n: teams.length }), teams }]
      : teams.map((team) => ({ name: roomName(t, team.room), teams: [team] }));
  return (
    <table class={teams.length > LINES_MAX ? 'wall-counts wall-counts-total' : 'wall-counts'}>
      <caption class="hidden-text">{t('projector.rooms_caption')}</caption>
      <thead>
        <tr>
          <td />
          {[0, 1, 2, 3, 4].map((phase) => (
            <th scope="col" key={phase} class={`wall-rung-${phase + 1}`}>
              <span class="phase-number" aria-hidden="true">
                {phase + 1}
              </span>{' '}
              {phaseName(t, phase)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {[0, 1, 2, 3, 4].map((phase) => (
              <td key={phase} class={`wall-rung-${phase + 1}`}>
                {count(row.teams, phase) || ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
