/* rooms.tsx -- a few rooms side by side, each in full. More of them are a wall of tiles (many-rooms.tsx). */
import type { JSX } from 'preact';
import type { Desk } from './desk';
import { RoomCard } from './room-card';

export const CARDS_MAX = 3;

export function Rooms({ desk }: { readonly desk: Desk }): JSX.Element {
  const rooms = desk.trainer.rooms;
  return (
    <div class={rooms.length === 1 ? 'desk-rooms desk-rooms-one' : 'desk-rooms'}>
      {rooms.map((room) => (
        <RoomCard key={room.room} desk={desk} room={room} />
      ))}
    </div>
  );
}
