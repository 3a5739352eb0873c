/* dashboard.tsx -- everything at a glance, no page changes: who is here, where everybody is, what they chose,
 * what it did, and what to say next. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import hourglass from 'phosphor:hourglass-medium';
import type { Live } from '../../core/live';
import { stillHere } from '../../core/roles';
import { rules, type RuleTraits } from '../../core/rules';
import type { Screen } from '../../core/screen';
import type { KeptSeat } from '../../core/storage';
import type { TrainerRoom } from '../../core/types';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { roomName } from '../../ui/words';
import { SkipLink } from '../../ui/skip-link';
import { AfterLater } from '../after/after-later';
import { Calm } from './calm';
import { Controls, StepPath } from './controls';
import {
  onlyTalk,
  peopleOf,
  progressOf,
  resultOf,
  somebodyChose,
  roomsWithPeople,
  timerOf,
  usedRooms,
  type Desk,
} from './desk';
import { Doors } from './doors';
import { ManyRooms } from './many-rooms';
import { Rehearsing } from './rehearsing';
import { CARDS_MAX, Rooms } from './rooms';
import { ScanLater } from './scan-later';
import { Side } from './side';
import { Top } from './top';

interface DashboardProps {
  readonly live: Live;
  readonly screen: Screen;
  readonly seat: KeptSeat;
  readonly onStart: () => void;
  readonly onGone: () => void;
}

export function Dashboard({ live, screen, seat, onStart, onGone }: DashboardProps): JSX.Element {
  const { t } = useText();
  const [looked, lookAt] = useState<number | null>(null);
  const { session, round, trainer } = screen.sections;
  if (session === undefined || round === undefined || trainer === undefined) {
    return (
      <main class="after">
        <h1>{screen.link === 'lost' ? t('participant.opening_lost') : t('trainer.loading')}</h1>
      </main>
    );
  }
  const many = trainer.rooms.length > CARDS_MAX;
  const used = roomsWithPeople(trainer, screen.sections.people);
  const beside = trainer.rooms.find((room) => room.room === looked) ?? (many ? undefined : used[0]);
  const desk: Desk = { live, screen, session, round, trainer, used, beside, lookAt };
  const ended =
    session.status === 'ended' || (trainer.rooms.length > 0 && trainer.rooms.every((room) => room.step === 'debrief'));
  const lobby = session.status === 'created' || session.status === 'lobby';
  const wide = round.step === 'consequence';
  return (
    <div class="desk-page">
      <SkipLink />
      <Top desk={desk} seat={seat} onStart={onStart} onGone={onGone} />
      <Rehearsing desk={desk} onGone={onGone} />
      {!ended && <Controls desk={desk} />}
      {!ended && !lobby && (
        <section class="desk-now" aria-label={t('trainer.path')}>
          <StepPath desk={desk} />
          {(!many || session.paused) && <Hint desk={desk} />}
        </section>
      )}
      {ended ? (
        <AfterLater desk={desk} onGone={onGone} />
      ) : many ? (
        <ManyRooms desk={desk} doors={lobby ? <BeforeMany desk={desk} /> : null} />
      ) : (
        <main id="main" tabIndex={-1} class={wide ? 'desk desk-wide' : 'desk'}>
          <div class="stack-wide">
            {lobby && <Doors desk={desk} />}
            {lobby && <ScanLater desk={desk} />}
            <Rooms desk={desk} />
          </div>
          <Side desk={desk} />
        </main>
      )}
    </div>
  );
}

function BeforeMany({ desk }: { readonly desk: Desk }): JSX.Element {
  return (
    <>
      <Doors desk={desk} />
      <ScanLater desk={desk} />
    </>
  );
}

/* Announced when something needs the trainer; counts that change with every tap are only there to be read. */
function Hint({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const { text, quiet } = hintOf(t, desk);
  return (
    <p class="desk-hint">
      <Icon d={hourglass} />
      <span>{quiet ? text : <Calm text={text} />}</span>
    </p>
  );
}

/* What keeps a room from its decision, besides people who are still thinking. */
function undecided(
  desk: Desk,
  all: boolean,
): 'nobody_chose' | 'objection' | RuleTraits['hint'] | RuleTraits['tieHint'] {
  const rule = rules[desk.session.rule];
  const deciding = desk.trainer.rooms.filter((room) => room.step === 'decision' && room.decision < 0);
  if (deciding.length === 0) return null;
  const results = deciding.map((room) => resultOf(desk, room.room));
  if (!deciding.every(somebodyChose)) return 'nobody_chose';
  if (results.some((result) => result?.tie)) return rule.tieHint;
  if (rule.mayObject && results.some((result) => result !== undefined && result.objections.length > 0))
    return 'objection';
  const heard = all || (rule.spokespersonDecides && onlySpokespeople(desk, deciding));
  return heard ? rule.hint : null;
}

/* Only spokespeople are left: everybody else gave advice. */
function onlySpokespeople(desk: Desk, rooms: readonly TrainerRoom[]): boolean {
  const here = stillHere(rooms.flatMap((room) => peopleOf(desk, room.room))).filter((person) => person.present);
  return here.every((person) => person.state === 'done' || person.spokesperson);
}

interface Said {
  readonly text: string;
  readonly quiet: boolean;
}

/* Go on, or wait? It follows from how many are done, and from what stands in the way of a decision. */
function hintOf(t: Texts['t'], desk: Desk): Said {
  let done = 0;
  let expected = 0;
  for (const room of desk.trainer.rooms) {
    const progress = progressOf(desk, room.room);
    done += progress?.done ?? 0;
    expected += progress?.expected ?? 0;
  }
  const aloud = (text: string): Said => ({ text, quiet: false });
  if (desk.session.paused) return aloud(t('trainer.hint_paused'));
  if (expected === 0) return aloud(t('trainer.hint_nobody'));
  const waiting = desk.trainer.rooms.filter((room) => progressOf(desk, room.room)?.waiting);
  if (waiting.length > 0) {
    return aloud(
      desk.trainer.rooms.length === 1
        ? t('trainer.hint_gate')
        : waiting.length === 1
          ? t('trainer.hint_gate_room', { room: roomName(t, waiting[0]?.room ?? 0) })
          : t('trainer.hint_gate_rooms', { n: waiting.length }),
    );
  }
  const closing = usedRooms(desk).map((room) => timerOf(desk, room.room)?.closing_ms ?? 0);
  if (closing.every((until_ms) => until_ms > 0)) return aloud(t('trainer.hint_closing'));
  const busy = desk.trainer.rooms.reduce((sum, room) => sum + (progressOf(desk, room.room)?.holding ?? 0), 0);
  if (done >= expected && busy > 0) return aloud(t('trainer.hint_busy', { n: busy }));
  const open = undecided(desk, done >= expected);
  if (open !== null) return aloud(t(`trainer.hint_${open}`));
  if (desk.trainer.rooms.every((room) => onlyTalk(desk, room.step))) return aloud(t('trainer.hint_talk'));
  const values = { n: done, m: expected };
  if (done >= expected) return aloud(t('trainer.hint_all', values));
  return {
    text: done * 4 >= expected * 3 ? t('trainer.hint_most', values) : t('trainer.hint_some', values),
    quiet: true,
  };
}
