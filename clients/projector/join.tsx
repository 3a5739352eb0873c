/* join.tsx -- code, address and QR under one lamp; the chairs fill as people come in. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { codeShown, qrPath } from '../core/api';
import type { Sections } from '../core/types';
import { classes } from '../ui/classes';
import { useReached } from '../ui/reached';
import { useText } from '../ui/reading';
import { roomName } from '../ui/words';
import { sum, type Show } from './show';
import { LINES_MAX, Tables } from './tables';

const LONG_ADDRESS = 22;
const LOW_ROOMS = 3; // With more rooms the tables need the height.

export function JoinPicture({ show: { session, scan } }: { readonly show: Show }): JSX.Element {
  const { t } = useText();
  const { origin, host } = useReached();
  const inside = sum(session.rooms.map((room) => room.taken));
  const count = session.rooms.length;
  const several = count > 1;
  const waits = session.status === 'created' || session.status === 'lobby';
  const [group, rest] = codeShown(session.code).split(' ');
  const lead = session.locked
    ? t('projector.join_locked')
    : session.status === 'created'
      ? t('projector.join_soon')
      : t('projector.join_go');
  return (
    <>
      <Beam />
      <main
        id="main"
        class={classes('wall-join', count > LINES_MAX ? 'wall-join-alone' : count > LOW_ROOMS && 'wall-join-low')}
      >
        <div class="wall-join-top">
          <div>
            <h1>{t('projector.join_title')}</h1>
            <p class="wall-lead">{lead}</p>
            <p class={host.length > LONG_ADDRESS ? 'wall-address wall-address-long' : 'wall-address'}>{host}</p>
            <p class="wall-lead">{t('projector.join_code')}</p>
            <p class="wall-code">
              <span>{group}</span> <span>{rest}</span>
            </p>
          </div>
          <Qr code={session.code} origin={origin} />
        </div>
        <div class="wall-inside" role="status">
          <p>{inside === 0 ? t('projector.inside_none') : t('projector.inside', { n: inside })}</p>
          {scan !== undefined && scan.use !== 'none' && waits && <Asked scan={scan} inside={inside} />}
        </div>
        <Tables
          label={t('projector.tables')}
          tables={session.rooms.map((room) => ({
            room: room.room,
            name: several ? roomName(t, room.room) : '',
            filled: room.taken,
            chairs: shownChairs(room.taken, room.seats),
            word: several
              ? t('projector.seats', { n: room.taken, m: room.seats })
              : t('projector.seats_one', { n: room.taken, m: room.seats }),
            says: t('projector.seats_says', {
              room: several ? roomName(t, room.room) : t('room.group'),
              n: room.taken,
              m: room.seats,
            }),
          }))}
        />
      </main>
    </>
  );
}

interface ScanAskedProps {
  readonly scan: Sections['scan'];
  readonly inside: number;
}

/* What the phones ask before the start, and how many have answered: never what. */
function Asked({ scan, inside }: ScanAskedProps): JSX.Element {
  const { t } = useText();
  if (!scan.open) return <p>{t('projector.scan_made')}</p>;
  return (
    <p class="wall-asked">
      {t('projector.scan_ask')}
      {inside > 0 && <b> {t('projector.scan', { n: scan.answered, m: inside })}</b>}
    </p>
  );
}

/* A room may hold more people than will ever come: draw those who are there and a few empty chairs. */
const CHAIRS_EMPTY = 4;
const CHAIRS_LEAST = 8;
const shownChairs = (taken: number, seats: number): number =>
  Math.min(seats, Math.max(CHAIRS_LEAST, taken + CHAIRS_EMPTY));

function Qr({ code, origin }: { readonly code: string; readonly origin: string }): JSX.Element | null {
  const { t } = useText();
  const [broken, setBroken] = useState(false);
  if (broken || code === '') return null;
  const address = `${origin}/?c=${code}`;
  return (
    <img
      class="wall-qr"
      src={qrPath(address)}
      alt={t('projector.join_qr')}
      width="500"
      height="500"
      onError={() => setBroken(true)}
    />
  );
}

function Beam(): JSX.Element {
  return (
    <svg
      class="wall-beam"
      viewBox="0 0 1920 1080"
      preserveAspectRatio="xMidYMin slice"
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <linearGradient id="wall-beam" x1="0" y1="0" x2="0" y2="1">
          <stop class="beam-near" offset="0" />
          <stop class="beam-far" offset="1" />
        </linearGradient>
      </defs>
      <path fill="url(#wall-beam)" d="M880 148 290 990h1340L1040 148z" />
      <path class="lamp-ink" d="M960 0v72" />
      <path class="lamp-dome" d="M860 152a100 88 0 0 1 200 0z" />
    </svg>
  );
}
