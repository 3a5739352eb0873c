/* what-if-all-later.tsx -- the way to the odds of all rooms; the table is fetched when somebody asks for it. */
import type { ComponentType, JSX } from 'preact';
import { useState } from 'preact/hooks';
import table from 'phosphor:table';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { usedRooms, type Desk } from './desk';

type Shown = ComponentType<{ readonly desk: Desk; readonly onClose: () => void }>;

export function WhatIfAllLater({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const [open, setOpen] = useState<Shown | null>(null);
  const [missed, setMissed] = useState(false);
  const Open = open;
  if (usedRooms(desk).filter((room) => room.what_if.length > 0).length < 2) return null;
  const look = async (): Promise<void> => {
    try {
      const { WhatIfAll } = await import('./what-if-all');
      setOpen(() => WhatIfAll);
      setMissed(false);
    } catch {
      setMissed(true);
    }
  };
  return (
    <>
      <Button compact icon={table} onClick={() => void look()}>
        {t('odds.all')}
      </Button>
      {missed && <span role="alert"> {t('join.unreachable')}</span>}
      {Open !== null && <Open desk={desk} onClose={() => setOpen(null)} />}
    </>
  );
}
