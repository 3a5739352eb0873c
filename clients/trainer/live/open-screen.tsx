/* open-screen.tsx -- the wall, in a window of its own, with one press; and dark with one more. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import presentation from 'phosphor:projector-screen';
import { roleLink } from '../../core/api';
import { roles } from '../../core/roles';
import { seatKeep, type KeptSeat } from '../../core/storage';
import { site } from '../../core/root';
import { Button } from '../../ui/button';
import { useText } from '../../ui/reading';
import { shelf } from '../../ui/shelf';
import type { Desk } from './desk';

const linkOf = (token: string): string => `${site()}${roles.projector.page}#t=${token}`;

export interface OpenScreenProps {
  readonly desk: Desk;
  readonly seat: KeptSeat;
}

export function OpenScreen({ desk, seat }: OpenScreenProps): JSX.Element {
  const { t, lang } = useText();
  const [problem, setProblem] = useState<string | null>(null);
  /* A browser opens a window only while it is pressed, so it is opened before its link is known. */
  const open = async (): Promise<void> => {
    const page = window.open(seat.projector_token === undefined ? '' : linkOf(seat.projector_token), '_blank');
    if (seat.projector_token !== undefined) return;
    const answer = await roleLink('projector', lang, desk.live.token);
    if (!answer.ok) {
      page?.close();
      return setProblem(answer.problem.message || t('join.unreachable'));
    }
    seatKeep(shelf, { ...seat, projector_token: answer.value.token });
    if (page !== null) page.location.href = linkOf(answer.value.token);
  };
  return (
    <>
      <Button compact icon={presentation} onClick={() => void open()}>
        {t('trainer.screen_open')}
      </Button>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
