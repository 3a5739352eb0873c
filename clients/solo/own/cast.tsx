/* cast.tsx -- the team that the answers make for a story: where its people stand, who has a part, and what was taken
 * for granted. Whatever can be set right is a tap away. */
import type { JSX } from 'preact';
import lock from 'phosphor:lock-simple';
import type { Answers } from '../../core/own-team';
import type { OwnTeam } from '../../core/types';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { PhonePage } from '../../ui/phone-page';
import { useText } from '../../ui/reading';
import { Made } from '../../ui/own/made';
import type { ScanPage } from '../../ui/own/scan';
import { ReadingMenu } from '../../ui/reading-menu';

interface CastProps {
  readonly title: string; // Of the story.
  readonly answers: Answers;
  readonly team: OwnTeam;
  readonly busy: boolean;
  readonly problem: string;
  readonly onPlay: () => void;
  readonly onChange: (page: ScanPage) => void;
  readonly onBack: () => void;
  readonly onForget: () => void;
}

export function Cast({
  title,
  answers,
  team,
  busy,
  problem,
  onPlay,
  onChange,
  onBack,
  onForget,
}: CastProps): JSX.Element {
  const { t } = useText();
  return (
    <PhonePage
      page="own-team"
      where={[t('scan.where'), title]}
      menu={<ReadingMenu />}
      bar={
        <>
          {problem !== '' && (
            <p class="field-error center" role="alert">
              {problem}
            </p>
          )}
          <Button kind="main" full busy={busy} onClick={onPlay}>
            {busy ? t('solo.busy') : t('own.play')}
          </Button>
          <p class="row middle tiny soft">
            <Icon d={lock} /> {t('scan.stays')}
          </p>
        </>
      }
    >
      <p class="eyebrow">{t('own.of', { title })}</p>
      <h1>{t('own.title')}</h1>
      <p class="lead-in">{t('own.lead')}</p>
      <Made answers={answers} team={team} voice="leader" onChange={onChange} />
      <p class="block row">
        <Button compact onClick={onBack}>
          {t('own.another')}
        </Button>
        <Button compact onClick={onForget}>
          {t('own.forget')}
        </Button>
      </p>
    </PhonePage>
  );
}
