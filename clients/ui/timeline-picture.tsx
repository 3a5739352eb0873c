/* timeline-picture.tsx -- a moment of a session: one room on its stairs, one room with another way beside it (solid is
 * how it went, dashed is how it did not), or all rooms side by side. For the desk and for the wall. */
import type { ComponentChildren, JSX } from 'preact';
import type { DebriefRoom, MemberIntro, RoomConsequence } from '../core/types';
import { PhaseCounts } from './phase-counts';
import { useText, type Texts } from './reading';
import { RoomsCompared, type ComparedRoom } from './rooms-compared';
import { Staircase } from './staircase';
import { decidedAt, peopleAt, phasesAt, type Beside, type WayTurn } from './timeline';
import { roomName } from './words';
import './timeline.css';

const FACES_MAX = 4; // Rooms that stand beside each other with faces.

interface TimelinePictureProps {
  readonly rooms: readonly DebriefRoom[];
  readonly members: readonly MemberIntro[];
  readonly at: number;
}

export function AllRooms({ rooms, members, at }: TimelinePictureProps): JSX.Element {
  const { t } = useText();
  const caption = t('timeline.rooms_caption');
  const decided = (room: DebriefRoom) => {
    const { option = -1, option_title: optionTitle = '' } = decidedAt(room, at) ?? {};
    return { room: room.room, name: roomName(t, room.room), option, optionTitle };
  };
  if (rooms.length > FACES_MAX)
    return (
      <PhaseCounts caption={caption} rooms={rooms.map((room) => ({ ...decided(room), counts: phasesAt(room, at) }))} />
    );
  return (
    <RoomsCompared
      caption={caption}
      rooms={rooms.map((room) => ({ ...decided(room), people: peopleAt(room, at, members), against: [] }))}
    />
  );
}

export function OneRoom({
  room,
  members,
  at,
  still = false,
}: Omit<TimelinePictureProps, 'rooms'> & {
  readonly room: DebriefRoom;
  readonly still?: boolean; // No travelling faces.
}): JSX.Element {
  const { t } = useText();
  return <Staircase label={t('timeline.was')} people={peopleAt(room, at, members)} still={still} />;
}

interface TwoWaysPictureProps {
  readonly room: DebriefRoom;
  readonly beside: Beside;
  readonly turn: WayTurn;
  readonly why: (what: RoomConsequence) => ComponentChildren;
}

/* The heading of a way names what was decided where they turn apart. */
function wayOf(
  t: Texts['t'],
  room: DebriefRoom,
  turn: WayTurn,
  kind: 'was' | 'other',
): Pick<ComparedRoom, 'room' | 'name' | 'option' | 'optionTitle' | 'dashed'> {
  const decided = decidedAt(room, turn.round + 1);
  const option = kind === 'was' ? (decided?.option ?? -1) : turn.option;
  return {
    room: kind === 'was' ? 0 : 1,
    name: t(`timeline.${kind}`),
    option,
    optionTitle: decided?.options.find((one) => one.option === option)?.title ?? '',
    dashed: kind === 'other',
  };
}

export function TwoWaysPicture({ room, beside, turn, why }: TwoWaysPictureProps): JSX.Element {
  const { t } = useText();
  const { moment, was, other } = beside;
  return (
    <RoomsCompared
      caption={t('timeline.ways_caption')}
      rooms={[
        { ...wayOf(t, room, turn, 'was'), people: was, against: [], below: why(moment.was.consequence) },
        { ...wayOf(t, room, turn, 'other'), people: other, against: [], below: why(moment.other.consequence) },
      ]}
    />
  );
}
