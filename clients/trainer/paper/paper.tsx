/* paper.tsx -- the report of a session, a design for A4: what stood out and the picture on the first page, then what
 * was decided, how people chose, what was done for whom, and what to talk about. It is on no screen; printing shows it
 * and nothing else, and it leaves as a page of its own too. No names of participants, no figures about fewer than
 * five. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { exportFile } from '../../core/api';
import { date } from '../../core/i18n';
import type { DebriefRoom, Export, MemberIntro, Sections } from '../../core/types';
import { Mark } from '../../ui/mark';
import { PhaseCounts } from '../../ui/phase-counts';
import { useText } from '../../ui/reading';
import { momentsOf, phasesAt } from '../../ui/timeline';
import { phasesNumbered, roomName } from '../../ui/words';
import type { Desk } from '../live/desk';
import { headOf, weeksOf } from './figures';
import { Outcomes } from './outcomes';
import { BESIDE_MAX, Brought, Decisions, Done, Talk, Votes, Ways } from './parts';
import { RoomWays } from './way';

interface PaperProps {
  readonly desk: Desk;
}

interface SheetProps {
  readonly desk: Desk;
  readonly debrief: Sections['debrief'];
  readonly told: Export | null; // null: not known yet.
}

const AGAIN_MS = 2_000;
const AGAIN_MOST_MS = 30_000;

/* What the server tells of votes, once the session is over. What could not be fetched is asked for again, ever less
 * often; and at once when the network is back. */
function useExport(desk: Desk): Export | null {
  const { lang } = useText();
  const [told, setTold] = useState<Export | null>(null);
  const { token } = desk.live;
  const { ended } = desk.screen.sections.debrief ?? { ended: false };
  useEffect(() => {
    let asked = true;
    let timer = 0;
    let wait = AGAIN_MS;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const blob = await exportFile('json', lang, token);
      const found = blob === null ? null : (JSON.parse(await blob.text()) as Export);
      if (!asked) return;
      if (found !== null) setTold(found);
      else later();
    };
    const later = (): void => {
      timer = window.setTimeout(again, wait);
      wait = Math.min(2 * wait, AGAIN_MOST_MS);
    };
    const again = (): void => {
      look().catch(() => undefined); // An answer that is none of ours will not be another one.
    };
    again();
    addEventListener('online', again);
    return () => {
      asked = false;
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [lang, token, ended]);
  return told;
}

/* A saved PDF is called and listed by the title of the page. */
function usePrintTitle(title: string): void {
  useEffect(() => {
    let was = document.title;
    const before = (): void => {
      was = document.title;
      document.title = title;
    };
    const after = (): void => {
      document.title = was;
    };
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, [title]);
}

export function Paper({ desk, title }: PaperProps & { readonly title: string }): JSX.Element | null {
  const told = useExport(desk);
  const { debrief } = desk.screen.sections;
  usePrintTitle(title);
  if (debrief === undefined) return null;
  return <Sheets desk={desk} debrief={debrief} told={told} />;
}

function Sheets({ desk, debrief, told }: SheetProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const { scenario } = desk.session;
  const rounds = told?.rounds ?? null;
  const rooms = debrief.rooms.filter((one) => one.decisions.length > 0);
  return (
    <article class="paper">
      <Head desk={desk} rooms={rooms.length} participants={told?.participants ?? null} />
      <p class="paper-story">
        <b>{scenario.title}.</b> {scenario.intro}
      </p>
      <h1>{headOf(t, rooms)}</h1>
      <Pictures rooms={rooms} members={scenario.members} />
      <p class="paper-small">{t('paper.legend', { weeks: weeksOf(rooms), phases: phasesNumbered(texts) })}</p>
      <Decisions rooms={rooms} rounds={rounds} />
      <Brought debrief={debrief} rooms={rooms.length} />
      <Votes rounds={rounds} />
      {rooms.length <= BESIDE_MAX && <Ways rooms={rooms} />}
      {told !== null && <Outcomes rooms={rooms} teams={told.teams} />}
      <Done rooms={rooms} />
      <Talk debrief={debrief} />
      <p class="paper-foot">{t('paper.foot')}</p>
    </article>
  );
}

function Head({
  desk,
  rooms,
  participants,
}: PaperProps & { readonly rooms: number; readonly participants: number | null }): JSX.Element {
  const { t, lang } = useText();
  const [today] = useState(() => Date.now());
  const values = { date: date(lang, today), people: participants ?? 0, n: rooms };
  return (
    <header class="paper-head">
      <span class="paper-mark">
        <Mark />
        <b>{t('page.app')}</b>
      </span>
      <p>
        {desk.session.title !== '' && <span>{desk.session.title}</span>}
        <span>{participants === null ? t('paper.when', values) : t('paper.who_when', values)}</span>
      </p>
    </header>
  );
}

/* A few rooms with faces; of more rooms, how many stand where. */
function Pictures({
  rooms,
  members,
}: {
  readonly rooms: readonly DebriefRoom[];
  readonly members: readonly MemberIntro[];
}): JSX.Element {
  const { t } = useText();
  if (rooms.length <= BESIDE_MAX)
    return (
      <div class={`paper-rooms paper-of-${rooms.length}`}>
        {rooms.map((room) => (
          <RoomWays key={room.room} room={room} members={members} named={rooms.length > 1} />
        ))}
      </div>
    );
  return (
    <PhaseCounts
      caption={t('timeline.rooms_caption')}
      rooms={rooms.map((room) => ({
        room: room.room,
        name: roomName(t, room.room),
        option: -1,
        optionTitle: '',
        counts: phasesAt(room, momentsOf(room) - 1),
      }))}
    />
  );
}
