/* happening-later.tsx -- the way to what befalls a team, fetched when somebody asks for it. */
import type { JSX } from 'preact';
import { Dialog } from '../../ui/dialog';
import { useFetched } from '../../ui/fetched';
import { useText } from '../../ui/reading';
import type { HappeningDialogProps } from './happening-dialog';

export function HappeningLater(props: HappeningDialogProps): JSX.Element | null {
  const { t } = useText();
  const Shown = useFetched(async () => {
    const { HappeningDialog } = await import('./happening-dialog');
    return HappeningDialog;
  });
  if (Shown === undefined) return null;
  if (Shown !== null) return <Shown {...props} />;
  return (
    <Dialog title={t('trainer.happening')} onClose={props.onClose}>
      <p role="alert">{t('join.unreachable')}</p>
    </Dialog>
  );
}
