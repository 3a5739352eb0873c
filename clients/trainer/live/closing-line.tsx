/* closing-line.tsx -- all of a room are in: in how many seconds its step ends, or for how many of them it waits. */
import type { JSX } from 'preact';
import hourglass from 'phosphor:hourglass-medium';
import { closesTo, endsByVotes } from '../../core/steps';
import type { RoomTimer, TrainerRoom } from '../../core/types';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { useCountdown } from '../../ui/timer';
import { dilemmaOf, progressOf, timerOf, type Desk } from './desk';

interface RoomProps {
  readonly desk: Desk;
  readonly room: TrainerRoom;
}

export function ClosingLine({ desk, room }: RoomProps): JSX.Element | null {
  const { t } = useText();
  const timer = timerOf(desk, room.room);
  const progress = progressOf(desk, room.room);
  if (timer === undefined || progress === undefined || progress.done < progress.expected) return null;
  if (timer.closing_ms > 0) return <Closes desk={desk} room={room} timer={timer} />;
  if (progress.holding === 0) return null;
  return (
    <p class="room-closing" role="status">
      <Icon d={hourglass} />
      <span>
        <b>{allIn(t, room)}.</b> {t('closing.others', { n: progress.holding })}
      </span>
    </p>
  );
}

const allIn = (t: Texts['t'], room: TrainerRoom): string =>
  t(endsByVotes.has(room.step) ? 'closing.all_chose' : 'closing.all_ready');

function Closes({ desk, room, timer }: RoomProps & { readonly timer: RoomTimer }): JSX.Element {
  const { t } = useText();
  const left = Math.ceil(useCountdown(timer.closing_ms, desk.screen.clock_offset_ms) / 1000);
  const steps = dilemmaOf(desk, room)?.steps ?? [];
  const to = t(`closing.to_${closesTo(steps, room.step, room.round + 1 < desk.round.rounds)}`);
  return (
    <p class="room-closing">
      <Icon d={hourglass} />
      <span>
        <b>{allIn(t, room)}.</b> {t('closing.then', { n: left, to })}
      </span>
    </p>
  );
}
