/* several.tsx -- rooms that were picked on the wall, and what is done with all of them at once. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import arrowRight from 'phosphor:arrow-right';
import chat from 'phosphor:chat-text';
import clockPlus from 'phosphor:clock-clockwise';
import hand from 'phosphor:hand';
import lightning from 'phosphor:lightning';
import { list } from '../../core/i18n';
import { ROOM_ALL, type TrainerRoom } from '../../core/types';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { roomName, stepName } from '../../ui/words';
import { usedRooms, type Desk } from './desk';
import { bring, extend, gatherAt, hold, isBefore, placeName } from './gather';
import { HappeningLater } from './happening-later';
import type { Look } from './look';
import { MessageDialog } from './message-dialog';

const NAMED_MAX = 6;

interface SeveralProps {
  readonly desk: Desk;
  readonly rooms: readonly TrainerRoom[];
  readonly looks: readonly Look[];
  readonly onNone: () => void;
}

export function Several({ desk, rooms, looks, onNone }: SeveralProps): JSX.Element {
  const { t, lang } = useText();
  const [open, setOpen] = useState<'message' | 'happening' | null>(null);
  const close = (): void => setOpen(null);
  const place = gatherAt(desk);
  const behind = place === null ? [] : rooms.filter((room) => isBefore(room, place));
  const held = rooms.every((room) => room.held);
  const whole = rooms.length === usedRooms(desk).length; // One command for all of them.
  const each = (run: (room: number) => void): void => {
    if (whole) run(ROOM_ALL);
    else for (const room of rooms) run(room.room);
  };
  const people = looks.reduce((sum, look) => sum + look.chairs.length, 0);
  const done = looks.reduce((sum, look) => sum + look.done, 0);
  const steps = [...new Set(rooms.map((room) => stepName(t, room.step)))];
  return (
    <section class="sheet several">
      <div class="row between">
        <h2>{t('tile.picked', { n: rooms.length })}</h2>
        <Button kind="quiet" compact onClick={onNone}>
          {t('tile.pick_none')}
        </Button>
      </div>
      <p>
        {rooms.length <= NAMED_MAX &&
          `${list(
            lang,
            rooms.map((room) => roomName(t, room.room)),
          )}. `}
        {t('tile.picked_where', { steps: list(lang, steps), n: people, k: done })}
      </p>
      <div class="row room-acts">
        {place !== null && (
          <Button
            compact
            iconEnd={arrowRight}
            off={behind.length === 0}
            onClick={() => each((room) => bring(desk, room, place))}
          >
            {t('trainer.bring_room', { where: placeName(t, desk, place) })}
          </Button>
        )}
        <Button compact icon={hand} onClick={() => each((room) => hold(desk, room, !held))}>
          {t(held ? 'trainer.let_go' : 'trainer.hold')}
        </Button>
        <Button compact icon={clockPlus} onClick={() => each((room) => extend(desk, room))}>
          {t('trainer.extend')}
        </Button>
        <Button compact icon={chat} onClick={() => setOpen('message')}>
          {t('trainer.message')}
        </Button>
        <Button compact icon={lightning} onClick={() => setOpen('happening')}>
          {t('trainer.happening')}
        </Button>
      </div>
      {place !== null && (
        <p class="soft small">
          {behind.length === 0
            ? t('tile.bring_none', { where: placeName(t, desk, place) })
            : t('tile.bring_some', { where: placeName(t, desk, place), n: behind.length, m: rooms.length })}
        </p>
      )}
      {open === 'message' && <MessageDialog desk={desk} rooms={rooms.map((room) => room.room)} onClose={close} />}
      {open === 'happening' && (
        <HappeningLater desk={desk} rooms={whole ? [ROOM_ALL] : rooms.map((room) => room.room)} onClose={close} />
      )}
    </section>
  );
}
