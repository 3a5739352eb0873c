/* main.tsx -- the trainer's page. A link with a key (#key=) lets this browser make sessions; a link
 * with a token (#t=) is a session handed to this browser (a co-trainer's link, another device). */
import '../ui/styles/base.css'; // First: the components' own styles come after it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { arrivedWith } from '../core/address';
import { roles } from '../core/roles';
import { seatDrop, seatKeep, seats, tabShelf, type KeptSeat } from '../core/storage';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { shelf } from '../ui/shelf';
import './trainer.css';
import '../ui/matrix.css'; // What is fetched later has its style with the page.
import '../ui/phase-counts.css';
import '../ui/rooms-compared.css';
import '../ui/timeline.css';
import '../ui/with-options.css';
import '../ui/ways-compared.css';
import '../ui/staircase.css';
import '../ui/story.css';
import './paper/paper.css';
import { TrainerKey } from './key-page';
import { OpenTrainer } from './live/open-trainer';
import { Start } from './start/start';

const KEY = 'dk.trainer_key';
const OPEN = 'dk.open'; // The session this tab has open: after a reload it is simply there again.
const tab = tabShelf();

function arrive(): { readonly key: string | null; readonly seat: KeptSeat | null } {
  const { key, t: token } = arrivedWith('key', 't');
  if (key !== null) shelf.set(KEY, key);
  return {
    key: shelf.get(KEY),
    seat:
      token === null
        ? (seats(shelf).find((one) => one.token === tab.get(OPEN)) ?? null)
        : { token, role: 'cotrainer', solo: false, code: '', title: '', at_ms: Date.now() },
  };
}

function Page(): JSX.Element {
  const [start] = useState(arrive);
  const [key, setKey] = useState(start.key);
  const [refused, setRefused] = useState(false);
  const [seat, setSeat] = useState<KeptSeat | null>(start.seat);
  useEffect(() => {
    if (seat === null) tab.remove(OPEN);
    else tab.set(OPEN, seat.token);
  }, [seat]);
  const [fresh, setFresh] = useState(false); // Just made: its doors open as soon as the link is there.
  const mine = seats(shelf).filter((one) => roles[one.role].leads);
  const open = (one: KeptSeat, made = false): void => {
    seatKeep(shelf, one);
    setFresh(made);
    setSeat(one);
  };
  if (seat !== null) {
    return (
      <OpenTrainer
        key={seat.token}
        seat={seat}
        openDoors={fresh}
        onStart={() => setSeat(null)}
        onGone={() => {
          seatDrop(shelf, seat.token);
          setSeat(null);
        }}
      />
    );
  }
  if (key === null) {
    return (
      <TrainerKey
        earlier={mine}
        refused={refused}
        onOpen={open}
        onKey={(given) => {
          shelf.set(KEY, given);
          setKey(given);
        }}
      />
    );
  }
  return (
    <Start
      trainerKey={key}
      earlier={mine}
      onOpen={open}
      onForget={(one) => {
        seatDrop(shelf, one.token);
        setKey(shelf.get(KEY));
      }}
      onKeyRefused={() => {
        shelf.remove(KEY);
        setKey(null);
        setRefused(true);
      }}
    />
  );
}

mount(<Page />, shelf, <Broken />);
