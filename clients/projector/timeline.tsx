/* timeline.tsx -- a moment of the session on the wall, as the trainer's desk goes through it: one room, all rooms
 * side by side, or a room with another way beside it that this wall plays again by itself. */
import type { JSX } from 'preact';
import { ROOM_ALL, type DebriefRoom, type RoomConsequence } from '../core/types';
import { classes } from '../ui/classes';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import {
  besideAt,
  decidedAt,
  linesOf,
  longestOf,
  momentsOf,
  timelineTitle,
  type RoomLine,
  type WayTurn,
} from '../ui/timeline';
import { TimelineLine } from '../ui/timeline-line';
import { AllRooms, OneRoom, TwoWaysPicture } from '../ui/timeline-picture';
import { useOtherWay } from '../ui/use-retold';
import type { Show } from './show';

export function TimelineWall({ show, token }: { readonly show: Show; readonly token: string }): JSX.Element {
  const { t } = useText();
  const { session } = show;
  const rooms = show.debrief?.rooms ?? [];
  const room = rooms.length === 1 ? rooms[0] : undefined;
  const longest = longestOf(rooms);
  const turn: WayTurn | null =
    session.projector_turn === 0 || session.projector_room < 0 || session.projector_room === ROOM_ALL
      ? null
      : { round: session.projector_turn - 1, option: session.projector_option };
  const other = useOtherWay(token, turn === null ? -1 : session.projector_room, turn);
  if (longest === undefined) return <main id="main" />;
  const at = Math.min(session.projector_moment, momentsOf(longest) - 1);
  const members = session.scenario.members;
  const both = typeof other === 'string' ? null : other;
  const beside = room !== undefined && turn !== null && both !== null ? besideAt(room, both, turn, at, members) : null;
  const decided = room === undefined ? undefined : decidedAt(room, at);
  const lines = linesOf(rooms, room, both, turn);
  return (
    <main id="main" class="wall-timeline">
      <div class="wall-timeline-head">
        <h1>{timelineTitle(t, session.rooms.length > 1 ? room : undefined, longest.weeks[at] ?? 0)}</h1>
        {decided !== undefined && beside === null && (
          <p class="wall-row wall-lead">
            <Letter option={decided.option} />
            <b>{decided.option_title}</b>
          </p>
        )}
      </div>
      {room === undefined ? (
        <div class={rooms.length > 1 ? 'wall-timeline-rooms' : undefined}>
          <AllRooms rooms={rooms} members={members} at={at} />
        </div>
      ) : beside !== null && turn !== null ? (
        <TwoWaysPicture room={room} beside={beside} turn={turn} why={WhyOnWall} />
      ) : (
        <OneRoom room={room} members={members} at={at} />
      )}
      <Strip shown={longest} one={room !== undefined} lines={lines} at={at} turn={turn} />
    </main>
  );
}

function WhyOnWall(what: RoomConsequence): JSX.Element {
  return (
    <div class="wall-why">
      <p>
        <b>{what.most}</b>
      </p>
      {what.why[0] !== undefined && <p>{what.why[0].mechanism}</p>}
    </div>
  );
}

interface StripProps {
  readonly shown: DebriefRoom;
  readonly one: boolean;
  readonly lines: readonly RoomLine[];
  readonly at: number;
  readonly turn: WayTurn | null;
}

/* Where in the session this is. */
function Strip({ shown, one, lines, at, turn }: StripProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="wall-strip">
      <TimelineLine lines={lines} most={shown.members.length} at={at} />
      <ol class="scrub-row">
        {shown.weeks.map((week, moment) => {
          const decided = decidedAt(shown, moment);
          return (
            <li
              key={moment}
              class={classes('wall-strip-moment', moment === at && 'wall-strip-now')}
              aria-current={moment === at ? 'step' : undefined}
            >
              {one && decided !== undefined && (
                <span class={classes('wall-strip-letter', turn?.round === moment - 1 && 'wall-strip-turn')}>
                  <Letter option={decided.option} />
                </span>
              )}
              <span>{moment === 0 ? t('timeline.start') : (decided?.dilemma ?? t('timeline.week', { n: week }))}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
