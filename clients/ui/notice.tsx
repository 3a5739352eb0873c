/* notice.tsx -- thin bars on top: no connection (everything stays usable), a network that blocks the fast
 * road, and a sentence when something could not be done. All are announced. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import close from 'phosphor:x';
import info from 'phosphor:info';
import wifiSlash from 'phosphor:wifi-slash';
import type { Screen } from '../core/screen';
import { Icon } from './icon';
import { useText } from './reading';
import './notice.css';

const READ_MS = 9000;

export function Notices({ screen, onRead }: { readonly screen: Screen; readonly onRead: () => void }): JSX.Element {
  const { t, sentence } = useText();
  const { notice } = screen;
  const [known, setKnown] = useState(false);
  const closing = (done: () => void): JSX.Element => (
    <button type="button" class="icon-button notice-close" aria-label={t('action.close')} onClick={done}>
      <Icon d={close} />
    </button>
  );
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(onRead, READ_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div class="notices no-print" role="status">
      {screen.link === 'lost' && (
        <p class="notice">
          <span>
            <Icon d={screen.alone ? info : wifiSlash} />
            {screen.alone ? t('link.lost_alone') : t('link.lost')}
          </span>
        </p>
      )}
      {screen.link === 'live' && screen.detour && !known && (
        <p class="notice">
          <span>
            <Icon d={info} />
            {t('link.detour')}
            {closing(() => setKnown(true))}
          </span>
        </p>
      )}
      {notice !== null && (
        <p class="notice" key={notice.count}>
          <span>
            <Icon d={info} />
            {sentence(`${notice.kind}.${notice.code}`, {
              field: sentence(`field.${notice.field}`) ?? t('stored.what'),
            }) ?? t('link.refused')}
            {closing(onRead)}
          </span>
        </p>
      )}
    </div>
  );
}
