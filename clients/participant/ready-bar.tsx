/* ready-bar.tsx -- the bar of steps in which one says "ready": read, talked out, done. */
import type { JSX } from 'preact';
import type { TextKey } from '../core/i18n';
import { Button } from '../ui/button';
import { useText } from '../ui/reading';
import { Stored } from '../ui/stored';
import { noNetwork } from '../core/screen';
import { isSolo, ownReady, progressOf, type Playing } from './seat';

interface ReadyBarProps {
  readonly playing: Playing;
  readonly label: TextKey; // What the button says.
}

export function ReadyBar({ playing, label }: ReadyBarProps): JSX.Element {
  const { t } = useText();
  const { live, round, session, screen } = playing;
  const ready = ownReady(playing);
  const progress = progressOf(playing);
  const solo = isSolo(playing);
  const set = (on: boolean): void =>
    live.command({ type: 'ready_set', round: round.round, step: round.step, ready: on });
  if (round.waiting)
    return (
      <p class="stored" role="status">
        {t('ready.gate')}
      </p>
    );
  if (round.step === 'discussion' && session.pace === 'trainer' && !solo)
    return (
      <p class="stored">
        <span class="soft">{t('discussion.then')}</span>
      </p>
    );
  const count = progress !== undefined && !solo ? t('ready.count', { n: progress.done, m: progress.expected }) : '';
  if (!ready.value || solo)
    return (
      <>
        <Button kind="main" full busy={solo && ready.value} onClick={() => set(true)}>
          {t(label)}
        </Button>
        {count !== '' && <p class="tiny soft center">{count}</p>}
      </>
    );
  return (
    <div class="row between">
      <Stored
        state={ready.waiting ? 'waiting' : 'nothing'}
        lost={noNetwork(screen)}
        hint={`${t('ready.you')} ${count}`}
      />
      <Button kind="quiet" compact onClick={() => set(false)}>
        {t('ready.not_yet')}
      </Button>
    </div>
  );
}
