/* scan.tsx -- before the start: how many have answered the scan of their own team, and once it is closed what it made.
 * What somebody answered comes nowhere; what was assumed can be set right here. */
import '../../core/later';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { answersOf, answersText, type Answers } from '../../core/own-team';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Made } from '../../ui/own/made';
import { pageTitle, ScanBody, type ScanPage } from '../../ui/own/scan';
import { useText } from '../../ui/reading';
import type { Desk } from './desk';

export function ScanDesk({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { scan } = desk.screen.sections;
  if (scan === undefined) return null;
  const answers = answersOf(scan.own_team);
  return scan.team !== null && answers !== null ? <MadeTeam desk={desk} answers={answers} /> : <Answered desk={desk} />;
}

function Answered({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const { scan } = desk.screen.sections;
  if (scan?.open !== true) return null;
  const people = desk.session.rooms.reduce((sum, room) => sum + room.taken, 0);
  return (
    <section class="sheet">
      <h2>{t('ours.desk')}</h2>
      <p class="lead-in" role="status">
        {t('ours.answered', { n: scan.answered, m: people })}
      </p>
      <p class="soft">{scan.answered < scan.least ? t('ours.few') : t('ours.enough')}</p>
    </section>
  );
}

interface MadeProps {
  readonly desk: Desk;
  readonly answers: Answers;
}

function MadeTeam({ desk, answers }: MadeProps): JSX.Element | null {
  const { t } = useText();
  const [wrong, setWrong] = useState<ScanPage | null>(null);
  const team = desk.screen.sections.scan?.team ?? null;
  if (team === null) return null;
  return (
    <section class="sheet">
      <h2>{t('ours.made')}</h2>
      <p class="lead-in">{t('ours.made_lead')}</p>
      <Made answers={answers} team={team} voice="team" onChange={setWrong} />
      {wrong !== null && (
        <SetRight
          key={wrong}
          page={wrong}
          answers={answers}
          onClose={() => setWrong(null)}
          onRight={(right) => {
            desk.live.command({ type: 'own_team_set', own_team: answersText(right) });
            setWrong(null);
          }}
        />
      )}
    </section>
  );
}

interface SetRightProps {
  readonly page: ScanPage;
  readonly answers: Answers;
  readonly onRight: (answers: Answers) => void;
  readonly onClose: () => void;
}

function SetRight({ page, answers, onRight, onClose }: SetRightProps): JSX.Element {
  const { t } = useText();
  const [right, setRight] = useState(answers);
  return (
    <Dialog title={pageTitle(t, 'team', page)} onClose={onClose}>
      <ScanBody answers={right} page={page} voice="team" onChange={setRight} />
      <Button kind="main" full onClick={() => onRight(right)}>
        {t('ours.right')}
      </Button>
    </Dialog>
  );
}
