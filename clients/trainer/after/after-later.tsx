/* after-later.tsx -- the talk afterwards and the report are fetched when a session comes to them: the desk is there
 * sooner. */
import type { JSX } from 'preact';
import { useFetched } from '../../ui/fetched';
import { useText } from '../../ui/reading';
import type { Desk } from '../live/desk';

interface Props {
  readonly desk: Desk;
  readonly onGone: () => void;
}

export function AfterLater(props: Props): JSX.Element {
  const { t } = useText();
  const Shown = useFetched(async () => {
    const { After } = await import('./after');
    return After;
  });
  if (Shown !== undefined && Shown !== null) return <Shown {...props} />;
  return (
    <main id="main" tabIndex={-1}>
      {Shown === null && <p role="alert">{t('join.unreachable')}</p>}
    </main>
  );
}
