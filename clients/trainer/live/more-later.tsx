/* more-later.tsx -- what is needed now and then is fetched when somebody asks for it: the desk is there sooner. */
import type { JSX } from 'preact';
import { Dialog } from '../../ui/dialog';
import { useFetched } from '../../ui/fetched';
import { useText } from '../../ui/reading';
import type { MoreMenuProps } from './more-menu';

export function MoreLater(props: MoreMenuProps): JSX.Element | null {
  const { t } = useText();
  const Shown = useFetched(async () => {
    const { MoreMenu } = await import('./more-menu');
    return MoreMenu;
  });
  if (Shown === undefined) return null;
  if (Shown !== null) return <Shown {...props} />;
  return (
    <Dialog title={t('trainer.more')} onClose={props.onClose}>
      <p role="alert">{t('join.unreachable')}</p>
    </Dialog>
  );
}
