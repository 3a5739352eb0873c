/* scrub.tsx -- the moments of a session under a line, to go through: drag over the line, or step with the arrow keys.
 * The letter of a decision is a button: what if that had been another one? */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { DebriefRoom, Decided } from '../../core/types';
import { classes } from '../../ui/classes';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';
import { decidedAt, momentsOf, type RoomLine, type WayTurn } from '../../ui/timeline';
import { roomName } from '../../ui/words';
import { TimelineLine } from '../../ui/timeline-line';

interface ScrubProps {
  readonly lines: readonly RoomLine[];
  readonly shown: DebriefRoom; // Whose moments they are.
  readonly one: boolean; // Not of all rooms: its decisions can be touched.
  readonly rooms: readonly DebriefRoom[]; // Whose paths are told below, when all are shown.
  readonly at: number;
  readonly turn: WayTurn | null;
  readonly onGo: (moment: number) => void;
  readonly onTouch: (round: number) => void;
}

export function Scrub({ lines, shown, one, rooms, at, turn, onGo, onTouch }: ScrubProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  const moments = momentsOf(shown);
  const drag = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (event.buttons === 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const moment = Math.floor(((event.clientX - left) / width) * moments);
    onGo(Math.min(moments - 1, Math.max(0, moment)));
  };
  return (
    <fieldset class="group scrub">
      <legend class="hidden-text">{t('timeline.moment')}</legend>
      <div class="scrub-line" onPointerDown={drag} onPointerMove={drag}>
        <TimelineLine lines={lines} most={shown.members.length} at={at} />
      </div>
      {one && (
        <div class="scrub-row scrub-decisions">
          {shown.weeks.map((_, moment) => (
            <Touch
              key={moment}
              room={shown}
              moment={moment}
              pressed={turn !== null && turn.round === moment - 1}
              onTouch={onTouch}
            />
          ))}
        </div>
      )}
      <div class="scrub-row">
        {shown.weeks.map((week, moment) => (
          <label key={moment} class={classes('scrub-moment', moment === at && 'scrub-now')}>
            <input type="radio" name={name} checked={moment === at} onChange={() => onGo(moment)} />
            <span class="scrub-title">
              {moment === 0 ? t('timeline.start') : (decidedAt(shown, moment)?.dilemma ?? '')}
            </span>
            <span class="scrub-week">{t('timeline.week', { n: week })}</span>
          </label>
        ))}
      </div>
      {!one && <Paths rooms={rooms} shown={shown} at={at} />}
    </fieldset>
  );
}

interface PathsProps {
  readonly rooms: readonly DebriefRoom[];
  readonly shown: DebriefRoom;
  readonly at: number;
}

/* What every room decided, under the moment that came of it; the name of a room stands under the start. */
function Paths({ rooms, shown, at }: PathsProps): JSX.Element {
  const { t } = useText();
  return (
    <table class="scrub-paths">
      <caption class="hidden-text">{t('timeline.paths')}</caption>
      <tbody>
        {rooms.map((room) => (
          <tr key={room.room}>
            <th scope="row">{roomName(t, room.room)}</th>
            {shown.weeks.slice(1).map((_, i) => (
              <Decision key={i} decided={decidedAt(room, i + 1)} among={decidedAt(shown, i + 1)} now={at === i + 1} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DecisionProps {
  readonly decided: Decided | undefined;
  readonly among: Decided | undefined; // The dilemma that stands above.
  readonly now: boolean;
}

function Decision({ decided, among, now }: DecisionProps): JSX.Element {
  if (decided === undefined) return <td />;
  return (
    <td class={now ? 'scrub-path-now' : undefined}>
      {decided.dilemma !== among?.dilemma && <small>{decided.dilemma}</small>}
      <span class="scrub-path">
        <Letter option={decided.option} small />
        <span>{decided.option_title}</span>
      </span>
    </td>
  );
}

interface TouchProps {
  readonly room: DebriefRoom;
  readonly moment: number;
  readonly pressed: boolean;
  readonly onTouch: (round: number) => void;
}

function Touch({ room, moment, pressed, onTouch }: TouchProps): JSX.Element {
  const { t } = useText();
  const decided = decidedAt(room, moment);
  if (decided === undefined) return <span />;
  return (
    <button type="button" class="scrub-decision" aria-pressed={pressed} onClick={() => onTouch(decided.round)}>
      <Letter option={decided.option} />
      <span class="hidden-text">{t('timeline.look', { dilemma: decided.dilemma, title: decided.option_title })}</span>
    </button>
  );
}
