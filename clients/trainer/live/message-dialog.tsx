/* message-dialog.tsx -- a line on every phone, of all rooms, one, or those that were picked. Empty takes it away; it
 * goes by itself when the step is over. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { MESSAGE_CHARS_MAX, ROOM_ALL } from '../../core/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';
import { RoomSelect } from './room-select';

interface MessageDialogProps {
  readonly desk: Desk;
  readonly rooms?: readonly number[]; // Those that were picked.
  readonly onClose: () => void;
}

export function MessageDialog({ desk, rooms, onClose }: MessageDialogProps): JSX.Element {
  const { t } = useText();
  const [text, setText] = useState(desk.session.message);
  const [room, setRoom] = useState<number>(ROOM_ALL);
  const send = (line: string): void => {
    for (const one of rooms ?? [room]) desk.live.command({ type: 'message_send', room: one, text: line });
    onClose();
  };
  return (
    <Dialog title={t('trainer.message')} onClose={onClose}>
      <p>{t('trainer.message_what')}</p>
      {rooms === undefined ? (
        <RoomSelect desk={desk} value={room} onPick={setRoom} />
      ) : (
        <p>{t('trainer.message_rooms', { n: rooms.length })}</p>
      )}
      <Field label={t('trainer.message_text')} lines={3} value={text} maxLength={MESSAGE_CHARS_MAX} onInput={setText} />
      <div class="dialog-actions">
        {desk.session.message !== '' && <Button onClick={() => send('')}>{t('trainer.message_clear')}</Button>}
        <Button kind="main" off={text.trim() === ''} onClick={() => send(text.trim())}>
          {t('trainer.message_send')}
        </Button>
      </div>
    </Dialog>
  );
}
