/* main.tsx -- the participant's page. A link with a token (#t=) takes that seat, a link with a code
 * (?c=) goes to the door of that session; else the seat this phone had, else the door. */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { arrivedWith } from '../core/address';
import { seatDrop, seats, type KeptSeat } from '../core/storage';
import { codeOf } from '../core/api';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { Join } from './join';
import { Lobby } from './lobby';
import { OpenSeat } from './open-seat';
import { OurTeam } from './our-team';
import { stepScreens } from './steps';
import { shelf } from '../ui/shelf';

const RESUME_MS = 12 * 60 * 60 * 1000; // A day of training; after that one asks.

const newSeat = (token: string, code = '', title = ''): KeptSeat => ({
  token,
  role: 'participant',
  solo: false,
  code,
  title,
  at_ms: Date.now(),
});

interface Arrival {
  readonly seat: KeptSeat | null;
  readonly code: string;
}

function arrive(): Arrival {
  const { t: token } = arrivedWith('t');
  const asked = new URLSearchParams(location.search);
  const code = asked.get('c') ?? asked.get('C');
  if (token !== null) return { seat: newSeat(token), code: '' };
  const here = seats(shelf).filter((seat) => seat.role === 'participant' && !seat.solo);
  // Whoever has a seat behind this code has it for as long as that session lasts: no second one.
  if (code !== null) return { seat: here.find((seat) => seat.code === codeOf(code)) ?? null, code };
  return { seat: here.find((seat) => Date.now() - seat.at_ms < RESUME_MS) ?? null, code: '' };
}

function Page(): JSX.Element {
  const [{ seat, code }, setArrival] = useState(arrive);
  const resumable = seats(shelf).find((one) => one.role === 'participant' && !one.solo && one.token !== seat?.token);
  if (seat !== null) {
    return (
      <OpenSeat
        key={seat.token}
        seat={seat}
        page="/"
        steps={stepScreens}
        Lobby={Lobby}
        LookingBack={OurTeam}
        onGone={() => {
          seatDrop(shelf, seat.token);
          setArrival({ seat: null, code: '' });
        }}
      />
    );
  }
  return (
    <Join
      code={code}
      resume={
        resumable === undefined ? null : { title: resumable.title, go: () => setArrival({ seat: resumable, code: '' }) }
      }
      onJoined={(token, joined, title) => setArrival({ seat: newSeat(token, joined, title), code: joined })}
    />
  );
}

mount(<Page />, shelf, <Broken />);
