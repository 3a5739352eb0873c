/* guess.tsx -- before what it led to: "who moved?" The faces, what each room decided, and how many have guessed. Whom
 * they guessed stays hidden until the rooms are shown beside each other. */
import type { JSX } from 'preact';
import type { Dilemma, RoomProgress } from '../core/types';
import { Face } from '../ui/face';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { roomName } from '../ui/words';
import { sum, type Show } from './show';
import { TABLES_MAX, Tables } from './tables';

export function GuessPicture({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const now = new Map(show.teams[0]?.members.map((one) => [one.member, one]) ?? []);
  const sitting = members.filter(({ member }) => now.get(member)?.vacant !== true);
  const later = show.consequences[0]?.title ?? '';
  return (
    <main id="main" class="wall-guess">
      <div>
        <p class="wall-eye">
          {later !== '' && `${later}. `}
          {t('movers.first')}
        </p>
        <h1>{t('movers.title')}</h1>
        <p class="wall-lead">{t('movers.on_phone')}</p>
      </div>
      <ul class="wall-faces">
        {sitting.map(({ member, id, name }) => (
          <li key={member}>
            <Face id={id} name="" expression="rustig" size="l" />
            <b>{now.get(member)?.name ?? name}</b>
          </li>
        ))}
      </ul>
      <div>
        {show.progress.length <= TABLES_MAX ? (
          <ul class={`wall-guessing wall-guessing-${Math.min(3, show.progress.length)}`}>
            {show.progress.map((room) => (
              <GuessingRoom key={room.room} room={room} show={show} dilemma={dilemma} />
            ))}
          </ul>
        ) : (
          <Tables
            label={t('projector.tables')}
            tables={show.progress.map((room) => {
              const guessed = { n: room.movers, m: room.present };
              const name = roomName(t, room.room);
              return {
                room: room.room,
                name,
                word: t('projector.seats', guessed), // Of what, says the line below all of them.
                filled: room.movers,
                chairs: room.present,
                says: `${name}: ${t('movers.count', guessed)}`,
              };
            })}
          />
        )}
        <p class="wall-guess-all" role="status">
          {t('movers.all', {
            n: sum(show.progress.map((room) => room.movers)),
            m: sum(show.progress.map((room) => room.present)),
          })}
        </p>
      </div>
    </main>
  );
}

interface GuessingRoomProps {
  readonly room: RoomProgress;
  readonly show: Show;
  readonly dilemma: Dilemma;
}

function GuessingRoom({ room, show, dilemma }: GuessingRoomProps): JSX.Element {
  const { t } = useText();
  const what = show.consequences.find((one) => one.room === room.room);
  const option = dilemma.options.find((one) => one.option === what?.option);
  return (
    <li>
      {show.session.rooms.length > 1 && <h2>{roomName(t, room.room)}</h2>}
      {option !== undefined && (
        <p class="wall-row">
          <Letter option={option.option} />
          <span>{option.title}</span>
        </p>
      )}
      <p>{t('movers.count', { n: room.movers, m: room.present })}</p>
    </li>
  );
}
