/* on-device.tsx -- what playing alone keeps on this device, and how to get rid of it; and the bar that says that there
 * is no network. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import wifiSlash from 'phosphor:wifi-slash';
import { deviceWipe, type Device } from '../core/alone/road';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';
import '../ui/notice.css';

const MEGABYTE = 1_000_000;

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

export function Offline(): JSX.Element {
  const { t } = useText();
  return (
    <div class="notices" role="status">
      <p class="notice">
        <span>
          <Icon d={wifiSlash} />
          {t('solo.offline')}
        </span>
      </p>
    </div>
  );
}

export function OnDevice({
  device,
  onWiped,
}: {
  readonly device: Device;
  readonly onWiped: (left: Device | null) => void;
}): JSX.Element {
  const { t, lang } = useText();
  const [asking, setAsking] = useState(false);
  const size = (device.bytes / MEGABYTE).toLocaleString(lang, { maximumFractionDigits: 1 });
  const wipe = async (): Promise<void> => {
    setAsking(false);
    onWiped(await deviceWipe());
  };
  return (
    <div class="block">
      <p class="small">{t('solo.device', { size, n: device.stories.length, m: device.plays.length })}</p>
      <p class="small">
        <Button compact onClick={() => setAsking(true)}>
          {t('solo.wipe')}
        </Button>
      </p>
      {asking && (
        <Dialog title={t('solo.wipe')} onClose={() => setAsking(false)}>
          <p>{t('solo.wipe_what')}</p>
          <div class="dialog-actions">
            <Button onClick={() => setAsking(false)}>{t('action.stay')}</Button>
            <Button kind="destroy" onClick={() => void wipe()}>
              {t('solo.wipe_go')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
