/* links-dialog.tsx -- links for participants, the screen, a co-trainer, an observer. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { codeShown, roleLink } from '../../core/api';
import { roles } from '../../core/roles';
import type { KeptSeat } from '../../core/storage';
import type { RoleLink } from '../../core/types';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { Dialog } from '../../ui/dialog';
import { useReached } from '../../ui/reached';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';
import { joinLink } from './doors';

export function LinksDialog({
  desk,
  seat,
  onClose,
}: {
  readonly desk: Desk;
  readonly seat: KeptSeat;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useText();
  const { origin } = useReached();
  const ready =
    seat.projector_token === undefined ? null : `${origin}${roles.projector.page}#t=${seat.projector_token}`;
  return (
    <Dialog wide title={t('trainer.links')} onClose={onClose}>
      <CopyLink
        link={joinLink(origin, desk.session.code)}
        label={t('trainer.link_join', { code: codeShown(desk.session.code) })}
      />
      {ready !== null ? (
        <CopyLink link={ready} label={t('trainer.link_projector')} />
      ) : (
        <MadeLink desk={desk} role="projector" label={t('trainer.link_projector')} />
      )}
      <MadeLink desk={desk} role="cotrainer" label={t('trainer.link_cotrainer')} />
      <MadeLink desk={desk} role="observer" label={t('trainer.link_observer')} />
      <p class="soft small">{t('trainer.links_what')}</p>
    </Dialog>
  );
}

function MadeLink({
  desk,
  role,
  label,
}: {
  readonly desk: Desk;
  readonly role: RoleLink['role'];
  readonly label: string;
}): JSX.Element {
  const { t, lang } = useText();
  const { origin } = useReached();
  const [token, setToken] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    const answer = await roleLink(role, lang, desk.live.token);
    if (answer.ok) setToken(answer.value.token);
    else setProblem(answer.problem.message || t('join.unreachable'));
  };
  if (token !== null) return <CopyLink link={`${origin}${roles[role].page}#t=${token}`} label={label} />;
  return (
    <div class="row between">
      <b>{label}</b>
      <Button compact onClick={() => void make()}>
        {t('trainer.link_make')}
      </Button>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
