/* looking-back.tsx -- what the look back has more when one plays alone: other ways, and one's own team beside the
 * matrix. */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Seat } from '../participant/seat';
import { Otherwise } from './otherwise';

interface Props {
  readonly seat: Seat;
}

export function LookingBack({ seat }: Props): JSX.Element {
  const [Beside, setBeside] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { BesideMatrix } = await import('./own/beside-matrix');
      setBeside(() => BesideMatrix);
    };
    // Where it cannot be had, the look back is what it is without an own team.
    if (seat.live.alone) look().catch(() => undefined);
  }, []);
  return (
    <>
      <Otherwise seat={seat} />
      {Beside !== null && <Beside seat={seat} />}
    </>
  );
}
