/* main.tsx -- practising alone. A link goes on with a story from another device: with a token (#t=) that of a server,
 * with a parcel (#p=) one that was played on that device itself; a link to a story (?story=) to the door, with that
 * story chosen. Else the story that was open here, else the door. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { arrivedWith, askedStory, storyAnswered } from '../core/address';
import { aloneParts, playForget } from '../core/alone/road';
import type { LinkParts } from '../core/link';
import { seatDrop, seatKeep, seats, tabShelf, type KeptSeat } from '../core/storage';
import { at } from '../core/root';
import { OpenSeat } from '../participant/open-seat';
import { shelf } from '../ui/shelf';
import { Broken } from '../ui/broken';
import { Button } from '../ui/button';
import { mount } from '../ui/mount';
import { useText } from '../ui/reading';
import { Door } from './door';
import { Arriving, Elsewhere } from './elsewhere';
import { LookingBack } from './looking-back';
import { steps } from './steps';
import './solo.css';
/* Of what is fetched later (otherwise.tsx): a page has one style sheet. */
import '../ui/against-start.css';
import '../ui/demand-control.css';
import '../ui/ways-compared.css';
import '../ui/own/own.css';

const OPEN = 'dk.solo.open'; // The token of the story that is on the screen.
const PARCEL = 'dk.solo.parcel'; // Of this tab: a play that came with the link, until it is kept or refused.
const KEPT_MAX = 3;

const kept = (): readonly KeptSeat[] => seats(shelf).filter((seat) => seat.solo && seat.role === 'participant');

function seatOf(token: string, title: string, alone: boolean): KeptSeat {
  return (
    kept().find((seat) => seat.token === token) ?? {
      token,
      role: 'participant',
      solo: true,
      code: '',
      title,
      alone,
      at_ms: Date.now(),
    }
  );
}

function open(token: string, title: string, alone = false): KeptSeat {
  const seat = seatOf(token, title, alone);
  seatKeep(shelf, seat);
  shelf.set(OPEN, token);
  storyAnswered();
  return seat;
}

/* Everything was wiped from this device: so are the ways back to it. */
function forgetAlone(): void {
  for (const seat of kept()) if (seat.alone === true) seatDrop(shelf, seat.token);
}

const tab = tabShelf();

function arrive(): KeptSeat | null {
  const { t: token, p: parcel } = arrivedWith('t', 'p');
  if (parcel !== null) tab.set(PARCEL, parcel);
  if (token === null && askedStory() !== '') return null; // The door, with that story chosen.
  if (token === null) return kept().find((seat) => seat.token === shelf.get(OPEN)) ?? null;
  return open(token, '');
}

const partsOf = (seat: KeptSeat, parts: LinkParts): LinkParts => (seat.alone === true ? aloneParts(parts) : parts);

/* Without it the page needs a network to open, and works as before. */
function stayWithoutNetwork(): void {
  navigator.serviceWorker?.register(at('/solo/sw.js'), { scope: at('/solo/') }).catch(() => undefined);
}

function Page(): JSX.Element {
  const { t } = useText();
  const [seat, setSeat] = useState(arrive);
  const [parcel, setParcel] = useState(() => tab.get(PARCEL));
  const toDoor = (): void => {
    shelf.remove(OPEN);
    setSeat(null);
    scrollTo(0, 0);
  };
  const parcelDone = (): void => {
    tab.remove(PARCEL);
    setParcel(null);
  };
  if (parcel !== null)
    return (
      <Arriving
        said={parcel}
        onOpen={(token, title) => {
          setSeat(open(token, title, true));
          parcelDone();
        }}
        onBack={() => {
          toDoor();
          parcelDone();
        }}
      />
    );
  if (seat === null)
    return (
      <Door
        kept={kept().slice(0, KEPT_MAX)}
        onOpen={(token, title, alone) => setSeat(open(token, title, alone))}
        onWiped={forgetAlone}
      />
    );
  const gone = (): void => {
    if (seat.alone === true) void playForget(seat.token);
    toDoor();
  };
  return (
    <OpenSeat
      key={seat.token}
      seat={seat}
      page="/solo/"
      onGone={gone}
      partsOf={partsOf}
      steps={steps}
      LookingBack={LookingBack}
      Elsewhere={Elsewhere}
      after={
        <Button full onClick={toDoor}>
          {t('solo.another')}
        </Button>
      }
    />
  );
}

stayWithoutNetwork();
mount(<Page />, shelf, <Broken />);
