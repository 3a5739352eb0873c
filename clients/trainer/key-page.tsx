/* key-page.tsx -- without a key this browser cannot make sessions, but it can go back to earlier ones. */
import type { JSX } from 'preact';
import type { KeptSeat } from '../core/storage';
import { KeyPage } from '../ui/key-page';
import { useText } from '../ui/reading';
import { Again } from './start/again';
import { Earlier } from './start/earlier';

interface TrainerKeyProps {
  readonly earlier: readonly KeptSeat[];
  readonly refused: boolean;
  readonly onOpen: (seat: KeptSeat) => void;
  readonly onKey: (key: string) => void;
}

export function TrainerKey({ earlier, refused, onOpen, onKey }: TrainerKeyProps): JSX.Element {
  const { t } = useText();
  const words = {
    title: t('trainer.key_title'),
    what: t('trainer.key_what'),
    field: t('trainer.key_field'),
    wrong: t('trainer.key_wrong'),
    go: t('trainer.key_go'),
  };
  return (
    <KeyPage words={words} refused={refused} onKey={onKey} first={<Again seats={earlier} onOpen={onOpen} />}>
      {earlier.length > 0 && <Earlier seats={earlier} onOpen={onOpen} />}
    </KeyPage>
  );
}
