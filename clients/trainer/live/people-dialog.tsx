/* people-dialog.tsx -- who sits in a room: move them, ask them to leave, let them back, and a link for when a
 * phone is dead. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { qrPath, seatLink } from '../../core/api';
import { onItsWay } from '../../core/screen';
import type { Person } from '../../core/types';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { Dialog } from '../../ui/dialog';
import { useReached } from '../../ui/reached';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import { roomName } from '../../ui/words';
import { peopleOf, type Desk } from './desk';

export function PeopleDialog({
  desk,
  room,
  onClose,
}: {
  readonly desk: Desk;
  readonly room: number;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useText();
  const people = peopleOf(desk, room);
  return (
    <Dialog
      wide
      title={t('trainer.people_of', {
        room: desk.session.rooms.length > 1 ? roomName(t, room) : t('trainer.the_room'),
      })}
      onClose={onClose}
    >
      {people.length === 0 && <p class="soft">{t('trainer.people_none')}</p>}
      <ul class="person-list">
        {people.map((person) => (
          <Row key={person.seat} desk={desk} person={person} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ desk, person }: { readonly desk: Desk; readonly person: Person }): JSX.Element {
  const { t, lang } = useText();
  const [asking, setAsking] = useState(false);
  const { origin } = useReached();
  const [token, setToken] = useState<string | null>(null);
  const link = token === null ? null : `${origin}/#t=${token}`;
  const { live, session } = desk;
  const actions = useRef<HTMLSpanElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // The button that was pressed gave way to another: the focus goes there.
    if (!first.current) [...(actions.current?.querySelectorAll('button') ?? [])].at(asking ? -1 : 0)?.focus();
    first.current = false;
  }, [asking, person.removed]);
  const remove = (removed: boolean): void => {
    live.command({ type: 'seat_remove', target: person.seat, removed });
    setAsking(false);
  };
  const makeLink = async (): Promise<void> => {
    const answer = await seatLink(person.seat, lang, live.token);
    if (answer.ok) setToken(answer.value.token);
  };
  return (
    <li>
      <span>
        <b>{person.name}</b>{' '}
        <span class="soft small">
          {person.removed ? t('trainer.is_out') : person.present ? t('trainer.is_here') : t('trainer.is_away')}
          {person.spokesperson ? `, ${t('trainer.is_spokesperson')}` : ''}
        </span>
      </span>
      <span class="row" ref={actions}>
        {session.rooms.length > 1 && !person.removed && (
          <Select
            hideLabel
            label={t('trainer.move', { name: person.name })}
            value={String(
              onItsWay(desk.screen, 'seat_move', (command) => command.target === person.seat)?.room ?? person.room,
            )}
            onPick={(to) => live.command({ type: 'seat_move', target: person.seat, room: Number(to) })}
            options={session.rooms.map((one) => ({ value: String(one.room), label: roomName(t, one.room) }))}
          />
        )}
        {!person.removed && (
          <Button compact label={t('trainer.device_for', { name: person.name })} onClick={() => void makeLink()}>
            {t('trainer.device')}
          </Button>
        )}
        {person.removed ? (
          <Button compact onClick={() => remove(false)}>
            {t('trainer.let_back')}
          </Button>
        ) : asking ? (
          <>
            <Button kind="destroy" compact onClick={() => remove(true)}>
              {t('trainer.remove_sure', { name: person.name })}
            </Button>
            <Button compact onClick={() => setAsking(false)}>
              {t('action.stay')}
            </Button>
          </>
        ) : (
          <Button compact label={t('trainer.remove_of', { name: person.name })} onClick={() => setAsking(true)}>
            {t('trainer.remove')}
          </Button>
        )}
      </span>
      {link !== null && (
        <div class="person-link">
          <img class="qr" src={qrPath(link)} alt={t('menu.device_qr')} width="240" height="240" />
          <CopyLink link={link} label={t('trainer.device_link', { name: person.name })} />
        </div>
      )}
    </li>
  );
}
