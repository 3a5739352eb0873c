/* room-select.tsx -- for all rooms, or for one. */
import type { JSX } from 'preact';
import { ROOM_ALL } from '../../core/types';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import { roomName } from '../../ui/words';
import type { Desk } from './desk';

export function RoomSelect({
  desk,
  value,
  onPick,
}: {
  readonly desk: Desk;
  readonly value: number;
  readonly onPick: (room: number) => void;
}): JSX.Element | null {
  const { t } = useText();
  if (desk.session.rooms.length < 2) return null;
  return (
    <Select
      label={t('trainer.for_room')}
      value={String(value)}
      onPick={(room) => onPick(Number(room))}
      options={[
        { value: String(ROOM_ALL), label: t('trainer.all_rooms') },
        ...desk.session.rooms.map((room) => ({ value: String(room.room), label: roomName(t, room.room) })),
      ]}
    />
  );
}
