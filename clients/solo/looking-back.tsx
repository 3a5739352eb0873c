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
  const [BesideMatrix, setBesideMatrix] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    if (!seat.live.alone) return;
    // Without it the look back is what it is without an own team.
    import('./own/beside-matrix').then(
      (later) => setBesideMatrix(() => later.BesideMatrix),
      () => undefined,
    );
  }, []);
  return (
    <>
      <Otherwise seat={seat} />
      {BesideMatrix !== null && <BesideMatrix seat={seat} />}
    </>
  );
}
