/* keys.tsx -- the desk by keyboard: single keys for what is done often, a dialog that shows them, and a switch for
 * whoever would rather not have them. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ROOM_ALL, type TrainerRoom } from '../../core/types';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';
import { shelf } from '../../ui/shelf';
import { Switch } from '../../ui/switch';
import type { Desk } from './desk';
import { bring, extend, gatherAt, hold } from './gather';
import { keys, keyWords, type Key } from './key-words';

const KEPT = 'dk.keys'; // "off", or nothing.

/* One of the dialogs of the first row. */
export type KeyPage = 'message' | 'projector' | 'keys';

const isKey = (key: string): key is Key => (keys as readonly string[]).includes(key);

/* Somebody is typing, or a dialog is open: then keys are letters. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return (
    target instanceof Element &&
    target.closest('textarea, select, [contenteditable], input:not([type="checkbox"]):not([type="radio"])') !== null
  );
}

/* The room that is shown in full: of many the one whose tile is open. */
function shownRoom(desk: Desk): TrainerRoom | undefined {
  const tile = document.querySelector<HTMLElement>('.tile-open');
  return desk.beside ?? desk.used.find((room) => tile !== null && room.room === Number(tile.dataset.room));
}

/* The rooms in the order in which they are looked through. */
function roomBeside(desk: Desk, by: 1 | -1): number | undefined {
  const shown = [...document.querySelectorAll<HTMLElement>('.tile[data-room]')].map((one) => Number(one.dataset.room));
  const rooms = shown.length > 0 ? shown : desk.used.map((room) => room.room);
  const at = rooms.indexOf(shownRoom(desk)?.room ?? rooms[0] ?? 0);
  return rooms[(at + by + rooms.length) % rooms.length];
}

function act(desk: Desk, key: Key, open: (page: KeyPage) => void): void {
  const { live, session } = desk;
  const shown = shownRoom(desk);
  const running = session.status === 'running';
  const place = running ? gatherAt(desk) : null;
  const look = (by: 1 | -1): void => {
    const room = roomBeside(desk, by);
    if (room !== undefined) desk.lookAt(room);
  };
  const curtain = (wanted: 'frozen' | 'dark'): void =>
    live.command({ type: 'projector_curtain', curtain: session.projector_curtain === wanted ? 'open' : wanted });
  const acts: Readonly<Record<Key, () => void>> = {
    n: () => place !== null && bring(desk, ROOM_ALL, place),
    h: () => running && shown !== undefined && hold(desk, shown.room, !shown.held),
    e: () => running && extend(desk, ROOM_ALL),
    p: () => running && live.command({ type: 'session_pause', paused: !session.paused }),
    u: () => running && live.command({ type: 'room_undo', room: ROOM_ALL }),
    j: () => look(1),
    k: () => look(-1),
    m: () => open('message'),
    s: () => open('projector'),
    d: () => curtain('dark'),
    f: () => curtain('frozen'),
    '?': () => open('keys'),
  };
  acts[key]();
}

/* "?" always shows the keys; the others can be switched off. */
export function useKeys(desk: Desk, open: (page: KeyPage) => void): void {
  const now = useRef({ desk, open });
  now.current = { desk, open };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key } = event;
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!isKey(key) || isTaken(event.target) || (key !== '?' && shelf.get(KEPT) === 'off')) return;
      event.preventDefault();
      act(now.current.desk, key, now.current.open);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

export function KeysDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useText();
  const [on, setOn] = useState(shelf.get(KEPT) !== 'off');
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl class="keys">
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(keyWords[key])}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>{t('keys.arrows_name')}</kbd>
          </dt>
          <dd>{t('keys.arrows')}</dd>
        </div>
      </dl>
      <Switch
        label={t('keys.on')}
        help={t('keys.on_help')}
        on={on}
        onChange={(wanted) => {
          setOn(wanted);
          if (wanted) shelf.remove(KEPT);
          else shelf.set(KEPT, 'off');
        }}
      />
    </Dialog>
  );
}
