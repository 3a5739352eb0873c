/* more-menu.tsx -- everything that is needed now and then. What cannot be undone asks once. */
import '../../core/later';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import flag from 'phosphor:flag-checkered';
import handshake from 'phosphor:handshake';
import house from 'phosphor:house';
import linkIcon from 'phosphor:link';
import lock from 'phosphor:lock-simple';
import lockOpen from 'phosphor:lock-simple-open';
import trash from 'phosphor:trash';
import { deleteSession } from '../../core/api';
import type { KeptSeat } from '../../core/storage';
import { roles, stillHere } from '../../core/roles';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';
import { Ask } from './ask';
import type { Desk } from './desk';
import { LinksDialog } from './links-dialog';

export interface MoreMenuProps {
  readonly desk: Desk;
  readonly seat: KeptSeat;
  readonly onClose: () => void;
  readonly onStart: () => void;
  readonly onGone: () => void;
}

export function MoreMenu({ desk, seat, onClose, onStart, onGone }: MoreMenuProps): JSX.Element {
  const { t, lang } = useText();
  const [page, setPage] = useState<'list' | 'links' | 'end' | 'delete' | 'hand'>('list');
  const [problem, setProblem] = useState<string | null>(null);
  const { live, session, screen } = desk;
  const heirs = stillHere(screen.sections.people?.seats ?? []).filter(
    (person) => roles[person.role].leads && !roles[person.role].owns,
  );
  const owns = screen.sections.me !== undefined && roles[screen.sections.me.role].owns;
  const act = (run: () => void): void => {
    run();
    onClose();
  };
  if (page === 'links') return <LinksDialog desk={desk} seat={seat} onClose={onClose} />;
  if (page === 'end') {
    return (
      <Ask
        title={t('trainer.end')}
        what={t('trainer.end_what')}
        yes={t('trainer.end_go')}
        onClose={onClose}
        onYes={() => act(() => live.command({ type: 'session_end' }))}
      />
    );
  }
  if (page === 'delete') {
    return (
      <Ask
        title={t('trainer.delete')}
        what={t('trainer.delete_what')}
        yes={t('trainer.delete_go')}
        problem={problem}
        onClose={onClose}
        onYes={() =>
          void deleteSession(lang, live.token).then((answer) => {
            if (answer.ok) onGone();
            else setProblem(answer.problem.message || t('join.unreachable'));
          })
        }
      />
    );
  }
  if (page === 'hand') {
    return (
      <Dialog title={t('trainer.hand')} onClose={onClose}>
        <p>{heirs.length === 0 ? t('trainer.hand_nobody') : t('trainer.hand_what')}</p>
        <div class="menu-list">
          {heirs.map((person) => (
            <Button
              key={person.seat}
              full
              onClick={() => act(() => live.command({ type: 'hand_over', target: person.seat }))}
            >
              {person.name === '' ? t('trainer.cotrainer') : person.name}
            </Button>
          ))}
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('trainer.more')} onClose={onClose}>
      <div class="menu-list">
        <Button full icon={linkIcon} onClick={() => setPage('links')}>
          {t('trainer.links')}
        </Button>
        {session.status !== 'ended' && (
          <Button
            full
            icon={session.locked ? lockOpen : lock}
            onClick={() => act(() => live.command({ type: 'session_lock', locked: !session.locked }))}
          >
            {session.locked ? t('trainer.unlock') : t('trainer.lock')}
          </Button>
        )}
        {owns && (
          <Button full icon={handshake} onClick={() => setPage('hand')}>
            {t('trainer.hand')}
          </Button>
        )}
        <Button full icon={house} onClick={onStart}>
          {t('trainer.to_start')}
        </Button>
        {session.status !== 'ended' && (
          <Button full icon={flag} onClick={() => setPage('end')}>
            {t('trainer.end')}
          </Button>
        )}
        {owns && (
          <Button full kind="destroy" icon={trash} onClick={() => setPage('delete')}>
            {t('trainer.delete')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
