/* editor-top.tsx -- above the draft: which story this is, whether it is kept, and what can be done with it. */
import type { JSX } from 'preact';
import back from 'phosphor:arrow-u-up-left';
import box from 'phosphor:package';
import check from 'phosphor:check-circle';
import forth from 'phosphor:arrow-u-up-right';
import play from 'phosphor:play';
import upload from 'phosphor:upload-simple';
import warning from 'phosphor:warning-circle';
import { clock } from '../core/i18n';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Wordmark } from '../ui/mark';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { saveBlob } from '../ui/save-file';
import { titleOf, wordAt } from './draft';
import type { History } from './history';
import { packed } from './pack';

interface EditorTopProps {
  readonly history: History;
  readonly kept_ms: number | null;
  readonly playable: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onTrial: () => void;
  readonly onLoad: () => void;
}

export function EditorTop({
  history,
  kept_ms,
  playable,
  onUndo,
  onRedo,
  onTrial,
  onLoad,
}: EditorTopProps): JSX.Element {
  const { t, lang } = useText();
  const draft = history.now;
  return (
    <header class="desk-top">
      <Wordmark />
      <div class="desk-session">
        <b>{titleOf(draft, lang) || t('author.untitled')}</b>
        <span class="soft">{t('author.version_n', { version: wordAt(draft.scenario, ['version']) })}</span>
      </div>
      <p class="stored" role="status">
        <Icon d={kept_ms !== null ? check : warning} />
        <span>{kept_ms !== null ? t('author.kept', { time: clock(lang, kept_ms) }) : t('author.not_kept')}</span>
      </p>
      <div class="row">
        <IconButton icon={back} label={t('author.undo')} off={history.past.length === 0} onClick={onUndo} />
        <IconButton icon={forth} label={t('author.redo')} off={history.future.length === 0} onClick={onRedo} />
        <Button
          compact
          kind="quiet"
          icon={box}
          onClick={() => saveBlob(`${wordAt(draft.scenario, ['id']) || 'scenario'}.zip`, packed(draft))}
        >
          {t('author.pack')}
        </Button>
        <Button compact icon={play} off={!playable} onClick={onTrial}>
          {t('author.trial_go')}
        </Button>
        <Button compact kind="main" icon={upload} onClick={onLoad}>
          {t('author.load')}
        </Button>
        <ReadingMenu />
      </div>
    </header>
  );
}

interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly off: boolean;
  readonly onClick: () => void;
}

const IconButton = ({ icon, label, off, onClick }: IconButtonProps): JSX.Element => (
  <button type="button" class="icon-button" aria-label={label} disabled={off} onClick={onClick}>
    <Icon d={icon} />
  </button>
);
