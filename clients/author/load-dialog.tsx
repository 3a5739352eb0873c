/* load-dialog.tsx -- from this device to the server: who can play it then, and what came of it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../core/api';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useText } from '../ui/reading';
import type { DraftLoaded } from '../core/types';
import { at } from '../core/root';
import { load, type Asking } from './requests';
import { titleOf, wordAt, type Draft } from './draft';

interface LoadDialogProps {
  readonly who: Asking;
  readonly draft: Draft;
  readonly onLoaded: () => void; // The next one needs a higher version.
  readonly onClose: () => void;
}

export function LoadDialog({ who, draft, onLoaded, onClose }: LoadDialogProps): JSX.Element {
  const { t, lang } = useText();
  const [busy, setBusy] = useState(false);
  const [loaded, setLoaded] = useState<DraftLoaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked] = useState(draft);
  const values = { title: titleOf(asked, lang), version: wordAt(asked.scenario, ['version']) };
  const go = async (): Promise<void> => {
    setBusy(true);
    const answer = await load(who, asked);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setLoaded(answer.value);
    if (answer.value.loaded) onLoaded();
  };
  return (
    <Dialog title={t('author.load_title', values)} onClose={onClose}>
      {loaded?.loaded === true ? (
        <>
          <p role="status">{t('author.load_done', values)}</p>
          <div class="dialog-actions">
            <a class="nl-button nl-button--primary" href={at('/trainer/')}>
              {t('author.load_play')}
            </a>
            <Button onClick={onClose}>{t('author.load_on')}</Button>
          </div>
        </>
      ) : (
        <>
          <p>{t('author.load_what', values)}</p>
          {loaded !== null && loaded.reason !== undefined && (
            <p class="field-error" role="alert">
              {t(`author.load_${loaded.reason}`, { n: loaded.errors })}
            </p>
          )}
          {problem !== null && (
            <p class="field-error" role="alert">
              {problem.message || t('author.unreachable')}
            </p>
          )}
          <div class="dialog-actions">
            <Button onClick={onClose}>{t('action.stay')}</Button>
            <Button kind="main" busy={busy} onClick={() => void go()}>
              {t('author.load_go')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
