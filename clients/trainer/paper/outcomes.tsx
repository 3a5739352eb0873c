/* outcomes.tsx -- what came of the team in each room, on paper: learning, wellbeing and work against the start, as bars
 * on one scale. A few rooms stand beside each other and say it in words; many rooms are a row each. */
import type { JSX } from 'preact';
import type { DebriefRoom, ExportTeam } from '../../core/types';
import { AgainstStart, MEASURES, scaleOf, useAgainstWords } from '../../ui/against-start';
import { useText } from '../../ui/reading';
import { roomName } from '../../ui/words';
import { changesOf } from './figures';
import { BESIDE_MAX } from './parts';

interface OutcomesProps {
  readonly rooms: readonly DebriefRoom[];
  readonly teams: readonly ExportTeam[];
}

interface RoomChanges {
  readonly room: number;
  readonly changes: readonly number[]; // Learning, wellbeing, work.
}

export function Outcomes({ rooms, teams }: OutcomesProps): JSX.Element | null {
  const { t } = useText();
  const all = rooms.flatMap(({ room }) => {
    const changes = changesOf(teams.find((team) => team.room === room + 1));
    return changes === null ? [] : [{ room, changes }];
  });
  if (all.length === 0) return null;
  return (
    <section class="paper-part">
      <h2>{t('paper.outcomes')}</h2>
      <p class="paper-small">{t('against.caption')}</p>
      {all.length > BESIDE_MAX ? <RoomRows all={all} /> : <MeasureRows all={all} />}
    </section>
  );
}

function MeasureRows({ all }: { readonly all: readonly RoomChanges[] }): JSX.Element {
  const { t } = useText();
  const said = useAgainstWords();
  const scale = scaleOf(all.map((one) => one.changes));
  return (
    <table class="paper-table">
      <thead>
        <tr>
          <td />
          {all.map(({ room }) => (
            <th scope="col" key={room}>
              {all.length > 1 ? roomName(t, room) : t('paper.since')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MEASURES.map((measure, i) => (
          <tr key={measure}>
            <th scope="row">
              <b>{t(`against.${measure}`)}</b>
            </th>
            {all.map(({ room, changes }) => (
              <td key={room}>
                <AgainstStart value={changes[i] ?? 0} others={[]} scale={scale} />
                <small>{said(changes[i] ?? 0)}</small>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RoomRows({ all }: { readonly all: readonly RoomChanges[] }): JSX.Element {
  const { t } = useText();
  const said = useAgainstWords();
  const scale = scaleOf(all.map((one) => one.changes));
  return (
    <table class="paper-table paper-tight">
      <thead>
        <tr>
          <th scope="col">{t('paper.room')}</th>
          {MEASURES.map((measure) => (
            <th scope="col" key={measure}>
              {t(`against.${measure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map(({ room, changes }) => (
          <tr key={room}>
            <th scope="row">
              <b>{roomName(t, room)}</b>
            </th>
            {changes.map((change, i) => (
              <td key={i}>
                <AgainstStart value={change} others={[]} scale={scale} />
                <span class="hidden-text">{said(change)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
