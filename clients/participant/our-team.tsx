/* our-team.tsx -- in the look back of a group that played with its own team: what it said beforehand, beside the
 * matrix. Fetched when there is one. */
import type { JSX } from 'preact';
import { useFetched } from '../ui/fetched';
import type { OwnTeam } from '../core/types';
import { laterParts } from './fetched-ahead';
import type { Seat } from './seat';

interface Props {
  readonly seat: Seat;
}

export function OurTeam({ seat }: Props): JSX.Element | null {
  const team = seat.screen.sections.scan?.team ?? null;
  return team === null ? null : <Fetched seat={seat} team={team} />;
}

function Fetched({ seat, team }: Props & { readonly team: OwnTeam }): JSX.Element | null {
  const Part = useFetched(async () => {
    const { Compared } = await laterParts();
    return Compared;
  });
  const { debrief } = seat.screen.sections;
  const room = debrief?.rooms.find((one) => one.room === seat.me.room) ?? debrief?.rooms[0];
  return Part !== undefined && Part !== null ? <Part team={team} rows={room?.matrix ?? []} voice="team" /> : null;
}
