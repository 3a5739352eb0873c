/* ask.tsx -- a question before what cannot be undone. */
import type { JSX } from 'preact';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';

interface AskProps {
  readonly title: string;
  readonly what: string;
  readonly yes: string;
  readonly problem?: string | null;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

export function Ask({ title, what, yes, problem, onYes, onClose }: AskProps): JSX.Element {
  const { t } = useText();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{what}</p>
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('action.stay')}</Button>
        <Button kind="destroy" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
