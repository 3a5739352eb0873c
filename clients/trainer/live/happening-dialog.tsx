/* happening-dialog.tsx -- something befalls the team, with this round's consequence: a happening of the story, or a
 * sentence of the trainer's with what it does. For one room, those that were picked, or all. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import '../../core/later';
import { HAPPENING_CHARS_MAX } from '../../core/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import type { Desk } from './desk';
import { RoomSelect } from './room-select';

export interface HappeningDialogProps {
  readonly desk: Desk;
  readonly room?: number; // Of which it was opened: one can still say all.
  readonly rooms?: readonly number[]; // Those that were picked.
  readonly onClose: () => void;
}

export function HappeningDialog({ desk, room = 0, rooms, onClose }: HappeningDialogProps): JSX.Element {
  const { t } = useText();
  const [picked, setPicked] = useState(room);
  const { happenings, effects } = desk.trainer;
  const each = (run: (room: number) => void): void => {
    for (const one of rooms ?? [picked]) run(one);
    onClose();
  };
  return (
    <Dialog title={t('trainer.happening')} onClose={onClose}>
      <p>{t('trainer.happening_what')}</p>
      {rooms === undefined ? (
        <RoomSelect desk={desk} value={picked} onPick={setPicked} />
      ) : (
        <p>{t('trainer.message_rooms', { n: rooms.length })}</p>
      )}
      {happenings.length > 0 && (
        <section class="happening-part">
          <h3>{t('trainer.happening_story')}</h3>
          <div class="menu-list">
            {happenings.map(({ pulse, name }) => (
              <Button
                key={pulse}
                full
                onClick={() => each((one) => desk.live.command({ type: 'happening_bring', room: one, pulse }))}
              >
                {name}
              </Button>
            ))}
          </div>
        </section>
      )}
      {effects.length > 0 && (
        <OwnWords
          desk={desk}
          onWrite={(pulse, text) =>
            each((one) => desk.live.command({ type: 'happening_write', room: one, pulse, text }))
          }
          there={(rooms ?? [picked]).every((one) => writtenIn(desk, one))}
        />
      )}
    </Dialog>
  );
}

/* Is there something in own words already, that has not come yet? All rooms are no room: false. */
const writtenIn = (desk: Desk, room: number): boolean =>
  (desk.trainer.rooms.find((one) => one.room === room)?.written ?? null) !== null;

interface OwnWordsProps {
  readonly desk: Desk;
  readonly there: boolean;
  readonly onWrite: (pulse: string, text: string) => void;
}

function OwnWords({ desk, there, onWrite }: OwnWordsProps): JSX.Element {
  const { t } = useText();
  const [text, setText] = useState('');
  const [pulse, setPulse] = useState('');
  return (
    <section class="happening-part">
      <h3>{t('trainer.happening_own')}</h3>
      {there ? (
        <p>{t('trainer.happening_there')}</p>
      ) : (
        <>
          <Field
            label={t('trainer.happening_text')}
            help={t('trainer.happening_text_help')}
            lines={3}
            value={text}
            maxLength={HAPPENING_CHARS_MAX}
            onInput={setText}
          />
          <Select
            label={t('trainer.happening_effect')}
            value={pulse}
            onPick={setPulse}
            options={[
              { value: '', label: t('trainer.happening_choose') },
              ...desk.trainer.effects.map((one) => ({ value: one.pulse, label: one.name })),
            ]}
          />
          <div class="dialog-actions">
            <Button kind="main" off={text.trim() === '' || pulse === ''} onClick={() => onWrite(pulse, text.trim())}>
              {t('trainer.happening_write')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
