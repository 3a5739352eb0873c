/* rooms.tsx -- the same team in every room, side by side. More than COMPARED_MAX rooms are rows: room-rows.tsx. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import type { Block, Cause, Dilemma, RoomConsequence } from '../core/types';
import { Befallen } from '../ui/befell';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import { roomsAlike } from '../ui/rooms-apart';
import { RoomsCompared, type ComparedRoom } from '../ui/rooms-compared';
import { stairsOf } from '../ui/team';
import { roomName, spoken } from '../ui/words';
import { RoomRows } from './room-rows';
import { befellAll, COMPARED_MAX, guessedOf, type Show } from './show';

const WHY_MAX = 3; // Rooms that leave space for what weighed most.

export function RoomsPicture({
  show,
  dilemma,
}: {
  readonly show: Show;
  readonly dilemma: Dilemma | null;
}): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const chosen = new Set(show.consequences.map((one) => one.option)).size;
  const heading =
    chosen > 1
      ? t('projector.rooms_differ', { n: chosen })
      : chosen === 1
        ? t('projector.rooms_same')
        : t('projector.rooms_title');
  const rooms = show.teams.map((team) => {
    const what = show.consequences.find((one) => one.room === team.room);
    const option = dilemma?.options.find((one) => one.option === what?.option);
    return {
      room: team.room,
      name: roomName(t, team.room),
      option: option?.option ?? -1,
      optionTitle: option?.title ?? '',
      people: stairsOf(t, team.members, members),
      against: team.against_start,
      ...(what === undefined || show.teams.length > WHY_MAX ? {} : { below: <Why what={what} /> }),
    };
  });
  return (
    <main id="main" class={`wall-rooms wall-rooms-${Math.min(rooms.length, COMPARED_MAX)}`}>
      <div class="wall-rooms-head">
        <h1>{heading}</h1>
        <Guessed show={show} />
        <Befallen all={befellAll(show.consequences)} />
      </div>
      {rooms.length <= COMPARED_MAX ? (
        <>
          <RoomsCompared caption={t('projector.rooms_caption')} rooms={rooms} />
          {chosen > 0 && <Alike rooms={rooms} />}
        </>
      ) : (
        <RoomRows rooms={rooms} />
      )}
    </main>
  );
}

/* Rooms that chose differently and fare alike all the same: the wall says so. */
function Alike({ rooms }: { readonly rooms: readonly ComparedRoom[] }): JSX.Element | null {
  const { t, lang } = useText();
  const groups = roomsAlike(rooms);
  if (groups.length === 0) return null;
  return (
    <p class="wall-alike">
      {groups
        .map((group) =>
          t('projector.rooms_alike', {
            rooms: list(
              lang,
              group.map((room) => t('room.the', { room: roomName(t, room) })),
            ),
          }),
        )
        .join(' ')}
    </p>
  );
}

/* Whom they guessed before they looked. */
function Guessed({ show }: { readonly show: Show }): JSX.Element | null {
  const { t, lang } = useText();
  const guessed = guessedOf(show);
  if (guessed === null) return null;
  const { members } = show.session.scenario;
  const names = members.filter(({ member }) => guessed.members.includes(member)).map(({ name }) => name);
  return (
    <p class="wall-guessed">{t('movers.guessed', { names: list(lang, names), n: guessed.count, m: guessed.people })}</p>
  );
}

/* What moved most, what weighed heaviest in that, and one moment of somebody. */
function Why({ what }: { readonly what: RoomConsequence }): JSX.Element {
  const { t } = useText();
  const cause: Cause | undefined = what.why[0];
  const moment = momentOf(what.story);
  return (
    <div class="wall-why">
      {what.most !== '' && (
        <p>
          <b>{what.most}</b>
        </p>
      )}
      {cause !== undefined && (
        <p>
          <span>{t(cause.helped ? 'why.helped_2' : 'why.held_2')}</span> {cause.mechanism}
        </p>
      )}
      {moment !== undefined && <Moment said={moment} />}
    </div>
  );
}

const MOMENT_LETTERS_MAX = 90; // About two lines in a third of the wall.

/* What somebody says in the story: the last short thing, as a story comes to its point there. */
function momentOf(story: readonly Block[]): Block | undefined {
  const said = story.filter((block) => block.kind === 'speech');
  const short = said.filter((block) => block.text.length <= MOMENT_LETTERS_MAX);
  return short[short.length - 1] ?? [...said].sort((a, b) => a.text.length - b.text.length)[0];
}

function Moment({ said }: { readonly said: Block }): JSX.Element {
  const { lang } = useText();
  return (
    <figure class="wall-moment">
      <Face id={said.portrait} name={said.name} expression={said.face === '' ? 'vertelt' : said.face} />
      <blockquote>
        <p>{spoken(lang, said.text)}</p>
      </blockquote>
      <figcaption>{said.name}</figcaption>
    </figure>
  );
}
