/* give.tsx -- the play that is open here as a link for another device, as a QR picture where it fits in one. It stays
 * here too. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import shareIcon from 'phosphor:share-network';
import { packOf } from '../../core/alone/road';
import { notesOf } from '../../core/storage';
import type { Seat } from '../../participant/seat';
import { Button } from '../../ui/button';
import { CopyLink } from '../../ui/copy-link';
import { Dialog } from '../../ui/dialog';
import { useReached } from '../../ui/reached';
import { useText } from '../../ui/reading';
import { shelf } from '../../ui/shelf';
import { Qr, QR_CHARS_MAX } from './qr';
import { NOTE, parcelText } from './text';

/* null: another device cannot go on with it. */
async function packed({ live, session, me }: Seat): Promise<string | null> {
  const parcel = await packOf(live.token);
  if (parcel === null) return null;
  const { title } = session.scenario;
  return parcelText({ parcel, title, played: me.path.length, notes: notesOf(shelf, live.token, NOTE) });
}

export interface GiveProps {
  readonly seat: Seat;
  readonly onClose: () => void;
}

export function Give({ seat, onClose }: GiveProps): JSX.Element {
  const { t } = useText();
  const { origin } = useReached();
  const [text, setText] = useState<string | null | 'asking'>('asking');
  useEffect(() => {
    void packed(seat).then(setText);
  }, []);
  return (
    <Dialog title={t('menu.device')} onClose={onClose}>
      {text === null && <p role="status">{t('solo.parcel_old')}</p>}
      {text !== null && text !== 'asking' && <Link link={`${origin}/solo/#p=${text}`} />}
    </Dialog>
  );
}

function Link({ link }: { readonly link: string }): JSX.Element {
  const { t } = useText();
  const share = (): void => void navigator.share({ url: link }).catch(() => undefined); // Whoever changes their mind.
  return (
    <>
      <p>{t('solo.parcel_what')}</p>
      {link.length <= QR_CHARS_MAX ? <Qr text={link} label={t('menu.device_qr')} /> : <p>{t('solo.parcel_long')}</p>}
      <CopyLink link={link} label={t('menu.device_link')} />
      {navigator.share !== undefined && (
        <Button full icon={shareIcon} onClick={share}>
          {t('solo.parcel_share')}
        </Button>
      )}
      <p class="small soft">{t('solo.parcel_private')}</p>
    </>
  );
}
