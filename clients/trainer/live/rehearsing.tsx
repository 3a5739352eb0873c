/* rehearsing.tsx -- over a rehearsal it says so, and one press ends it for good. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import mask from 'phosphor:mask-happy';
import { deleteSession } from '../../core/api';
import { roles } from '../../core/roles';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';

interface RehearsingProps {
  readonly desk: Desk;
  readonly onGone: () => void;
}

export function Rehearsing({ desk, onGone }: RehearsingProps): JSX.Element | null {
  const { t, lang } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const { session, screen, live } = desk;
  if (!session.rehearsal) return null;
  const end = async (): Promise<void> => {
    const answer = await deleteSession(lang, live.token);
    if (answer.ok) onGone();
    else setProblem(answer.problem.message || t('join.unreachable'));
  };
  return (
    <aside class="rehearsing" aria-label={t('rehearse.mark')}>
      <p>
        <Icon d={mask} />
        <span>
          <b>{t('rehearse.mark')}.</b> {t('rehearse.running')}
        </span>
      </p>
      {screen.sections.me !== undefined && roles[screen.sections.me.role].owns && (
        <Button compact onClick={() => void end()}>
          {t('rehearse.end')}
        </Button>
      )}
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </aside>
  );
}
