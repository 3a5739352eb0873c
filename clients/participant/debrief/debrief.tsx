/* debrief.tsx -- what I take with me: me beside my room, who I read well, what we did and where the
 * gaps are, cards that fit, and one intention. On paper, and as a page that is saved, it is two pages of
 * its own design. */
import type { ComponentChildren, JSX } from 'preact';
import { date } from '../../core/i18n';
import { BefellRounds } from '../../ui/befell';
import { Matrix } from '../../ui/matrix';
import { Pendant } from '../../ui/lamp';
import { useText } from '../../ui/reading';
import { roomCalled } from '../../ui/words';
import { Gradually } from '../../ui/gradually';
import { Mark } from '../../ui/mark';
import { isSolo, type Seat } from '../seat';
import { Cards } from './cards';
import { BesideRoom } from './beside-room';
import { Intention } from './intention';
import { ReadWell } from './read-well';
import './paper.css';

export function Debrief({
  seat,
  children,
}: {
  readonly seat: Seat;
  readonly children?: ComponentChildren; // After one's own choices.
}): JSX.Element {
  const { t, lang } = useText();
  const { me, session, screen } = seat;
  const debrief = screen.sections.debrief;
  const room = debrief?.rooms.find((one) => one.room === me.room) ?? debrief?.rooms[0];
  const played = room !== undefined && room.decisions.length > 0; // Else it ended before anything was decided.
  return (
    <article class="my-paper">
      <header class="only-print my-head">
        <Mark />
        <b>{t('page.app')}</b>
        <span>
          {session.title || session.scenario.title}, {date(lang, Date.now())}
        </span>
      </header>
      <Gradually>
        {me.path.length > 0 && <p class="eyebrow">{t('debrief.after', { n: me.path.length })}</p>}
        <h1>{isSolo(seat) ? t('debrief.title_solo') : t('debrief.title', { name: me.name })}</h1>
        {played && room.ending !== '' && (
          <div class="story opening">
            <p>{room.ending}</p>
          </div>
        )}
        {me.path.length > 0 && <BesideRoom path={me.path} decisions={room?.decisions ?? []} solo={isSolo(seat)} />}
        {children}
        {debrief !== undefined && debrief.befell.length > 0 && (
          <section class="block">
            <h2>{t('befell.title')}</h2>
            <BefellRounds all={debrief.befell} />
          </section>
        )}
        <ReadWell path={me.path} members={session.scenario.members} />
        {played && room.matrix.length > 0 && (
          <section class="block">
            <h2>{isSolo(seat) ? t('debrief.matrix_solo') : t('debrief.matrix')}</h2>
            <p class="lead-in">{t('debrief.matrix_lead')}</p>
            <Matrix
              caption={t('debrief.matrix_caption', { room: roomCalled(t, session, me.room) })}
              rows={room.matrix}
            />
          </section>
        )}
        {debrief !== undefined && debrief.double_loop.length > 0 && (
          <section class="block">
            <h2>{t('debrief.questions')}</h2>
            <ul class="debrief-questions">
              {[...debrief.single_loop.slice(0, 1), ...debrief.double_loop.slice(0, 2)].map((question, i) => (
                <li key={i}>{question.text}</li>
              ))}
            </ul>
          </section>
        )}
        {debrief !== undefined && debrief.cards.length > 0 && <Cards cards={debrief.cards} />}
        {debrief === undefined && <Pendant />}
        <Intention seat={seat} />
        <p class="soft small block">
          {seat.live.alone ? t('debrief.kept_here') : t('debrief.kept', { date: date(lang, session.delete_at_ms) })}
        </p>
      </Gradually>
    </article>
  );
}
