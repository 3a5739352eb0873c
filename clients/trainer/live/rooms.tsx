/* rooms.tsx -- rooms as columns; when there are many, as a list with those who need the trainer first. */
import type { JSX } from 'preact';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';
import { roomName, stepName } from '../../ui/words';
import { needsTrainer, onlyTalk, progressOf, type Desk } from './desk';
import { RoomCard } from './room-card';

const CARDS_MAX = 6;

export function Rooms({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const rooms = desk.trainer.rooms;
  if (rooms.length <= CARDS_MAX) {
    return (
      <div class={rooms.length === 1 ? 'desk-rooms desk-rooms-one' : 'desk-rooms'}>
        {rooms.map((room) => (
          <RoomCard key={room.room} desk={desk} room={room} />
        ))}
      </div>
    );
  }
  const sorted = [...rooms].sort(
    (a, b) => Number(needsTrainer(desk, b)) - Number(needsTrainer(desk, a)) || a.room - b.room,
  );
  return (
    <div class="sheet">
      {sorted.map((room) => {
        const progress = progressOf(desk, room.room);
        const needs = needsTrainer(desk, room);
        return (
          <details key={room.room} class={needs ? 'room-row room-row-needs' : 'room-row'}>
            <summary>
              <b>{roomName(t, room.room)}</b>
              <span>{stepName(t, room.step)}</span>
              <span>
                {room.step === 'lobby' || onlyTalk(desk, room.step)
                  ? t('lobby.here', { n: progress?.present ?? 0 })
                  : t('trainer.done', { n: progress?.done ?? 0, m: progress?.expected ?? 0 })}
              </span>
              {needs ? <b>{t('trainer.needs_you')}</b> : room.decision >= 0 && <Letter option={room.decision} small />}
            </summary>
            <RoomCard desk={desk} room={room} />
          </details>
        );
      })}
    </div>
  );
}
