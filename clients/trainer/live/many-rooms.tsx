/* many-rooms.tsx -- the desk of many rooms: those that ask for the trainer, the chosen one in full beside them, then
 * the rest. */
import type { JSX } from 'preact';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import eye from 'phosphor:eye';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import { Calm } from './calm';
import type { Desk } from './desk';
import { DirectCard } from './direct-card';
import { FlagPill } from './flag';
import { isTrouble, type Look } from './look';
import { RoomCard } from './room-card';
import { Several } from './several';
import { Side } from './side';
import { FirstTiles, Filters, RestTiles, useArrangement, type Tiles } from './tiles';
import { useLooks } from './use-looks';
import { useNow } from './use-now';

interface ManyRoomsProps {
  readonly desk: Desk;
  readonly doors: JSX.Element | null; // While people come in.
}

const LOOK_AGAIN_MS = 15_000; // Minutes of silence pass without anything coming in.

export function ManyRooms({ desk, doors }: ManyRoomsProps): JSX.Element {
  const { t } = useText();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const here = useNow(LOOK_AGAIN_MS);
  const now = useMemo(() => here + desk.screen.clock_offset_ms, [here]); // The offset is measured anew with every view.
  const looks = useLooks(desk, now);
  const at = useArrangement(looks);
  const opened = useRef<number | null>(null); // Until one is picked it stays, so that nobody reads two rooms in one.
  opened.current ??= at.first[0]?.room ?? desk.used[0]?.room ?? 0;
  const open = desk.beside?.room ?? opened.current;
  const onPick = useCallback((room: number, on: boolean): void => {
    setPicked((before) => {
      const after = new Set(before);
      if (on) after.add(room);
      else after.delete(room);
      return after;
    });
  }, []);
  const tiles: Tiles = { looks, open, picked, onOpen: desk.lookAt, onPick };
  const rooms = desk.trainer.rooms.filter((room) => picked.has(room.room));
  return (
    <main id="main" tabIndex={-1} class="desk desk-many">
      {doors}
      <div class="wall-head">
        <p class="desk-hint">
          <Icon d={eye} />
          <span>
            <Calm text={headline(t, looks)} />
          </span>
        </p>
        <Filters tiles={tiles} at={at} />
      </div>
      <FirstTiles tiles={tiles} at={at} />
      <div class="desk-beside">
        {rooms.length > 0 ? (
          <Several
            desk={desk}
            rooms={rooms}
            looks={looks.filter((look) => picked.has(look.room))}
            onNone={() => setPicked(new Set())}
          />
        ) : (
          <Beside desk={desk} look={looks.find((look) => look.room === open)} />
        )}
      </div>
      <RestTiles tiles={tiles} at={at} />
    </main>
  );
}

/* "Kijk eerst bij drie kamers. De andere negen lopen." */
function headline(t: Texts['t'], looks: readonly Look[]): string {
  const used = looks.filter((look) => look.chairs.length > 0);
  const first = used.filter((look) => isTrouble(look.flag)).length;
  const done = used.filter((look) => look.flag === 'done').length;
  const values = { n: first, m: used.length, k: used.length - first - done, d: done };
  if (done === used.length && done > 0) return t('tile.head_all_done', values);
  if (first === used.length && first > 1) return t('tile.head_first_all', values);
  if (first > 0) return t(done > 0 ? 'tile.head_first_done' : 'tile.head_first', values);
  return t(done > 0 ? 'tile.head_done' : 'tile.head_none', values);
}

/* The chosen room in full. */
function Beside({ desk, look }: { readonly desk: Desk; readonly look: Look | undefined }): JSX.Element | null {
  const room = desk.trainer.rooms.find((one) => one.room === look?.room);
  if (look === undefined || room === undefined) return null;
  return (
    <>
      <RoomCard
        key={room.room}
        desk={desk}
        room={room}
        flag={<FlagPill look={look} />}
        direct={<DirectCard desk={desk} room={room} look={look} />}
      />
      <Side desk={{ ...desk, beside: room }} directed />
    </>
  );
}
