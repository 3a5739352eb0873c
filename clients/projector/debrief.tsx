/* debrief.tsx -- looking back together: what was decided, what was done for whom and where nothing was done,
 * and one question to go on with. */
import type { JSX } from 'preact';
import { series } from '../core/i18n';
import type { BefellRound, DebriefRoom, Decided, MatrixRow } from '../core/types';
import { BefellWords } from '../ui/befell';
import { Letter } from '../ui/letter';
import { Matrix } from '../ui/matrix';
import { useText } from '../ui/reading';
import { WithOptions } from '../ui/with-options';
import { phasesNumbered, roomName } from '../ui/words';
import { sum, type Show } from './show';
import { TABLES_MAX } from './tables';

/* On the wall only layers that acted, and those a leader can reach: there an empty row says something. */
const near: ReadonlySet<string> = new Set(['task', 'colleagues', 'leader']);
const ALL_MAX = 2; // Rounds with which there is room for the other options.
const BARS_MAX = 8; // More actions than this and the wall shows their number.

export function DebriefPicture({ show }: { readonly show: Show }): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const rooms = show.debrief?.rooms ?? [];
  const befell = show.debrief?.befell ?? [];
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
          {one !== undefined ? <Path room={one} befell={befell} /> : <Chosen rooms={rooms} befell={befell} />}
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

interface PathProps {
  readonly room: DebriefRoom;
  readonly befell: readonly BefellRound[];
}

function Path({ room, befell }: PathProps): JSX.Element {
  return (
    <ol class="wall-path">
      {room.decisions.map((one) => (
        <li key={one.round}>
          <Letter option={one.option} />
          <div>
            <p class="wall-small">{one.dilemma}</p>
            <p>{one.option_title}</p>
            <BefellIn all={befell.filter(({ round, rooms }) => round === one.round && rooms.includes(room.room))} />
            {one.options.length > 0 && <CameOf decided={one} all={room.decisions.length <= ALL_MAX} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/* What a trainer brought into that round. */
function BefellIn({ all }: { readonly all: readonly BefellRound[] }): JSX.Element {
  return (
    <>
      {all.map((one, i) => (
        <p key={i} class="wall-befell">
          <BefellWords one={one} />
        </p>
      ))}
    </>
  );
}

/* What moved most; with few rounds there is room for what would have with each other option. */
function CameOf({ decided, all }: { readonly decided: Decided; readonly all: boolean }): JSX.Element {
  if (all) return <WithOptions decided={decided} />;
  return <p class="wall-came">{decided.options.find((one) => one.option === decided.option)?.most}</p>;
}

interface Choice {
  readonly option: number;
  readonly title: string;
  readonly rooms: readonly number[];
}

interface Played {
  readonly round: number;
  readonly dilemma: string; // Rooms whose stories forked are at several in one round.
  readonly choices: readonly Choice[];
}

/* Of each dilemma that was decided: what, and by which rooms. */
function playedBy(rooms: readonly DebriefRoom[]): readonly Played[] {
  const all = new Map<string, { round: number; dilemma: string; choices: Map<number, Choice> }>();
  for (const { room, decisions } of rooms)
    for (const { round, dilemma, option, option_title: title } of decisions) {
      const key = `${round}.${dilemma}`;
      const one = all.get(key) ?? { round, dilemma, choices: new Map<number, Choice>() };
      one.choices.set(option, { option, title, rooms: [...(one.choices.get(option)?.rooms ?? []), room] });
      all.set(key, one);
    }
  return [...all.values()]
    .map((one) => ({ ...one, choices: [...one.choices.values()].sort((a, b) => a.option - b.option) }))
    .sort((a, b) => a.round - b.round);
}

/* A few rooms by their names, many by their number. */
interface ChosenProps {
  readonly rooms: readonly DebriefRoom[];
  readonly befell: readonly BefellRound[];
}

function Chosen({ rooms, befell }: ChosenProps): JSX.Element {
  const { t, lang } = useText();
  const named = rooms.length <= TABLES_MAX;
  return (
    <ol class="wall-chosen">
      {playedBy(rooms).map(({ round, dilemma, choices }) => (
        <li key={`${round}.${dilemma}`}>
          <h3>{dilemma}</h3>
          <BefellIn all={befell.filter((one) => one.round === round && one.rooms.length === rooms.length)} />
          <ul>
            {choices.map((one) => (
              <li key={one.option}>
                <Letter option={one.option} small />
                <span>{one.title}</span>
                <b>
                  {named
                    ? series(
                        lang,
                        one.rooms.map((room) => roomName(t, room)),
                      )
                    : t('projector.rooms_count', { n: one.rooms.length })}
                </b>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
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
