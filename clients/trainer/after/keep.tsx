/* keep.tsx -- the end of a session: what a trainer takes home from it, until when it is kept, and deleting it now.
 * Also for a session that cannot go on: its figures are still in the journal. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import trash from 'phosphor:trash';
import { deleteSession } from '../../core/api';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { Ask } from '../live/ask';
import { Take } from './take';

interface KeepProps {
  readonly token: string;
  readonly code: string;
  readonly what: string | null; // null: nothing of it can be saved any more.
  readonly deletable: boolean;
  readonly report?: string | null; // The title of the report; null: there is none.
  readonly onGone: () => void;
}

export function Keep({ token, code, what, deletable, report = null, onGone }: KeepProps): JSX.Element {
  const { t, lang } = useText();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <div class="no-print keep">
      {what !== null && <Take token={token} code={code} report={report} />}
      <section>
        {what !== null && (
          <>
            <h2 class="tool-head">{t('trainer.keep_title')}</h2>
            <p class="small">{what}</p>
          </>
        )}
        {deletable && (
          <Button kind="destroy" compact icon={trash} onClick={() => setAsking(true)}>
            {t('trainer.delete')}
          </Button>
        )}
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
    </div>
  );
}
