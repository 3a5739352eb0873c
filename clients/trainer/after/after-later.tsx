/* after-later.tsx -- the talk afterwards and the report are fetched when a session comes to them: the desk is there
 * sooner. */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../ui/reading';
import type { Desk } from '../live/desk';

interface Props {
  readonly desk: Desk;
  readonly onGone: () => void;
}

export function AfterLater(props: Props): JSX.Element {
  const { t } = useText();
  const [Shown, setShown] = useState<ComponentType<Props> | null>(null);
  const [missed, setMissed] = useState(false);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { After } = await import('./after');
      setShown(() => After);
    };
    look().catch(() => setMissed(true));
  }, []);
  if (Shown !== null) return <Shown {...props} />;
  return (
    <main id="main" tabIndex={-1}>
      {missed && <p role="alert">{t('join.unreachable')}</p>}
    </main>
  );
}
