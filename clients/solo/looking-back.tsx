/* looking-back.tsx -- what the look back has more when one plays alone: other ways, and what looked-back.tsx has. */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Seat } from '../participant/seat';
import { Otherwise } from './otherwise';

interface Props {
  readonly seat: Seat;
}

export function LookingBack({ seat }: Props): JSX.Element {
  const [More, setMore] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { LookedBack } = await import('./looked-back');
      setMore(() => LookedBack);
    };
    look().catch(() => undefined); // Where it cannot be had, the look back is what it is without.
  }, []);
  return (
    <>
      <Otherwise seat={seat} />
      {More !== null && <More seat={seat} />}
    </>
  );
}
