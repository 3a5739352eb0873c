/* rehearse-dialog.tsx -- a trainer practises alone: simulated people take the chairs, and nothing of it is kept. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import play from 'phosphor:play';
import { Button } from '../../ui/button';
import { Chips } from '../../ui/chips';
import { Dialog } from '../../ui/dialog';
import { useText } from '../../ui/reading';

const tempos = ['quick', 'real'] as const;
export type Tempo = (typeof tempos)[number];

interface RehearseDialogProps {
  readonly rooms: number;
  readonly people: number; // In each.
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onGo: (tempo: Tempo) => void;
  readonly onClose: () => void;
}

export function RehearseDialog({ rooms, people, busy, problem, onGo, onClose }: RehearseDialogProps): JSX.Element {
  const { t } = useText();
  const [tempo, setTempo] = useState<Tempo>('quick');
  return (
    <Dialog title={t('rehearse.title')} onClose={onClose}>
      <p>{t('rehearse.what', { n: rooms, m: rooms * people })}</p>
      <Chips
        label={t('rehearse.tempo')}
        layout="even"
        value={tempo}
        onPick={setTempo}
        chips={tempos.map((one) => ({ value: one, body: t(`rehearse.tempo_${one}`) }))}
      />
      <p class="soft small">{t(`rehearse.tempo_${tempo}_what`)}</p>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('action.stay')}</Button>
        <Button kind="main" icon={play} busy={busy} onClick={() => onGo(tempo)}>
          {t('rehearse.go')}
        </Button>
      </div>
    </Dialog>
  );
}
