/* after.tsx -- the talk afterwards: what each room did and where nothing was done, rooms side by side, where
 * to begin, and keeping or deleting. */
import '../../core/later';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import presentation from 'phosphor:projector-screen';
import undo from 'phosphor:arrow-counter-clockwise';
import { date } from '../../core/i18n';
import type { TextKey } from '../../core/i18n';
import { ROOM_ALL, type DebriefRoom } from '../../core/types';
import { roles } from '../../core/roles';
import { Button } from '../../ui/button';
import { Chips } from '../../ui/chips';
import { BefellRounds } from '../../ui/befell';
import { Letter } from '../../ui/letter';
import { TabPanel, Tabs } from '../../ui/tabs';
import { WithOptions } from '../../ui/with-options';
import { Matrix } from '../../ui/matrix';
import { useText, type Texts } from '../../ui/reading';
import { Compared } from '../../ui/own/compared';
import { Select } from '../../ui/select';
import { phaseTerm, roomName } from '../../ui/words';
import type { Desk } from '../live/desk';
import '../../ui/story.css';
import { Keep } from './keep';
import { Paper } from '../paper/paper';
import { paperTitle } from '../paper/title';
import { showSpot, Timeline, useSpot } from './timeline';

const tabs = { timeline: 'trainer.tab_timeline', matrix: 'trainer.tab_matrix' } as const satisfies Record<
  string,
  TextKey
>;
type Tab = keyof typeof tabs;
const BUTTONS_MAX = 6;
const BESIDE_MAX = 4; // More rooms than these are rows of the table, not columns.
const ALL = -1; // As a room: all of them.

export function After({ desk, onGone }: { readonly desk: Desk; readonly onGone: () => void }): JSX.Element {
  const { t, lang } = useText();
  const { screen, live } = desk;
  const debrief = screen.sections.debrief;
  const rooms = debrief?.rooms ?? [];
  const played = rooms.some((one) => one.decisions.length > 0);
  const [tab, setTab] = useState<Tab>('timeline');
  const panels = useId();
  const [spot, setSpot] = useSpot(desk, rooms);
  const [today] = useState(() => Date.now());
  const title = paperTitle({ t, lang }, desk.session, today);
  const room = rooms.find((one) => one.room === spot.room) ?? rooms[0];
  const several = rooms.length > 1;
  const all = several && tab === 'timeline';
  const called = room === undefined ? '' : several ? t('room.the', { room: roomName(t, room.room) }) : t('room.group');
  return (
    <>
      <section class="desk-step" aria-label={t('trainer.now')}>
        <div class="desk-dilemma after-head">
          <h2>{t('step.debrief')}</h2>
          {played && (
            <Tabs
              label={t('step.debrief')}
              tabs={(Object.keys(tabs) as Tab[]).map((value) => ({ value, title: t(tabs[value]) }))}
              value={tab}
              onPick={setTab}
              panels={panels}
            />
          )}
        </div>
        <div class="desk-space">
          {several && (
            <WhichRoom
              rooms={rooms}
              all={all}
              value={all && spot.room === ALL ? ALL : (room?.room ?? 0)}
              onPick={(picked) => setSpot({ room: picked, turn: null })}
            />
          )}
        </div>
        <div class="desk-controls">
          {desk.session.status === 'running' && desk.trainer.rooms.some((one) => one.can_undo) && (
            <Button compact icon={undo} onClick={() => live.command({ type: 'room_undo', room: ROOM_ALL })}>
              {t('trainer.undo')}
            </Button>
          )}
          <Button
            kind="main"
            compact
            icon={presentation}
            onClick={() =>
              live.command(
                played && tab === 'timeline'
                  ? showSpot(spot)
                  : {
                      type: 'projector_show',
                      view: 'debrief',
                      room: several && room !== undefined ? room.room : ROOM_ALL,
                    },
              )
            }
          >
            {t('trainer.on_screen')}
          </Button>
        </div>
      </section>
      <main class="after" id="main" tabIndex={-1}>
        {!played && (
          <section class="sheet">
            <p>{t('trainer.nothing_played')}</p>
          </section>
        )}
        {played && tab === 'timeline' && (
          <TabPanel panels={panels} value="timeline">
            <Timeline desk={desk} rooms={rooms} spot={spot} onSpot={setSpot} />
          </TabPanel>
        )}
        {played && tab === 'matrix' && (
          <TabPanel panels={panels} value="matrix">
            <Overview desk={desk} room={room} called={called} />
            {screen.sections.scan?.team && room !== undefined && (
              <div class="sheet">
                <Compared team={screen.sections.scan.team} rows={room.matrix} voice="team" />
              </div>
            )}
          </TabPanel>
        )}
        <Keep
          token={live.token}
          code={desk.session.code}
          what={t('trainer.keep_what', { date: date(lang, desk.session.delete_at_ms) })}
          deletable={screen.sections.me !== undefined && roles[screen.sections.me.role].owns}
          report={played ? title : null}
          onGone={onGone}
        />
      </main>
      {played && <Paper desk={desk} title={title} />}
    </>
  );
}

interface WhichRoomProps {
  readonly rooms: readonly DebriefRoom[];
  readonly all: boolean; // They can be looked at together.
  readonly value: number;
  readonly onPick: (room: number) => void;
}

/* A few rooms are buttons, many a list: the talk must not begin below sixty buttons. */
function WhichRoom({ rooms, all, value, onPick }: WhichRoomProps): JSX.Element {
  const { t } = useText();
  const named = rooms.map((one) => ({ value: one.room, body: roomName(t, one.room) }));
  const whole = all ? [{ value: ALL, body: t('timeline.all') }] : [];
  const props = { hideLabel: true, label: t('trainer.rooms') };
  if (rooms.length <= BUTTONS_MAX)
    return <Chips {...props} layout="tight" value={value} onPick={onPick} chips={[...named, ...whole]} />;
  return (
    <Select
      {...props}
      value={String(value)}
      onPick={(room) => onPick(Number(room))}
      options={[...whole, ...named].map((one) => ({ value: String(one.value), label: one.body }))}
    />
  );
}

/* What was done and where nothing was, what was decided, and where to begin the talk. */
function Overview({
  desk,
  room,
  called,
}: {
  readonly desk: Desk;
  readonly room: DebriefRoom | undefined;
  readonly called: string;
}): JSX.Element {
  const { t } = useText();
  const debrief = desk.screen.sections.debrief;
  const many = (debrief?.rooms.length ?? 0) > BESIDE_MAX;
  return (
    <div class="after-overview">
      {room !== undefined && (
        <section class="sheet">
          <h2>{t('trainer.matrix', { room: called })}</h2>
          <p class="soft small lead-in">{t('trainer.matrix_lead')}</p>
          <Matrix bars phaseOf={phaseTerm} caption={t('debrief.matrix_caption', { room: called })} rows={room.matrix} />
          {room.ending !== '' && (
            <div class="story block">
              <p>{room.ending}</p>
            </div>
          )}
        </section>
      )}
      <div class="after-side">
        {!many && <SideBySide desk={desk} />}
        {debrief !== undefined && debrief.befell.length > 0 && (
          <section class="sheet">
            <h2>{t('befell.title')}</h2>
            <BefellRounds all={debrief.befell} several={debrief.rooms.length > 1} rooms={debrief.rooms.length} />
          </section>
        )}
        {room !== undefined && <LookedBack room={room} called={called} />}
        {debrief?.double_loop[0] !== undefined && (
          <section class="lit">
            <h2>{t('trainer.begin_here')}</h2>
            <p class="desk-question">{debrief.double_loop[0].text}</p>
            <ul class="desk-list">
              {[...debrief.double_loop.slice(1), ...debrief.single_loop].map((one, i) => (
                <li key={i}>{one.text}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {many && <SideBySide desk={desk} />}
    </div>
  );
}

/* Round by round: what moved most, and what would have with each other option. */
function LookedBack({ room, called }: { readonly room: DebriefRoom; readonly called: string }): JSX.Element | null {
  const { t } = useText();
  const rounds = room.decisions.filter((one) => one.options.length > 0);
  if (rounds.length === 0) return null;
  return (
    <section class="sheet">
      <details>
        <summary>
          <h2>{t('debrief.with_other', { room: called })}</h2>
        </summary>
        <p class="soft small lead-in">{t('debrief.with_lead')}</p>
        <ol class="looked-back">
          {rounds.map((one) => (
            <li key={one.round}>
              <b>{one.dilemma}</b>
              <WithOptions decided={one} />
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

/* What each room decided in each dilemma: dilemmas by rooms, or, where rooms are many, rooms by dilemmas. */
function SideBySide({ desk }: { readonly desk: Desk }): JSX.Element {
  const { t } = useText();
  const rooms = desk.screen.sections.debrief?.rooms ?? [];
  const rounds = rooms[0]?.decisions ?? [];
  const many = rooms.length > BESIDE_MAX;
  const called = rooms.length > 1 ? t('trainer.side_by_side') : t('trainer.decisions');
  const roomHead = (room: DebriefRoom): string => (rooms.length > 1 ? roomName(t, room.room) : t('trainer.decided'));
  const table = (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={called}>
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col">{many ? t('trainer.rooms') : t('debrief.dilemma')}</th>
            {(many ? [...rounds.map((one) => one.dilemma), t('trainer.changed')] : rooms.map(roomHead)).map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {many
            ? rooms.map((room) => (
                <tr key={room.room}>
                  <th scope="row">{roomHead(room)}</th>
                  {rounds.map((one) => (
                    <DecidedCell key={one.round} room={room} round={one.round} />
                  ))}
                  <td>{changedOf(t, room)}</td>
                </tr>
              ))
            : rounds.map((one) => (
                <tr key={one.round}>
                  <th scope="row">{one.dilemma}</th>
                  {rooms.map((room) => (
                    <DecidedCell key={room.room} room={room} round={one.round} />
                  ))}
                </tr>
              ))}
          {!many && (
            <tr>
              <th scope="row">{t('trainer.changed')}</th>
              {rooms.map((room) => (
                <td key={room.room}>{changedOf(t, room)}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
  if (!many)
    return (
      <section class="sheet">
        <h2>{called}</h2>
        {table}
      </section>
    );
  return (
    <section class="sheet side-many">
      <details>
        <summary>
          <h2>{called}</h2>
        </summary>
        {table}
      </details>
    </section>
  );
}

const changedOf = (t: Texts['t'], room: DebriefRoom): string =>
  t('trainer.times', { n: room.decisions.reduce((sum, one) => sum + one.changed, 0) });

function DecidedCell({ room, round }: { readonly room: DebriefRoom; readonly round: number }): JSX.Element {
  const one = room.decisions.find((decision) => decision.round === round);
  if (one === undefined || one.option < 0) return <td />;
  return (
    <td>
      <span class="option-named">
        <Letter option={one.option} small /> {one.option_title}
      </span>
    </td>
  );
}
