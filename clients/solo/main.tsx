/* main.tsx -- practising alone: choose a story, then the same steps as in a room, at one's own pace.
 * The session lives on the server like any other, so a link takes it to another device. */
import { render, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { seatDrop, seatKeep, seats, type KeptSeat } from '../core/storage';
import { OpenSeat } from '../participant/open-seat';
import { ReadingProvider } from '../ui/reading';
import { shelf } from '../ui/shelf';
import '../ui/styles/base.css';
import { Choose } from './choose';

const newSeat = (token: string): KeptSeat => ({ token, role: 'participant', solo: true, code: '', title: '', at_ms: Date.now() });

function arrive(): KeptSeat | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (token === null) return null;
  history.replaceState(null, '', location.pathname);
  return newSeat(token);
}

function Page(): JSX.Element {
  const [seat, setSeat] = useState(arrive);
  if (seat !== null) {
    return <OpenSeat key={seat.token} seat={seat} page="/solo/" onGone={() => { seatDrop(shelf, seat.token); setSeat(null); }} />;
  }
  const begun = seats(shelf).find((one) => one.solo) ?? null;
  return <Choose begun={begun === null ? null : { title: begun.title, go: () => setSeat(begun) }} onBegin={(token) => {
    const made = newSeat(token);
    seatKeep(shelf, made);
    setSeat(made);
  }} />;
}

const root = document.getElementById('app');
if (root !== null) {
  root.replaceChildren();
  render(<ReadingProvider shelf={shelf}><Page /></ReadingProvider>, root);
}
