/* notice.tsx -- thin bars on top: no connection (everything stays usable), a network that blocks the fast
 * road, and a sentence when something could not be done. All are announced. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import close from 'phosphor:x';
import info from 'phosphor:info';
import wifiSlash from 'phosphor:wifi-slash';
import type { Screen } from '../core/screen';
import { Icon } from './icon';
import { useText } from './reading';
import './notice.css';

const READ_MS = 9000;

interface NoticeProps {
  readonly icon?: string;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/* One such bar; it stands in an element of the class notices that is announced. */
export function Notice({ icon = info, onClose, children }: NoticeProps): JSX.Element {
  const { t } = useText();
  return (
    <p class="notice">
      <span>
        <Icon d={icon} />
        {children}
        {onClose !== undefined && (
          <button type="button" class="icon-button notice-close" aria-label={t('action.close')} onClick={onClose}>
            <Icon d={close} />
          </button>
        )}
      </span>
    </p>
  );
}

export function Notices({ screen, onRead }: { readonly screen: Screen; readonly onRead: () => void }): JSX.Element {
  const { t, sentence } = useText();
  const { notice } = screen;
  const [known, setKnown] = useState(false);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(onRead, READ_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div class="notices no-print" role="status">
      {screen.link === 'lost' && (
        <Notice icon={screen.alone ? info : wifiSlash}>{screen.alone ? t('link.lost_alone') : t('link.lost')}</Notice>
      )}
      {screen.link === 'live' && screen.detour && !known && (
        <Notice onClose={() => setKnown(true)}>{t('link.detour')}</Notice>
      )}
      {notice !== null && (
        <Notice key={notice.count} onClose={onRead}>
          {sentence(`${notice.kind}.${notice.code}`, {
            field: sentence(`field.${notice.field}`) ?? t('stored.what'),
          }) ?? t('link.refused')}
        </Notice>
      )}
    </div>
  );
}
