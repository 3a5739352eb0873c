/* side.tsx -- what the trainer says next: what to say and ask, what lies behind it, what each option would
 * do, what people shared, and what just happened. */
import type { ComponentChildren, JSX } from 'preact';
import { clock } from '../../core/i18n';
import type { Session } from '../../core/types';
import { useText, type Texts } from '../../ui/reading';
import { SaysWho } from '../../ui/says-who';
import { Select } from '../../ui/select';
import { certaintyName, roomName, stepName } from '../../ui/words';
import { dilemmaOf, usedRooms, type Desk } from './desk';
import { DirectCard } from './direct-card';
import { gathered, roomsInWords, type HappenedLately } from './happened';
import { lookAt } from './look';
import { useNow } from './use-now';
import { WhatIf } from './what-if';

interface SideProps {
  readonly desk: Desk;
  readonly directed?: boolean; // The room in full says what to ask, and which room it is.
}

const LOOK_AGAIN_MS = 15_000;

export function Side({ desk, directed = false }: SideProps): JSX.Element {
  const texts = useText();
  const { t, lang } = texts;
  const now = useNow(LOOK_AGAIN_MS) + desk.screen.clock_offset_ms;
  const { trainer, session } = desk;
  const dilemma = desk.beside === undefined ? undefined : dilemmaOf(desk, desk.beside);
  const background = dilemma?.background ?? [];
  const notes = trainer.rooms.flatMap((room) => room.reflections.map((note) => ({ ...note, room: room.room })));
  return (
    <aside class="desk-side" aria-label={t('trainer.side')}>
      {!directed && <Beside desk={desk} />}
      {!directed && desk.beside !== undefined && (
        <DirectCard desk={desk} room={desk.beside} look={lookAt(desk, desk.beside, now)} />
      )}
      <WhatIf desk={desk} />
      {background.length > 0 && (
        <Fold title={t('trainer.background')} folded={directed}>
          <ul class="desk-list">
            {background.map((one, i) => (
              <li key={i}>
                <b>
                  {one.title}
                  {/[.?]$/.test(one.title) ? '' : '.'}
                </b>{' '}
                {one.text}
                <span class="source">
                  {[certaintyName(t, one.certainty), one.source].filter((word) => word !== '').join(': ')}
                </span>
              </li>
            ))}
          </ul>
          <p class="source">
            <SaysWho />
          </p>
        </Fold>
      )}
      {notes.length > 0 && (
        <section>
          <h2 class="tool-head">{t('trainer.notes')}</h2>
          <ul class="desk-list">
            {notes.map((note, i) => (
              <li key={i}>
                {session.rooms.length > 1 && <b>{roomName(t, note.room)} </b>}
                {note.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {trainer.happened.length > 0 && (
        <section>
          <h2 class="tool-head">{t('trainer.happened')}</h2>
          <ul class="desk-list">
            {gathered(trainer.happened).map((one, i) => (
              <li key={i}>
                <span class="soft">{clock(lang, one.newest.at_ms)}</span> {happenedWords(texts, session, one)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/* To read beforehand. Beside a wall of tiles it is folded: the room in full is long enough. */
function Fold({
  title,
  folded,
  children,
}: {
  readonly title: string;
  readonly folded: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  if (!folded)
    return (
      <section>
        <h2 class="tool-head">{title}</h2>
        {children}
      </section>
    );
  return (
    <section>
      <details>
        <summary>
          <h2 class="tool-head">{title}</h2>
        </summary>
        {children}
      </details>
    </section>
  );
}

/* Which room all this is about: what it costs and brings differs between rooms, and their dilemmas may. */
function Beside({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const rooms = usedRooms(desk).filter((room) => room.dilemma >= 0);
  if (rooms.length < 2 || desk.beside === undefined) return null;
  return (
    <Select
      label={t('trainer.beside')}
      value={String(desk.beside.room)}
      onPick={(room) => desk.lookAt(Number(room))}
      options={rooms.map((one) => ({ value: String(one.room), label: roomName(t, one.room) }))}
    />
  );
}

function happenedWords(texts: Texts, session: Session, told: HappenedLately): string {
  const { t } = texts;
  const one = told.newest;
  const step = stepName(t, one.step).toLowerCase();
  if (told.rooms.length > 1 && (one.kind === 'step' || one.kind === 'decided'))
    return t(`trainer.happened_${one.kind}_many`, { rooms: roomsInWords(texts, told), step });
  const room = one.room >= 0 && session.rooms.length > 1 ? roomName(t, one.room) : t('trainer.the_room');
  const kind = one.kind === 'joined' && session.rooms.length < 2 ? 'joined_here' : one.kind;
  return t(`trainer.happened_${kind}`, {
    name: one.name === '' ? t('trainer.someone') : one.name,
    room,
    step,
  });
}
