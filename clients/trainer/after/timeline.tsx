/* timeline.tsx -- the session again, moment by moment: one room or all side by side, and what would have come of
 * another decision, played again on this device. While the wall shows the timeline it goes along. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import close from 'phosphor:x';
import type { TwoWays } from '../../core/alone/road';
import { list } from '../../core/i18n';
import { ROOM_ALL, type Command, type Decided, type DebriefRoom, type RoomConsequence } from '../../core/types';
import { Button } from '../../ui/button';
import { Letter } from '../../ui/letter';
import { OtherOptions } from '../../ui/other-options';
import { movementInWords, movementOf } from '../../ui/stand';
import { useText, type Texts } from '../../ui/reading';
import type { StairPerson } from '../../ui/staircase';
import {
  besideAt,
  decidedAt,
  lineOf,
  linesOf,
  longestOf,
  momentOf,
  momentsOf,
  peopleAt,
  timelineTitle,
  type Beside,
  type WayTurn,
} from '../../ui/timeline';
import { AllRooms, OneRoom, TwoWaysPicture } from '../../ui/timeline-picture';
import { useOtherWay, type OtherWay } from '../../ui/use-retold';
import { WaysWhy } from '../../ui/ways-compared';
import { WithOptions } from '../../ui/with-options';
import { roomName } from '../../ui/words';
import type { Desk } from '../live/desk';
import { Scrub } from './scrub';

/* What is looked at. */
interface Spot {
  readonly room: number; // -1: all of several.
  readonly at: number;
  readonly turn: WayTurn | null;
}

type Shown = Extract<Command, { type: 'projector_show' }>;

/* The same on the wall. */
export const showSpot = ({ room, at, turn }: Spot): Shown => ({
  type: 'projector_show',
  view: 'timeline',
  room: room < 0 ? ROOM_ALL : room,
  moment: at,
  turn: turn === null ? 0 : turn.round + 1,
  option: turn?.option ?? 0,
});

const FOLLOW_MS = 250; // The wall goes along when somebody halts, not at every moment that is passed.

/* Where the talk is, and a wall that goes along with it. */
export function useSpot(desk: Desk, rooms: readonly DebriefRoom[]): readonly [Spot, (next: Partial<Spot>) => void] {
  const last = Math.max(0, ...rooms.map((room) => momentsOf(room) - 1));
  const [spot, setSpot] = useState<Spot>({ room: rooms[0]?.room ?? 0, at: last, turn: null });
  const later = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(later.current), []);
  const follows = desk.session.projector_view === 'timeline';
  return [
    spot,
    (change) => {
      const next = { ...spot, ...change };
      setSpot(next);
      clearTimeout(later.current);
      if (follows) later.current = setTimeout(() => desk.live.command(showSpot(next)), FOLLOW_MS);
    },
  ];
}

interface TimelineProps {
  readonly desk: Desk;
  readonly rooms: readonly DebriefRoom[]; // Never none.
  readonly spot: Spot;
  readonly onSpot: (next: Partial<Spot>) => void;
}

export function Timeline({ desk, rooms, spot, onSpot }: TimelineProps): JSX.Element | null {
  const { t } = useText();
  const room = rooms.find((one) => one.room === spot.room);
  const shown = room ?? longestOf(rooms);
  const other = useOtherWay(desk.live.token, room?.room ?? -1, spot.turn);
  if (shown === undefined) return null;
  const both = typeof other === 'string' ? null : other;
  const members = desk.session.scenario.members;
  const at = Math.min(spot.at, momentsOf(shown) - 1);
  const beside =
    room !== undefined && both !== null && spot.turn !== null ? besideAt(room, both, spot.turn, at, members) : null;
  const touch = (round: number): void => {
    const decided = decidedAt(shown, round + 1);
    const option = decided?.options.find((one) => one.option !== decided.option)?.option;
    if (spot.turn?.round === round) onSpot({ turn: null });
    else onSpot({ at: round + 1, turn: option === undefined ? null : { round, option } });
  };
  return (
    <div class="timeline">
      <section class="sheet">
        <h2>{timelineTitle(t, rooms.length > 1 ? room : undefined, shown.weeks[at] ?? 0)}</h2>
        <p class="soft small">{t('timeline.line', { n: shown.members.length })}</p>
        <Scrub
          lines={linesOf(rooms, room, both, spot.turn)}
          shown={shown}
          one={room !== undefined}
          rooms={rooms}
          at={at}
          turn={spot.turn}
          onGo={(moment) => onSpot({ at: moment })}
          onTouch={touch}
        />
        <Counts rooms={rooms} at={at} shown={room} />
      </section>
      {room === undefined ? (
        <section class="sheet">
          <AllRooms rooms={rooms} members={members} at={at} />
        </section>
      ) : (
        <Room desk={desk} room={room} at={at} spot={spot} other={other} beside={beside} onSpot={onSpot} />
      )}
    </div>
  );
}

const COUNTED_MAX = 12; // More rooms than this have no room for their numbers in words.

/* What the lines say at this moment. */
function Counts({
  rooms,
  at,
  shown,
}: {
  readonly rooms: readonly DebriefRoom[];
  readonly at: number;
  readonly shown: DebriefRoom | undefined;
}): JSX.Element {
  const { t } = useText();
  const some = rooms.length <= COUNTED_MAX ? rooms : rooms.filter((room) => room === shown);
  return (
    <ul class="timeline-counts small">
      {some.map((room) => (
        <li key={room.room} class={room === shown ? 'timeline-shown' : undefined}>
          {t('timeline.count', {
            room: rooms.length > 1 ? roomName(t, room.room) : t('timeline.team'),
            n: lineOf(room)[at] ?? 0,
            of: room.members.length,
          })}
        </li>
      ))}
    </ul>
  );
}

/* ---- one room ----------------------------------------------------------------------------------------- */

interface RoomProps extends Omit<TimelineProps, 'rooms'> {
  readonly room: DebriefRoom;
  readonly at: number;
  readonly other: OtherWay;
  readonly beside: Beside | null;
}

function Room(props: RoomProps): JSX.Element {
  const { t } = useText();
  const { desk, room, at, spot, other, beside } = props;
  const { turn } = spot;
  const members = desk.session.scenario.members;
  const was = decidedAt(room, at);
  const decided = turn === null ? was : decidedAt(room, momentOf(turn));
  return (
    <>
      <section class="sheet">
        <div class="timeline-head">
          <Heading decided={was} />
          {decided !== undefined && decided.options.length > 0 && <Turning {...props} decided={decided} />}
        </div>
        <p role="status" class="hidden-text">
          <Told room={room} at={at} beside={beside} desk={desk} />
        </p>
        {beside !== null && turn !== null ? (
          <TwoWaysPicture room={room} beside={beside} turn={turn} why={most} />
        ) : (
          <>
            <OneRoom room={room} members={members} at={at} still />
            {was !== undefined && <p class="room-most">{was.options.find((one) => one.option === was.option)?.most}</p>}
          </>
        )}
        {isParted(other, turn, at) && <p class="lit">{t('timeline.parted', { title: other.parted ?? '' })}</p>}
        {other === 'away' && decided !== undefined && (
          <>
            <p class="soft">{t('timeline.away')}</p>
            <WithOptions decided={decided} />
          </>
        )}
      </section>
      {beside !== null && turn !== null && decided !== undefined && (
        <section class="sheet ways">
          <WaysWhy moment={beside.moment} was={decided.option} other={turn.option} members={members} />
        </section>
      )}
    </>
  );
}

/* The ways part after the last moment that both have. */
const isParted = (other: OtherWay, turn: WayTurn | null, at: number): other is TwoWays =>
  typeof other !== 'string' && turn !== null && other.parted !== null && at >= turn.round + other.moments.length;

function Heading({ decided }: { readonly decided: Decided | undefined }): JSX.Element {
  const { t } = useText();
  return (
    <h2 class="timeline-decided">
      {decided === undefined ? (
        t('timeline.start')
      ) : (
        <>
          <Letter option={decided.option} />
          <span>
            <small>{decided.dilemma}</small>
            {decided.option_title}
          </span>
        </>
      )}
    </h2>
  );
}

/* What could have been decided instead, and the way back. */
function Turning({ spot, at, onSpot, decided }: RoomProps & { readonly decided: Decided }): JSX.Element {
  const { t } = useText();
  const { round } = decided;
  return (
    <div class="timeline-turn">
      <OtherOptions
        label={t('timeline.choose', { dilemma: decided.dilemma })}
        options={decided.options}
        decided={decided.option}
        value={spot.turn?.option ?? null}
        onPick={(option) => onSpot({ at: Math.max(at, round + 1), turn: { round, option } })}
      />
      {spot.turn !== null && (
        <Button compact icon={close} onClick={() => onSpot({ turn: null })}>
          {t('timeline.let_go')}
        </Button>
      )}
    </div>
  );
}

const most = (what: RoomConsequence): JSX.Element => <b>{what.most}</b>;

/* For whoever does not see the stairs: who moved; with another way, who stands elsewhere on it. */
function Told({
  desk,
  room,
  at,
  beside,
}: {
  readonly desk: Desk;
  readonly room: DebriefRoom;
  readonly at: number;
  readonly beside: Beside | null;
}): JSX.Element {
  const { t, lang } = useText();
  const said = (people: readonly StairPerson[]): string =>
    list(
      lang,
      people.flatMap((one) => movedOf(t, one)),
    );
  const was = said(beside?.was ?? peopleAt(room, at, desk.session.scenario.members));
  if (beside === null) return <>{was || t('timeline.nobody')}</>;
  return (
    <>
      {t('timeline.was')}: {was || t('timeline.nobody')}. {t('timeline.other')}:{' '}
      {said(beside.other) || t('timeline.nobody')}.
    </>
  );
}

function movedOf(t: Texts['t'], { name, from, at }: StairPerson): readonly string[] {
  const movement = movementOf(from, at);
  return movement === null || from === null ? [] : [`${name} ${movementInWords(t, movement, from)}`];
}
