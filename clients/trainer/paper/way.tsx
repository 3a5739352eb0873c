/* way.tsx -- a room of the report: from where to where each of the team came, on five phases of three treads. Beside
 * the picture nothing has to be read; the table of the same ways stands below all rooms. */
import type { JSX } from 'preact';
import type { DebriefRoom, MemberIntro } from '../../core/types';
import { faceSource } from '../../ui/face';
import { levelInWords, sameStand, TREADS, type Stand } from '../../ui/stand';
import { phasesAll } from '../../ui/phase-heads';
import { useText, type Texts } from '../../ui/reading';
import { roomName } from '../../ui/words';
import { endOf, startOf } from './figures';

const TREAD = 14;
const GAP = 2;
const PHASE = TREADS.length * TREAD + GAP;
const HIGH = 22;
const MIDDLE = HIGH / 2;
const DOT = 5.5;

const x = (at: Stand): number => at.phase * PHASE + (Math.max(0, at.tread) + 0.5) * TREAD;

/* "van Selectie naar Actie", "bleef in Selectie", "weg". */
export function wayInWords(t: Texts['t'], start: Stand | null, end: Stand | null): string {
  if (end === null) return t('paper.gone');
  if (start === null) return t('paper.came', { to: levelInWords(t, end) });
  if (sameStand(start, end)) return t('paper.stayed', { at: levelInWords(t, end) });
  const from = levelInWords(t, start);
  const to = levelInWords(t, end);
  return from === to ? t('paper.within', { at: to }) : t('paper.way', { from, to });
}

function Line({ start, end }: { readonly start: Stand | null; readonly end: Stand | null }): JSX.Element {
  const { t } = useText();
  const moved = start !== null && end !== null && !sameStand(start, end);
  const rounds = end === null ? 0 : end.spiral - (start?.spiral ?? 0);
  return (
    <svg viewBox={`0 0 ${5 * PHASE} ${HIGH}`} class="paper-line" role="img" aria-label={wayInWords(t, start, end)}>
      {phasesAll.map((phase) => (
        <rect
          key={phase}
          class={`paper-phase-${phase + 1}`}
          x={phase * PHASE}
          y={4}
          width={PHASE - GAP}
          height={HIGH - 8}
        />
      ))}
      {moved && rounds === 0 && <path class="paper-went" d={`M${x(start)} ${MIDDLE}H${x(end)}`} />}
      {start !== null && moved && <circle class="paper-was" cx={x(start)} cy={MIDDLE} r={DOT} />}
      {end !== null && <circle class="paper-is" cx={x(end)} cy={MIDDLE} r={DOT} />}
      {end !== null && rounds > 0 && (
        <text class="paper-round" x={x(end) + DOT + 3} y={MIDDLE + 3.5}>
          {t('paper.round', { n: end.spiral + 1 })}
        </text>
      )}
    </svg>
  );
}

interface WayProps {
  readonly room: DebriefRoom;
  readonly members: readonly MemberIntro[];
  readonly named: boolean; // There is more than one room.
}

export function RoomWays({ room, members, named }: WayProps): JSX.Element {
  const { t } = useText();
  return (
    <section class="paper-room">
      {named && <h3>{roomName(t, room.room)}</h3>}
      <ul>
        {room.members.map((one) => {
          const intro = members.find((other) => other.member === one.member);
          const source = faceSource(intro?.id ?? '', one.face || 'rustig');
          return (
            <li key={one.member}>
              {source === null ? <span /> : <img src={source} alt="" width="24" height="28" />}
              <span class="paper-name">{one.name}</span>
              <Line start={startOf(one)} end={endOf(one)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
