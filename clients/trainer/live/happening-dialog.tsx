/* happening-dialog.tsx -- something befalls the team, with this round's consequence. */
import type { JSX } from 'preact';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';

interface HappeningDialogProps {
  readonly desk: Desk;
  readonly room: number;
  readonly onClose: () => void;
}

export function HappeningDialog({ desk, room, onClose }: HappeningDialogProps): JSX.Element {
  const { t } = useText();
  return (
    <Dialog title={t('trainer.happening')} onClose={onClose}>
      <p>{t('trainer.happening_what')}</p>
      <div class="menu-list">
        {desk.trainer.happenings.map((one) => (
          <Button
            key={one.pulse}
            full
            onClick={() => {
              desk.live.command({ type: 'happening_bring', room, pulse: one.pulse });
              onClose();
            }}
          >
            {one.name}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
