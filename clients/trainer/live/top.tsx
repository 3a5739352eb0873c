/* top.tsx -- the first row: which session, code, how many are here, what the screen shows, a message
 * to all, and everything else behind one button. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import book from 'phosphor:book-open';
import chat from 'phosphor:chat-text';
import dots from 'phosphor:dots-three-circle';
import key from 'phosphor:key';
import keyboard from 'phosphor:keyboard';
import moon from 'phosphor:moon';
import presentation from 'phosphor:projector-screen';
import users from 'phosphor:users-three';
import { codeShown } from '../../core/api';
import type { KeptSeat } from '../../core/storage';
import { roles, stillHere } from '../../core/roles';
import { at } from '../../core/root';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Wordmark } from '../../ui/mark';
import { useText } from '../../ui/reading';
import { ReadingMenu } from '../../ui/reading-menu';
import type { Desk } from './desk';
import { MessageDialog } from './message-dialog';
import { KeysDialog, useKeys, type KeyPage } from './keys';
import { Leads } from './leads';
import { MoreLater } from './more-later';
import { OpenScreen } from './open-screen';
import { ProjectorDialog } from './projector-dialog';

interface TopProps {
  readonly desk: Desk;
  readonly seat: KeptSeat;
  readonly onStart: () => void;
  readonly onGone: () => void;
}

export function Top({ desk, seat, onStart, onGone }: TopProps): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState<KeyPage | 'more' | null>(null);
  const close = (): void => setOpen(null);
  useKeys(desk, setOpen);
  const { session, screen } = desk;
  const people = stillHere(screen.sections.people?.seats ?? []).filter((person) => roles[person.role].plays);
  const here = people.filter((person) => person.present).length;
  return (
    <header class="desk-top">
      <Wordmark />
      <div class="desk-session">
        <h1>{session.title || session.scenario.title}</h1>
        {session.title !== '' && <span class="soft">{session.scenario.title}</span>}
      </div>
      <ul class="desk-facts">
        <li>
          <Icon d={key} />
          <span class="hidden-text">{t('trainer.code')}</span>
          <b class="code-small">{codeShown(session.code)}</b>
          <OpenScreen desk={desk} seat={seat} />
        </li>
        <li>
          <Icon d={users} />
          <span>
            {t('trainer.here', { n: here, m: people.length })}
            <Leads desk={desk} />
          </span>
        </li>
      </ul>
      <div class="row desk-acts">
        <Button kind="quiet" compact icon={presentation} onClick={() => setOpen('projector')}>
          {t('trainer.screen', {
            view:
              session.projector_curtain === 'open'
                ? t(`trainer.view_${session.projector_view}`)
                : t(`trainer.is_${session.projector_curtain}`),
          })}
        </Button>
        <Button
          kind="quiet"
          compact
          pressed={session.projector_curtain === 'dark'}
          icon={moon}
          onClick={() =>
            desk.live.command({
              type: 'projector_curtain',
              curtain: session.projector_curtain === 'dark' ? 'open' : 'dark',
            })
          }
        >
          {t('trainer.dark')}
        </Button>
        <Button compact icon={chat} onClick={() => setOpen('message')}>
          {t('trainer.message')}
        </Button>
      </div>
      <div class="row desk-icons">
        <a
          class="icon-button desk-guide"
          href={at('/guide/')}
          target="_blank"
          rel="noopener"
          aria-label={t('trainer.guide')}
        >
          <Icon d={book} large />
        </a>
        <button
          type="button"
          class="icon-button desk-help"
          aria-label={t('keys.title')}
          aria-haspopup="dialog"
          onClick={() => setOpen('keys')}
        >
          <Icon d={keyboard} large />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t('trainer.more')}
          aria-haspopup="dialog"
          onClick={() => setOpen('more')}
        >
          <Icon d={dots} large />
        </button>
        <ReadingMenu onLang={(lang) => desk.live.command({ type: 'language_set', lang })} />
      </div>
      {open === 'keys' && <KeysDialog onClose={close} />}
      {open === 'message' && <MessageDialog desk={desk} onClose={close} />}
      {open === 'projector' && <ProjectorDialog desk={desk} seat={seat} onClose={close} />}
      {open === 'more' && <MoreLater desk={desk} seat={seat} onClose={close} onStart={onStart} onGone={onGone} />}
    </header>
  );
}
