/* looked-back.tsx -- the end of the look back when one plays alone, fetched when one is there: one's own team beside
 * the matrix, and the next story in the calendar. */
import '../core/later';
import type { JSX } from 'preact';
import type { Seat } from '../participant/seat';
import { NextWeek } from './next-week';
import { BesideMatrix } from './own/beside-matrix';

export const LookedBack = ({ seat }: { readonly seat: Seat }): JSX.Element => (
  <>
    {seat.live.alone && <BesideMatrix seat={seat} />}
    <NextWeek />
  </>
);
