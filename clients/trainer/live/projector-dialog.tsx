/* projector-dialog.tsx -- what the screen in the room shows. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { onItsWay } from '../../core/screen';
import { curtains, projectorViews, ROOM_ALL } from '../../core/types';
import { Chips } from '../../ui/chips';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';
import { OpenScreen, type OpenScreenProps } from './open-screen';
import { RoomSelect } from './room-select';

interface ProjectorDialogProps extends OpenScreenProps {
  readonly onClose: () => void;
}

export function ProjectorDialog({ desk, seat, onClose }: ProjectorDialogProps): JSX.Element {
  const { t } = useText();
  const { session, live, screen } = desk;
  const view = onItsWay(screen, 'projector_show')?.view ?? session.projector_view;
  const curtain = onItsWay(screen, 'projector_curtain')?.curtain ?? session.projector_curtain;
  const [room, setRoom] = useState(session.projector_room < 0 ? ROOM_ALL : session.projector_room);
  return (
    <Dialog title={t('trainer.screen_title')} onClose={onClose}>
      <p>{t('trainer.screen_what')}</p>
      <RoomSelect
        desk={desk}
        value={room}
        onPick={(next) => {
          setRoom(next);
          live.command({ type: 'projector_show', view, room: next });
        }}
      />
      <Chips
        label={t('trainer.screen_view')}
        value={view}
        onPick={(picked) => live.command({ type: 'projector_show', view: picked, room })}
        chips={projectorViews.map((one) => ({ value: one, body: t(`trainer.view_${one}`) }))}
      />
      <Chips
        label={t('trainer.curtain')}
        value={curtain}
        onPick={(picked) => live.command({ type: 'projector_curtain', curtain: picked })}
        chips={curtains.map((one) => ({ value: one, body: t(`trainer.curtain_${one}`) }))}
      />
      <div class="dialog-actions">
        <OpenScreen desk={desk} seat={seat} />
      </div>
    </Dialog>
  );
}
