/* open-seat.tsx -- keeps one live link for the seat in use, wakes it with the device, and remembers
 * the seat so that the next visit goes straight in. */
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { browserParts, openLive, wakeWithDevice, type Live } from '../core/live';
import type { LinkParts } from '../core/link';
import { seatDrop, seatKeep, tabShelf, type KeptSeat } from '../core/storage';
import { Broken } from '../ui/broken';
import { useReading } from '../ui/reading';
import { SafeLive } from '../ui/safe';
import { useScreen } from '../ui/use-screen';
import { SeatApp, type SeatAppProps } from './seat-app';
import { shelf } from '../ui/shelf';

interface OpenSeatProps extends Pick<SeatAppProps, 'steps' | 'after' | 'LookingBack' | 'Elsewhere' | 'Lobby'> {
  readonly seat: KeptSeat;
  readonly page: string;
  readonly onGone: () => void;
  readonly above?: JSX.Element; // Bars of the page itself (ui/notice.tsx).
  readonly Beside?: (props: { readonly live: Live }) => JSX.Element | null; // Hears what happens, says nothing.
  readonly partsOf?: (seat: KeptSeat, parts: LinkParts) => LinkParts; // Where a page has other roads.
}

export function OpenSeat({ seat, page, onGone, partsOf = theirs, above, Beside, ...own }: OpenSeatProps): JSX.Element {
  const { langNow } = useReading();
  const live = useMemo(
    () => openLive(seat.token, langNow, shelf, partsOf(seat, browserParts()), tabShelf()),
    [seat.token],
  );
  useEffect(() => wakeWithDevice(live), [live]);
  useEffect(() => () => live.close(), [live]);
  useRemember(live, seat);
  const gone = (): void => {
    seatDrop(shelf, seat.token);
    live.close();
    onGone();
  };
  return (
    <SafeLive live={live} broken={<Broken />}>
      {above}
      {Beside !== undefined && <Beside live={live} />}
      <SeatApp live={live} page={page} onGone={gone} {...own} />
    </SafeLive>
  );
}

const theirs = (_seat: KeptSeat, parts: LinkParts): LinkParts => parts;

/* The seat's code and title are known once the first view is there; the language of the seat follows
 * the device's, so that texts of the server and of the page agree. */
function useRemember(live: Live, seat: KeptSeat): void {
  const screen = useScreen(live);
  const { reading } = useReading();
  const { session, me } = screen.sections;
  const known = session !== undefined;
  useEffect(() => {
    if (session !== undefined)
      seatKeep(shelf, {
        ...seat,
        code: session.code,
        title: session.title || session.scenario.title,
        solo: session.mode === 'solo',
        at_ms: Date.now(),
      });
  }, [known]);
  useEffect(() => {
    if (me !== undefined && me.lang !== reading.lang) live.command({ type: 'language_set', lang: reading.lang });
  }, [me !== undefined]);
}
