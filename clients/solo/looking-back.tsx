/* looking-back.tsx -- what the look back has more when one plays alone: other ways, and what looked-back.tsx has. */
import type { JSX } from 'preact';
import type { Seat } from '../participant/seat';
import { useFetched } from '../ui/fetched';
import { Otherwise } from './otherwise';

interface Props {
  readonly seat: Seat;
}

export function LookingBack({ seat }: Props): JSX.Element {
  const More = useFetched(async () => {
    const { LookedBack } = await import('./looked-back');
    return LookedBack;
  });
  return (
    <>
      <Otherwise seat={seat} />
      {/* Where it cannot be had, the look back is what it is without. */}
      {More !== undefined && More !== null && <More seat={seat} />}
    </>
  );
}
