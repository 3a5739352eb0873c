/* debrief.tsx -- looking back together: what was decided, what was done for whom and where nothing was done,
 * and one question to go on with. */
import type { JSX } from 'preact';
import type { DebriefRoom, Decided, MatrixRow } from '../core/types';
import { letterOf } from '../core/types';
import { Letter } from '../ui/letter';
import { Matrix } from '../ui/matrix';
import { useText } from '../ui/reading';
import { WithOptions } from '../ui/with-options';
import { phasesNumbered, roomName } from '../ui/words';
import { sum, type Show } from './show';
import { TABLES_MAX } from './tables';

/* On the wall only layers that acted, and those a leader can reach: there an empty row says something. */
const near: ReadonlySet<string> = new Set(['task', 'colleagues', 'leader']);
const ALL_MAX = 4; // Rounds with which there is room for the other options.
const BARS_MAX = 8; // More actions than this and the wall shows their number.

export function DebriefPicture({ show }: { readonly show: Show }): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const rooms = show.debrief?.rooms ?? [];
  const several = show.session.rooms.length > 1;
  const one = rooms.length === 1 ? rooms[0] : undefined;
  const rows = (one !== undefined ? one.matrix : merged(rooms)).filter(
    (row) => near.has(row.layer) || sum(row.actions) > 0,
  );
  const bars = one !== undefined && sum(rows.map((row) => row.items.length)) <= BARS_MAX;
  const question = show.debrief?.double_loop[0]?.text ?? show.debrief?.single_loop[0]?.text;
  return (
    <main id="main" class="wall-debrief">
      <h1>
        {one !== undefined && several
          ? t('projector.debrief_room', { room: roomName(t, one.room) })
          : t('projector.debrief')}
      </h1>
      <div class={one === undefined ? 'wall-debrief-grid wall-debrief-even' : 'wall-debrief-grid'}>
        <section>
          <h2>{t('projector.debrief_decided')}</h2>
          {one !== undefined ? (
            <Path room={one} />
          ) : rooms.length <= TABLES_MAX ? (
            <Beside rooms={rooms} />
          ) : (
            <Split rooms={rooms} />
          )}
        </section>
        <section>
          <h2>{t('debrief.matrix')}</h2>
          <Matrix bars={bars} caption={t('debrief.matrix')} rows={rows} />
          {bars && (
            <p class="source" aria-hidden="true">
              {phasesNumbered(texts)}
            </p>
          )}
        </section>
      </div>
      {question !== undefined && <p class="wall-lit wall-question">{question}</p>}
    </main>
  );
}

function Path({ room }: { readonly room: DebriefRoom }): JSX.Element {
  return (
    <ol class="wall-path">
      {room.decisions.map((one) => (
        <li key={one.round}>
          <Letter option={one.option} />
          <div>
            <p class="wall-small">{one.dilemma}</p>
            <p>{one.option_title}</p>
            {one.options.length > 0 && <CameOf decided={one} all={room.decisions.length <= ALL_MAX} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/* What moved most; with few rounds there is room for what would have with each other option. */
function CameOf({ decided, all }: { readonly decided: Decided; readonly all: boolean }): JSX.Element {
  if (all) return <WithOptions decided={decided} />;
  return <p class="wall-came">{decided.options.find((one) => one.option === decided.option)?.most}</p>;
}

const roundsOf = (rooms: readonly DebriefRoom[]): readonly number[] =>
  [...new Set(rooms.flatMap((room) => room.decisions.map((one) => one.round)))].sort((a, b) => a - b);
const titleOf = (rooms: readonly DebriefRoom[], round: number): string => {
  const titles = new Set(
    rooms.flatMap((room) => room.decisions.filter((one) => one.round === round).map((one) => one.dilemma)),
  );
  return titles.size === 1 ? ([...titles][0] ?? '') : '';
};

function Beside({ rooms }: { readonly rooms: readonly DebriefRoom[] }): JSX.Element {
  const { t } = useText();
  return (
    <table class="wall-beside">
      <thead>
        <tr>
          <td />
          {rooms.map((room) => (
            <th scope="col" key={room.room}>
              {roomName(t, room.room)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {roundsOf(rooms).map((round) => (
          <tr key={round}>
            <th scope="row">{titleOf(rooms, round) || t('projector.round', { n: round + 1 })}</th>
            {rooms.map((room) => {
              const option = room.decisions.find((one) => one.round === round)?.option ?? -1;
              return <td key={room.room}>{option >= 0 && <Letter option={option} />}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/* Many rooms: how many chose what, per dilemma. */
function Split({ rooms }: { readonly rooms: readonly DebriefRoom[] }): JSX.Element {
  const { t } = useText();
  const options = [0, 1, 2, 3].filter((option) =>
    rooms.some((room) => room.decisions.some((one) => one.option === option)),
  );
  return (
    <table class="wall-beside">
      <thead>
        <tr>
          <td />
          {options.map((option) => (
            <th scope="col" key={option}>
              <Letter option={option} />
              <span class="hidden-text">{letterOf(option)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {roundsOf(rooms).map((round) => (
          <tr key={round}>
            <th scope="row">{titleOf(rooms, round) || t('projector.round', { n: round + 1 })}</th>
            {options.map((option) => (
              <td key={option}>
                {sum(
                  rooms.map((room) =>
                    room.decisions.some((one) => one.round === round && one.option === option) ? 1 : 0,
                  ),
                ) || ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/* One matrix over all rooms: actions add up, and somebody stood where somebody stood in any of them. */
function merged(rooms: readonly DebriefRoom[]): readonly MatrixRow[] {
  const rows = new Map<string, MatrixRow>();
  for (const row of rooms.flatMap((room) => room.matrix)) {
    const other = rows.get(row.layer);
    const plus = (a: readonly number[], b: readonly number[] | undefined): readonly number[] =>
      a.map((n, i) => n + (b?.[i] ?? 0));
    rows.set(row.layer, {
      ...row,
      actions: plus(row.actions, other?.actions),
      stood: plus(row.stood, other?.stood),
      items: [],
    });
  }
  return [...rows.values()];
}
