/* lobby.tsx -- the table fills; whom you will lead; what happens; what is kept and until when. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import chats from 'phosphor:chats';
import eyeSlash from 'phosphor:eye-slash';
import hourglass from 'phosphor:hourglass-medium';
import signpost from 'phosphor:signpost';
import { date } from '../core/i18n';
import { playersIn, stillHere } from '../core/roles';
import { onItsWay } from '../core/screen';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { Icon } from '../ui/icon';
import { Pendant } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { SeatTable } from '../ui/seat-table';
import { roomName } from '../ui/words';
import { chairsOf } from '../ui/chairs';
import { Asked } from './asked-later';
import type { Seat } from './seat';
import type { LobbyProps } from './seat-app';
import { Word } from './word';

/* Before it starts people may be asked about their own team; where nobody plays, that is all there is. */
export function Lobby(props: LobbyProps): JSX.Element {
  const { seat, notices, menu } = props;
  const { scan } = seat.screen.sections;
  const [asking, ask] = useState(false);
  const only = scan?.use === 'link';
  const asks = scan !== undefined && scan.use !== 'none';
  if (only || (asking && scan?.open === true)) return <Asked {...props} part="page" onAsk={ask} />;
  return (
    <PhonePage page="lobby" notices={notices} menu={menu}>
      <Word session={seat.session} />
      <Waiting seat={seat}>{asks && <Asked {...props} part="card" onAsk={ask} />}</Waiting>
    </PhonePage>
  );
}

interface WaitingProps {
  readonly seat: Seat;
  readonly children: ComponentChildren;
}

function Waiting({ seat, children }: WaitingProps): JSX.Element {
  const { t, lang } = useText();
  const { session, me, screen } = seat;
  const people = stillHere(playersIn(screen.sections.people?.seats, me.room));
  const room = session.rooms.find((one) => one.room === me.room);
  const several = session.rooms.length > 1;
  const free = Math.max(0, Math.min((room?.seats ?? 0) - people.length, people.length < 12 ? 3 : 0));
  const { scenario } = session;
  return (
    <>
      {session.title !== '' && <p class="eyebrow">{session.title}</p>}
      <h1>
        {several
          ? t('lobby.title_room', { room: roomName(t, me.room), name: me.name })
          : t('lobby.title', { name: me.name })}
      </h1>
      <Pendant />
      <SeatTable lamp label={t('lobby.table')} chairs={chairsOf(t, people, me.seat, 'lobby', free)}>
        <b>{t('lobby.here', { n: people.length })}</b>
        <span>{t('lobby.wait')}</span>
      </SeatTable>
      {children}
      {several && (
        <details class="room-change">
          <summary>{t('lobby.other_room')}</summary>
          <Chips
            label={t('join.room')}
            hideLabel
            value={onItsWay(screen, 'room_choose')?.room ?? me.room}
            onPick={(to) => {
              if (to !== me.room) seat.live.command({ type: 'room_choose', room: to });
            }}
            chips={session.rooms.map((one) => ({
              value: one.room,
              off: one.taken >= one.seats && one.room !== me.room,
              body: (
                <>
                  <b>{roomName(t, one.room)}</b>
                  <small>{t('join.room_seats', { n: one.taken, m: one.seats })}</small>
                </>
              ),
            }))}
          />
        </details>
      )}
      <section class="sheet block">
        <h2>{t('lobby.team')}</h2>
        {scenario.intro !== '' && <p class="lead-in">{scenario.intro}</p>}
        <ul class="cast">
          {scenario.members.map((member) => (
            <li key={member.member}>
              <Face id={member.id} name={member.name} />
              {member.name}
              <small>{member.role}</small>
            </li>
          ))}
        </ul>
        {scenario.members.some((member) => member.story !== '') && (
          <details>
            <summary>{t('lobby.meet')}</summary>
            <dl class="cast-stories">
              {scenario.members.map((member) => (
                <div key={member.member}>
                  <dt>{member.name}</dt>
                  <dd>{member.story}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </section>
      <section class="block">
        <h2 class="tool-head">{t('lobby.what')}</h2>
        <ul class="facts">
          <li>
            <Icon d={signpost} />
            <span>
              {t('lobby.what_length', {
                n: scenario.rounds,
                minutes: scenario.minutes,
              })}
            </span>
          </li>
          <li>
            <Icon d={chats} />
            <span>{t('lobby.what_steps')}</span>
          </li>
          <li>
            <Icon d={eyeSlash} />
            <span>{session.names_shown ? t('lobby.what_names') : t('lobby.what_anonymous')}</span>
          </li>
          <li>
            <Icon d={hourglass} />
            <span>{t('lobby.what_kept', { date: date(lang, session.delete_at_ms) })}</span>
          </li>
        </ul>
      </section>
    </>
  );
}
