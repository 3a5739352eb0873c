/* otherwise.tsx -- "what if you had done something else?": the way in. What it opens is fetched when it is asked for,
 * and is kept with the page, so that it comes without a network too. */
import type { ComponentType, JSX } from 'preact';
import { useState } from 'preact/hooks';
import split from 'phosphor:arrows-split';
import type { Seat } from '../participant/seat';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import type { TwoWaysProps } from './two-ways';

type Panel = ComponentType<TwoWaysProps>;

/* On a server there is no journal here to play again: the page says so instead of offering it. */
export function Otherwise({ seat }: { readonly seat: Seat }): JSX.Element | null {
  const { t } = useText();
  const [Shown, setShown] = useState<Panel | null>(null);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  if (seat.me.path.length === 0) return null;
  const open = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      const { TwoWays } = await import('./two-ways');
      setShown(() => TwoWays);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  if (!seat.live.alone) return <p class="block small soft">{t('ways.server')}</p>;
  return (
    <section class="block">
      <Button full busy={busy} onClick={() => void open()}>
        <Icon d={split} />
        {t('ways.open')}
      </Button>
      <p role="status" class="small soft">
        {failed ? t('ways.away_now') : ''}
      </p>
      {Shown !== null && <Shown seat={seat} onClose={() => setShown(null)} />}
    </section>
  );
}
