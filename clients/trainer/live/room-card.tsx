/* room-card.tsx -- one room: its people, what they chose, its team; each with its own controls. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import eye from 'phosphor:eye';
import eyeSlash from 'phosphor:eye-slash';
import lightning from 'phosphor:lightning';
import usersIcon from 'phosphor:users';
import { stillHere } from '../../core/roles';
import { stepTraits } from '../../core/steps';
import type { Cause, Session, TrainerRoom } from '../../core/types';
import { Befallen, BefellWords } from '../../ui/befell';
import { Button } from '../../ui/button';
import { chairsOf } from '../../ui/chairs';
import { useText } from '../../ui/reading';
import { SeatTable } from '../../ui/seat-table';
import { roomName } from '../../ui/words';
import { consequenceOf, onlyTalk, peopleOf, progressOf, together, type Desk } from './desk';
import { HappeningLater } from './happening-later';
import { PeopleDialog } from './people-dialog';
import { RoomActions } from './room-actions';
import { ClosingLine } from './closing-line';
import { Apart } from './room-apart';
import { Decided, Undecided } from './room-decide';
import { RoomTeam } from './room-team';
import { RoomVotes } from './room-votes';
import { Why } from '../../ui/why';

interface RoomProps {
  readonly desk: Desk;
  readonly room: TrainerRoom;
}

interface RoomCardProps extends RoomProps {
  readonly flag?: JSX.Element; // What it asks for.
  readonly direct?: JSX.Element; // What to say and ask.
}

export function RoomCard({ desk, room, flag, direct }: RoomCardProps): JSX.Element {
  const { t } = useText();
  const { session } = desk;
  const name = session.rooms.length > 1 ? roomName(t, room.room) : t('trainer.the_room');
  const { votes, told } = stepTraits[room.step];
  const consequence = told ? consequenceOf(desk, room) : undefined;
  const running = session.status === 'running';
  return (
    <article class="sheet room-card">
      <Head desk={desk} room={room} name={name} flag={flag} />
      {direct}
      <div>
        {!together(desk) && running && <Apart desk={desk} room={room} />}
        {running && <ClosingLine desk={desk} room={room} />}
        {room.held && <p class="room-held small">{t('trainer.held')}</p>}
        {running && session.rooms.length > 1 && <RoomActions desk={desk} room={room} name={name} />}
        {room.decision >= 0 && <Decided desk={desk} room={room} />}
        {consequence === undefined && <Chairs desk={desk} room={room} name={name} />}
        {votes === 'open' && <RoomVotes desk={desk} room={room} />}
        {room.step === 'decision' && room.decision < 0 && <Undecided desk={desk} room={room} />}
      </div>
      <div>
        {room.step !== 'lobby' && <RoomTeam desk={desk} room={room} />}
        {consequence !== undefined && consequence.most !== '' && <p class="room-most">{consequence.most}</p>}
        {consequence !== undefined && <Befallen all={consequence.befell} />}
        {consequence?.why[0] !== undefined && (
          <WhyItWent first={consequence.why[0]} causes={consequence.why} session={session} />
        )}
        {running && canBring(desk) && consequence === undefined && <Happening desk={desk} room={room} />}
      </div>
    </article>
  );
}

interface HeadProps extends RoomProps {
  readonly name: string;
  readonly flag: JSX.Element | undefined;
}

function Head({ desk, room, name, flag }: HeadProps): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const show = (): void => desk.live.command({ type: 'result_show', room: room.room, shown: !room.shown });
  return (
    <div class="room-head">
      <h3>{name}</h3>
      {flag}
      <div class="row">
        {stepTraits[room.step].votes !== 'none' && (
          <Button
            kind="quiet"
            compact
            icon={room.shown ? eyeSlash : eye}
            label={t(room.shown ? 'trainer.hide_of' : 'trainer.show_of', { room: name })}
            onClick={show}
          >
            {room.shown ? t('trainer.hide') : t('trainer.show')}
          </Button>
        )}
        <Button
          kind="quiet"
          compact
          icon={usersIcon}
          label={t('trainer.people_of', { room: name })}
          onClick={() => setOpen(true)}
        >
          {t('trainer.people')}
        </Button>
      </div>
      {open && <PeopleDialog desk={desk} room={room.room} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Chairs({ desk, room, name }: RoomProps & { readonly name: string }): JSX.Element {
  const { t } = useText();
  const people = stillHere(peopleOf(desk, room.room));
  const progress = progressOf(desk, room.room);
  const lobby = room.step === 'lobby';
  return (
    <SeatTable
      label={t('trainer.people_of', { room: name })}
      chairs={chairsOf(t, people, -1, lobby ? 'lobby' : 'step')}
    >
      <b>
        {lobby || onlyTalk(desk, room.step)
          ? t('lobby.here', { n: people.length })
          : progress?.waiting
            ? t('trainer.at_gate')
            : progress === undefined || progress.expected === 0
              ? t('tile.flag_alone')
              : t('trainer.done', { n: progress.done, m: progress.expected })}
      </b>
    </SeatTable>
  );
}

interface WhyItWentProps {
  readonly first: Cause;
  readonly causes: readonly Cause[];
  readonly session: Session;
}

function WhyItWent({ first, causes, session }: WhyItWentProps): JSX.Element {
  const { t } = useText();
  return (
    <>
      <p class="room-why">
        <b>{first.title}.</b> {first.text}
      </p>
      <details>
        <summary>{t('trainer.causes')}</summary>
        <Why causes={causes} members={session.scenario.members} />
      </details>
    </>
  );
}

const canBring = ({ trainer }: Desk): boolean => trainer.happenings.length > 0 || trainer.effects.length > 0;

/* Something befalls the team in this round; until then it can be taken back. */
function Happening({ desk, room }: RoomProps): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <div class="room-actions">
      <Button compact icon={lightning} onClick={() => setOpen(true)}>
        {t('trainer.happening')}
      </Button>
      <ul class="brought small" aria-live="polite">
        {room.brought.map((one) => (
          <li key={one.pulse}>
            {t('trainer.happening_comes', { name: one.name })}{' '}
            <Button
              kind="quiet"
              compact
              label={t('trainer.happening_drop_of', { name: one.name })}
              onClick={() => desk.live.command({ type: 'happening_drop', room: room.room, pulse: one.pulse })}
            >
              {t('trainer.happening_drop')}
            </Button>
          </li>
        ))}
        {room.written !== null && (
          <li>
            {t('trainer.happening_comes_own')} <BefellWords one={room.written} />{' '}
            <Button
              kind="quiet"
              compact
              label={t('trainer.happening_drop_of', { name: room.written.text })}
              onClick={() => desk.live.command({ type: 'happening_erase', room: room.room })}
            >
              {t('trainer.happening_drop')}
            </Button>
          </li>
        )}
      </ul>
      {open && <HappeningLater desk={desk} room={room.room} onClose={() => setOpen(false)} />}
    </div>
  );
}
