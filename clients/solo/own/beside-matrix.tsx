/* beside-matrix.tsx -- in the look back of who plays alone: the answers about the own team against the matrix. The team
 * is on this device only. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ownTeamOf } from '../../core/alone/road';
import type { OwnTeam } from '../../core/types';
import type { Seat } from '../../participant/seat';
import { Compared } from '../../ui/own/compared';
import { useText } from '../../ui/reading';

export function BesideMatrix({ seat }: { readonly seat: Seat }): JSX.Element | null {
  const { lang } = useText();
  const { token, alone } = seat.live;
  const [team, setTeam] = useState<OwnTeam | null>(null);
  useEffect(() => {
    if (alone) void ownTeamOf(token, lang).then(setTeam);
  }, [token, lang]);
  const rows = seat.screen.sections.debrief?.rooms[0]?.matrix ?? [];
  return team === null ? null : <Compared team={team} rows={rows} voice="leader" />;
}
