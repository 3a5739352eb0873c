/* room-apart.tsx -- where a room is that goes its own way. */
import type { JSX } from 'preact';
import type { TrainerRoom } from '../../core/types';
import { useText } from '../../ui/reading';
import { stepName } from '../../ui/words';
import { dilemmaOf, progressOf, type Desk } from './desk';

export function Apart({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const progress = progressOf(desk, room.room);
  return (
    <div class="room-apart">
      <p>
        <b>{stepName(t, room.step)}</b> <span class="soft">{dilemmaOf(desk, room)?.title}</span>
      </p>
      {progress?.waiting && <p class="room-waits">{t('trainer.at_gate')}</p>}
    </div>
  );
}
