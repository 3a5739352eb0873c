/* parts.tsx -- the parts of the report: what the rooms decided, how people chose, what was done for whom, and what to
 * talk about. Each is a table or a list with its heading, so that a reader of the PDF can go through it. */
import type { JSX } from 'preact';
import type { DebriefRoom, ExportRound, Sections } from '../../core/types';
import { BefellRounds } from '../../ui/befell';
import { Letter } from '../../ui/letter';
import { Matrix } from '../../ui/matrix';
import { useText } from '../../ui/reading';
import { roomName } from '../../ui/words';
import { list } from '../../core/i18n';
import {
  askedOf,
  changedOf,
  countedOf,
  countedRounds,
  decidedIn,
  endOf,
  matrixOf,
  startOf,
  type DecidedAbout,
} from './figures';
import { wayInWords } from './way';

export const BESIDE_MAX = 3; // So many rooms stand beside each other on a page.

interface Rooms {
  readonly rooms: readonly DebriefRoom[];
}

interface RoundsProps {
  readonly rounds: readonly ExportRound[] | null; // null: not known yet.
}

/* ---- decisions -------------------------------------------------------------------------------------- */

function Named({ option, title }: { readonly option: number; readonly title: string }): JSX.Element {
  return (
    <span class="paper-option">
      <Letter option={option} small />
      <span>{title}</span>
    </span>
  );
}

/* Rooms by what they decided: many rooms have no room for a column each. */
function byOption(rooms: readonly DebriefRoom[], asked: DecidedAbout) {
  const found = new Map<number, { readonly title: string; readonly rooms: number[] }>();
  for (const room of rooms) {
    const one = decidedIn(room, asked);
    if (one === undefined || one.option < 0) continue;
    const same = found.get(one.option);
    if (same === undefined) found.set(one.option, { title: one.option_title, rooms: [room.room] });
    else same.rooms.push(room.room);
  }
  return [...found].sort(([a], [b]) => a - b);
}

function Together({ rooms, asked }: Rooms & { readonly asked: DecidedAbout }): JSX.Element {
  const { t, lang } = useText();
  return (
    <td colSpan={BESIDE_MAX}>
      <ul class="paper-options">
        {byOption(rooms, asked).map(([option, one]) => (
          <li key={option}>
            <Named option={option} title={one.title} />
            <small>
              {list(
                lang,
                one.rooms.map((room) => roomName(t, room)),
              )}
            </small>
          </li>
        ))}
      </ul>
    </td>
  );
}

function Changed({ rounds, asked }: RoundsProps & { readonly asked: DecidedAbout }): JSX.Element {
  const { t } = useText();
  if (rounds === null) return <td>{t('paper.unknown')}</td>;
  const counted = countedOf(rounds, asked);
  const changed = counted === undefined ? null : changedOf(counted);
  return <td>{changed === null ? t('paper.untold') : t('paper.of', { n: changed.n, of: changed.of })}</td>;
}

export function Decisions({ rooms, rounds }: Rooms & RoundsProps): JSX.Element {
  const { t } = useText();
  const many = rooms.length > BESIDE_MAX;
  return (
    <section class="paper-part">
      <h2>{rooms.length > 1 ? t('paper.decided_rooms') : t('paper.decided')}</h2>
      <table class="paper-table">
        <thead>
          <tr>
            <th scope="col">{t('debrief.dilemma')}</th>
            {many ? (
              <th scope="col" colSpan={BESIDE_MAX}>
                {t('paper.became')}
              </th>
            ) : (
              rooms.map((room) => (
                <th scope="col" key={room.room}>
                  {rooms.length > 1 ? roomName(t, room.room) : t('paper.became')}
                </th>
              ))
            )}
            <th scope="col">{t('paper.changed')}</th>
          </tr>
        </thead>
        <tbody>
          {askedOf(rooms).map((asked) => (
            <tr key={`${asked.round} ${asked.dilemma}`}>
              <th scope="row">
                <b>{asked.dilemma}</b>
                <small>{t('timeline.week', { n: asked.week })}</small>
              </th>
              {many ? <Together rooms={rooms} asked={asked} /> : <Apart rooms={rooms} asked={asked} />}
              <Changed rounds={rounds} asked={asked} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/* A cell a room; where a room had another dilemma in that round, the row of that one has its decision. */
function Apart({ rooms, asked }: Rooms & { readonly asked: DecidedAbout }): JSX.Element {
  const { t } = useText();
  return (
    <>
      {rooms.map((room) => {
        const one = decidedIn(room, asked);
        const other = one === undefined && room.decisions.some(({ round }) => round === asked.round);
        return (
          <td key={room.room}>
            {one !== undefined && one.option >= 0 && <Named option={one.option} title={one.option_title} />}
            {other && <small>{t('paper.other_dilemma')}</small>}
          </td>
        );
      })}
    </>
  );
}

/* ---- what trainers brought -------------------------------------------------------------------------- */

interface BroughtProps {
  readonly debrief: Sections['debrief'];
  readonly rooms: number;
}

export function Brought({ debrief, rooms }: BroughtProps): JSX.Element | null {
  const { t } = useText();
  if (debrief.befell.length === 0) return null;
  return (
    <section class="paper-part">
      <h2>{t('befell.title')}</h2>
      <BefellRounds all={debrief.befell} several={rooms > 1} rooms={rooms} />
    </section>
  );
}

/* ---- votes ------------------------------------------------------------------------------------------ */

const SURE = ['paper.sure_0', 'choice.sure_1', 'choice.sure_2', 'choice.sure_3'] as const;

export function Votes({ rounds }: RoundsProps): JSX.Element | null {
  const { t } = useText();
  const told = countedRounds(rounds ?? []).filter((one) => one.first.counts !== null);
  if (told.length === 0) return null;
  return (
    <section class="paper-part">
      <h2>{t('paper.votes')}</h2>
      {told.map((one) => (
        <VotesOf key={`${one.round} ${one.dilemma}`} round={one} />
      ))}
    </section>
  );
}

function VotesOf({ round }: { readonly round: ExportRound }): JSX.Element {
  const { t } = useText();
  const { first, second, confidence } = round;
  const most = Math.max(1, ...(first.counts ?? []), ...(second.counts ?? []));
  const sure = (confidence.counts ?? []).flatMap((n, i) => (n === 0 ? [] : [`${t(SURE[i] ?? SURE[0])}: ${n}`]));
  return (
    <div class="paper-votes">
      <h3>{round.title}</h3>
      <table class="paper-table">
        <thead>
          <tr>
            <th scope="col">{t('paper.option')}</th>
            <th scope="col">{t('paper.first', { n: first.people })}</th>
            <th scope="col">{t('paper.second', { n: second.people })}</th>
          </tr>
        </thead>
        <tbody>
          {round.options.map((title, option) => (
            <tr key={option}>
              <th scope="row">
                <Named option={option} title={title} />
              </th>
              <Bar n={first.counts?.[option]} most={most} />
              <Bar n={second.counts?.[option]} most={most} />
            </tr>
          ))}
        </tbody>
      </table>
      {sure.length > 0 && (
        <p class="paper-small">
          {t('choice.sure')} {sure.join('; ')}.
        </p>
      )}
    </div>
  );
}

function Bar({ n, most }: { readonly n: number | undefined; readonly most: number }): JSX.Element {
  const { t } = useText();
  if (n === undefined) return <td>{t('paper.untold')}</td>;
  return (
    <td>
      <span class="paper-count">{n}</span>
      <svg class="paper-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={(n / most) * 100} height="10" />
      </svg>
    </td>
  );
}

/* ---- where everybody came --------------------------------------------------------------------------- */

export function Ways({ rooms }: Rooms): JSX.Element {
  const { t } = useText();
  return (
    <section class="paper-part">
      <h2>{t('paper.ways')}</h2>
      <table class="paper-table">
        <thead>
          <tr>
            <th scope="col">{t('paper.who')}</th>
            {rooms.map((room) => (
              <th scope="col" key={room.room}>
                {rooms.length > 1 ? roomName(t, room.room) : t('timeline.was')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(rooms[0]?.members ?? []).map((member) => (
            <tr key={member.member}>
              <th scope="row">
                <b>{member.name}</b>
              </th>
              {rooms.map((room) => {
                const one = room.members.find((other) => other.member === member.member);
                return <td key={room.room}>{one === undefined ? '' : wayInWords(t, startOf(one), endOf(one))}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/* ---- what was done, and what to talk about ----------------------------------------------------------- */

export function Done({ rooms }: Rooms): JSX.Element {
  const { t } = useText();
  const called = (room: DebriefRoom): string =>
    rooms.length > 1 ? t('room.the', { room: roomName(t, room.room) }) : t('room.group');
  if (rooms.length > BESIDE_MAX)
    return (
      <section class="paper-part">
        <h2>{t('paper.matrix_all')}</h2>
        <p class="paper-small">{t('debrief.matrix_lead')}</p>
        <Matrix caption={t('paper.matrix_all')} rows={matrixOf(rooms)} />
      </section>
    );
  return (
    <>
      {rooms.map((room) => (
        <section class="paper-part paper-whole" key={room.room}>
          <h2>{t('trainer.matrix', { room: called(room) })}</h2>
          <p class="paper-small">{t('trainer.matrix_lead')}</p>
          <Matrix bars caption={t('debrief.matrix_caption', { room: called(room) })} rows={room.matrix} />
        </section>
      ))}
    </>
  );
}

export function Talk({ debrief }: { readonly debrief: Sections['debrief'] }): JSX.Element {
  const { t } = useText();
  const [first, ...more] = debrief.double_loop;
  return (
    <section class="paper-part">
      <h2>{t('debrief.questions')}</h2>
      {first !== undefined && <p class="paper-question">{first.text}</p>}
      <ul class="paper-list">
        {[...more, ...debrief.single_loop].map((one, i) => (
          <li key={i}>{one.text}</li>
        ))}
      </ul>
      {debrief.cards.map((card) => (
        <div class="paper-card" key={card.id}>
          <h3>{t('paper.card', { n: card.number, name: card.name })}</h3>
          <p>{card.goal}</p>
          <ul class="paper-list">
            {card.suggestions.map((one, i) => (
              <li key={i}>{one.text}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
