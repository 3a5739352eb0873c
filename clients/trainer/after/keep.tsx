/* keep.tsx -- what a trainer takes home from a session, and its end: the figures as a file, and deleting it
 * now. Also for a session that cannot go on: its figures are still in the journal. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import trash from 'phosphor:trash';
import { deleteSession, exportFile } from '../../core/api';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { saveBlob } from '../../ui/save-file';
import { Ask } from '../live/more-menu';

interface KeepProps {
  readonly token: string;
  readonly code: string;
  readonly what: string | null; // null: nothing of it can be saved any more.
  readonly deletable: boolean;
  readonly played?: boolean; // There is a report.
  readonly onGone: () => void;
}

export function Keep({ token, code, what, deletable, played = false, onGone }: KeepProps): JSX.Element {
  const { t, lang } = useText();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const save = async (kind: 'csv' | 'json'): Promise<void> => {
    const blob = await exportFile(kind, lang, token);
    if (blob === null) setProblem(t('join.unreachable'));
    else saveBlob(`dilemmakamer-${code}.${kind}`, blob);
  };
  const savePage = async (): Promise<void> => {
    const { savePaper } = await import('../paper/save-page');
    const saved = await savePaper(`dilemmakamer-${code}.html`, t('paper.title', { title: t('page.app') }));
    setProblem(saved ? null : t('paper.not_yet'));
  };
  return (
    <section class="no-print">
      {what !== null && (
        <>
          <h2 class="tool-head">{t('trainer.keep_title')}</h2>
          <p class="small">{what}</p>
        </>
      )}
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <div class="room-actions">
        {played && (
          <Button compact onClick={() => void savePage().catch(() => setProblem(t('join.unreachable')))}>
            {t('paper.keep_page')}
          </Button>
        )}
        {what !== null &&
          (['csv', 'json'] as const).map((kind) => (
            <Button key={kind} compact onClick={() => void save(kind)}>
              {kind.toUpperCase()}
            </Button>
          ))}
        {deletable && (
          <Button kind="destroy" compact icon={trash} onClick={() => setAsking(true)}>
            {t('trainer.delete')}
          </Button>
        )}
      </div>
      {asking && (
        <Ask
          title={t('trainer.delete')}
          what={t('trainer.delete_what')}
          yes={t('trainer.delete_go')}
          problem={refused}
          onClose={() => setAsking(false)}
          onYes={() =>
            void deleteSession(lang, token).then((answer) => {
              if (answer.ok) onGone();
              else setRefused(answer.problem.message || t('join.unreachable'));
            })
          }
        />
      )}
    </section>
  );
}
