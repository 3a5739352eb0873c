/* team.tsx -- what it did. One room: the big staircase. Several rooms and none chosen: what each room
 * decided and who moved there. */
import type { JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { letterOf, type Dilemma, type RoomConsequence, type RoomTeam } from '../core/types';
import { Change } from '../ui/change';
import { classes } from '../ui/classes';
import { Face } from '../ui/face';
import { Icon } from '../ui/icon';
import { Befallen } from '../ui/befell';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { isOn, movementInWords, movementOf } from '../ui/stand';
import { Staircase, type StairPerson } from '../ui/staircase';
import { Story } from '../ui/story';
import { stairsOf } from '../ui/team';
import { roomName } from '../ui/words';
import { useFit } from './fit';
import { cut } from './situation';
import { befellAll, sum, type Show } from './show';
import { LINES_MAX, TABLES_MAX } from './tables';

const LOOSE_ROOMS = 3; // As many as fit at full size.

interface TeamProps {
  readonly show: Show;
  readonly dilemma: Dilemma | null;
}

export function TeamPicture({ show, dilemma }: TeamProps): JSX.Element {
  const team = show.teams[0];
  if (show.teams.length > 1 && dilemma !== null && show.consequences.length > 0)
    return <Decided show={show} dilemma={dilemma} />;
  return (
    <OneTeam
      show={show}
      dilemma={dilemma}
      team={team}
      what={show.consequences.find((one) => one.room === team?.room)}
    />
  );
}

interface OneTeamProps extends TeamProps {
  readonly team: RoomTeam | undefined;
  readonly what: RoomConsequence | undefined;
}

function OneTeam({ show, dilemma, team, what }: OneTeamProps): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const people = stairsOf(t, team?.members ?? [], members);
  const option = dilemma?.options.find((one) => one.option === what?.option);
  const told = what?.story ?? [];
  const fit = useFit<HTMLDivElement>(`${what?.round ?? -1}.${what?.room ?? -1}`, told.length, 2);
  const several = show.session.rooms.length > 1;
  return (
    <main id="main" class="wall-team">
      <div class="wall-team-head">
        <div>
          {option !== undefined && (
            <p class="wall-eye wall-row">
              <Letter option={option.option} />
              <span>{several ? `${roomName(t, team?.room ?? 0)}: ${option.title}` : option.title}</span>
            </p>
          )}
          <h1>{what?.title ?? t('projector.team_week', { n: (team?.week ?? 0) + 1 })}</h1>
          {what !== undefined && what.most !== '' && <p class="wall-most">{what.most}</p>}
          {what !== undefined && <Befallen all={what.befell} />}
          {fit.parts < told.length && <p class="wall-small">{t('projector.story_more')}</p>}
        </div>
        {told.length > 0 && (
          <div class={`wall-told wall-size-${fit.size + 1}`} ref={fit.box}>
            <Story blocks={cut(told, fit.parts)} />
          </div>
        )}
      </div>
      <Staircase label={t('consequence.team')} people={people} key={`${what?.round ?? -1}.${team?.room ?? 0}`} />
    </main>
  );
}

/* ---- several rooms --------------------------------------------------------------------------------- */

function Decided({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  const rooms = show.consequences;
  const chosen = [...new Set(rooms.map((one) => one.option))];
  const heading =
    rooms.length < 2
      ? t('projector.decided')
      : chosen.length === 1
        ? t('projector.decided_same', { letter: letterOf(chosen[0] ?? 0) })
        : t('projector.decided_differ', {
            n: rooms.length,
            k: chosen.length,
          });
  return (
    <main id="main" class="wall-decided">
      <p class="wall-eye">{dilemma.title}</p>
      <h1>{heading}</h1>
      <Befallen all={befellAll(rooms)} />
      {rooms.length > LINES_MAX ? (
        <Counted rooms={rooms} dilemma={dilemma} />
      ) : (
        <ul
          class={classes(
            'wall-decisions',
            rooms.length > TABLES_MAX ? 'wall-decisions-lines' : rooms.length > LOOSE_ROOMS && 'wall-decisions-tight',
          )}
        >
          {rooms.map((one) => (
            <DecidedRoom key={one.room} show={show} what={one} dilemma={dilemma} line={rooms.length > TABLES_MAX} />
          ))}
        </ul>
      )}
    </main>
  );
}

interface DecidedRoomProps {
  readonly show: Show;
  readonly what: RoomConsequence;
  readonly dilemma: Dilemma;
  readonly line: boolean;
}

function DecidedRoom({ show, what, dilemma, line }: DecidedRoomProps): JSX.Element {
  const { t } = useText();
  const option = dilemma.options.find((one) => one.option === what.option);
  const team = show.teams.find((one) => one.room === what.room);
  const people = stairsOf(t, team?.members ?? [], show.session.scenario.members);
  const told = people.filter((one) => one.apart !== undefined || movementOf(one.from, one.at) !== null);
  return (
    <li>
      <h2>{roomName(t, what.room)}</h2>
      <p class="wall-row">
        <Letter option={what.option} />
        <span>{option?.title}</span>
      </p>
      {!line && what.most !== '' && <p class="wall-decided-most">{what.most}</p>}
      {!line &&
        (told.length === 0 ? (
          <p class="wall-small">
            {t(
              people.some((one) => one.guessed || one.at === null)
                ? 'consequence.moved_none_known'
                : 'consequence.moved_none',
            )}
          </p>
        ) : (
          <ul class="wall-movers">
            {told.map((one) => (
              <Mover key={one.member} one={one} />
            ))}
          </ul>
        ))}
    </li>
  );
}

/* What sets somebody apart from the other rooms; where nothing does, how they moved. */
function Mover({ one }: { readonly one: StairPerson }): JSX.Element {
  const { t } = useText();
  const movement = movementOf(one.from, one.at);
  const words = movement === null || one.from === null ? null : movementInWords(t, movement, one.from);
  return (
    <li>
      <Face id={one.id} name={one.name} expression={one.expression} />
      <span class="wall-mover">
        <b>
          {one.name}
          {movement !== null && <Icon d={isOn(movement) ? arrowUp : arrowDown} />}
        </b>
        {one.apart === undefined ? (
          <span class="wall-small">{words}</span>
        ) : (
          <>
            {words !== null && <span class="hidden-text">{words}</span>}
            <Change apart={one.apart} />
          </>
        )}
      </span>
    </li>
  );
}

/* So many rooms that only the counts are left. */
function Counted({
  rooms,
  dilemma,
}: {
  readonly rooms: readonly RoomConsequence[];
  readonly dilemma: Dilemma;
}): JSX.Element {
  const { t } = useText();
  return (
    <ul class="wall-bars">
      {dilemma.options.map((option) => {
        const n = sum(rooms.map((one) => (one.option === option.option ? 1 : 0)));
        return (
          <li key={option.option}>
            <Letter option={option.option} />
            <span>{option.title}</span>
            <span class="wall-bar-count">{t('projector.rooms_count', { n })}</span>
            <svg class="wall-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect class="line-whole" width="1000" height="40" />
              <rect
                class={`fill-${letterOf(option.option).toLowerCase()}`}
                width={Math.round((1000 * n) / rooms.length)}
                height="40"
              />
            </svg>
          </li>
        );
      })}
    </ul>
  );
}
