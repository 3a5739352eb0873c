/* room-apart.tsx -- where a room stands that goes its own way, with buttons of its own: back, again, on. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import type { TrainerRoom } from '../../core/types';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { stepName } from '../../ui/words';
import { dilemmaOf, next, progressOf, type Desk } from './desk';

export function Apart({
  desk,
  room,
  name,
}: {
  readonly desk: Desk;
  readonly room: TrainerRoom;
  readonly name: string;
}): JSX.Element {
  const { t } = useText();
  const { live } = desk;
  const progress = progressOf(desk, room.room);
  return (
    <div class="room-apart">
      <p>
        <b>{stepName(t, room.step)}</b> <span class="soft">{dilemmaOf(desk, room)?.title}</span>
      </p>
      <p class={progress?.waiting ? 'room-waits' : 'soft small'}>
        {progress?.waiting
          ? t('trainer.at_gate')
          : t('trainer.done', { n: progress?.done ?? 0, m: progress?.expected ?? 0 })}
      </p>
      <div class="row">
        {room.can_undo && (
          <Button
            compact
            label={t('trainer.undo_of', { room: name })}
            onClick={() => live.command({ type: 'room_undo', room: room.room })}
          >
            {t('trainer.undo')}
          </Button>
        )}
        {room.step === 'discussion' && (
          <Button
            compact
            label={t('trainer.reopen_of', { room: name })}
            onClick={() => live.command({ type: 'room_reopen', room: room.room })}
          >
            {t('trainer.reopen')}
          </Button>
        )}
        {room.step !== 'debrief' && (
          <Button
            compact
            iconEnd={arrowRight}
            label={t('trainer.next_of', { room: name })}
            onClick={() => next(desk, room.room)}
          >
            {t('trainer.next_room')}
          </Button>
        )}
      </div>
    </div>
  );
}
