/* room-actions.tsx -- what a trainer does with one room: on, hold, a minute more, back, choose again. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import clockPlus from 'phosphor:clock-clockwise';
import hand from 'phosphor:hand';
import undo from 'phosphor:arrow-counter-clockwise';
import { isPlayed } from '../../core/steps';
import type { TrainerRoom } from '../../core/types';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { together, type Desk } from './desk';
import { bring, extend, gatherAt, hold, isBefore, placeAfter, placeName, type Place } from './gather';

interface RoomActionsProps {
  readonly desk: Desk;
  readonly room: TrainerRoom;
  readonly name: string;
}

/* To where all are brought, if this room is behind; else a step on by itself. */
function placeFor(desk: Desk, room: TrainerRoom): Place | null {
  const all = gatherAt(desk);
  return all !== null && isBefore(room, all) ? all : placeAfter(desk, room);
}

export function RoomActions({ desk, room, name }: RoomActionsProps): JSX.Element | null {
  const { t } = useText();
  const { live } = desk;
  const place = placeFor(desk, room);
  if (!isPlayed(room.step)) return null;
  return (
    <div class="row room-acts">
      {place !== null && (
        <Button
          compact
          iconEnd={arrowRight}
          label={t('trainer.bring_of', { where: placeName(t, desk, place), room: name })}
          onClick={() => bring(desk, room.room, place)}
        >
          {t('trainer.bring_room', { where: placeName(t, desk, place) })}
        </Button>
      )}
      <Button
        compact
        icon={hand}
        label={t(room.held ? 'trainer.let_go_of' : 'trainer.hold_of', { room: name })}
        onClick={() => hold(desk, room.room, !room.held)}
      >
        {t(room.held ? 'trainer.let_go' : 'trainer.hold')}
      </Button>
      <Button
        compact
        icon={clockPlus}
        label={t('trainer.extend_of', { room: name })}
        onClick={() => extend(desk, room.room)}
      >
        {t('trainer.extend')}
      </Button>
      {room.can_undo && !together(desk) && (
        <Button
          compact
          icon={undo}
          label={t('trainer.undo_of', { room: name })}
          onClick={() => live.command({ type: 'room_undo', room: room.room })}
        >
          {t('trainer.undo')}
        </Button>
      )}
      {room.step === 'discussion' && !together(desk) && (
        <Button
          compact
          label={t('trainer.reopen_of', { room: name })}
          onClick={() => live.command({ type: 'room_reopen', room: room.room })}
        >
          {t('trainer.reopen')}
        </Button>
      )}
    </div>
  );
}
