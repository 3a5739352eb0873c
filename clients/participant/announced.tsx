/* announced.tsx -- what changes by itself, said politely and once to screen readers: the step, and how many are done
 * with it. Twelve votes in three seconds are one sentence. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../ui/reading';
import { stepName } from '../ui/words';
import { isSolo, progressOf, type Playing } from './seat';

const SETTLED_MS = 1500;

/* What has stood for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function Announced({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { round } = playing;
  const progress = progressOf(playing);
  const step = `${stepName(t, round.step)}, ${t('step.of', {
    n: round.steps.indexOf(round.step) + 1,
    m: round.steps.length,
  })}.`;
  const counts = progress !== undefined && !isSolo(playing) && progress.expected > 1 && progress.done > 0;
  const count = useSettled(counts ? t('ready.count', { n: progress.done, m: progress.expected }) : '');
  return (
    <div class="hidden-text">
      <p role="status">{useSettled(step)}</p>
      <p role="status">{count}</p>
    </div>
  );
}
