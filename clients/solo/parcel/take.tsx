/* take.tsx -- a play that comes with a link from another device. Links come from anywhere, so what is in it is said
 * first, and it is kept when the person says so. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { playArrive, type Failed } from '../../core/alone/road';
import { noteKey } from '../../core/storage';
import { Button } from '../../ui/button';
import { PhonePage } from '../../ui/phone-page';
import { ReadingMenu } from '../../ui/reading-menu';
import { useText, type Texts } from '../../ui/reading';
import { shelf } from '../../ui/shelf';
import { parcelRead, type Packed } from './text';

export interface TakeProps {
  readonly said: string; // What stood in the link.
  readonly onOpen: (token: string, title: string) => void;
  readonly onBack: () => void;
}

function whyNot(t: Texts['t'], why: Failed): string {
  if (why === 'away') return t('solo.parcel_away');
  if (why === 'storage') return t('solo.full');
  return why === 'damaged' ? t('solo.parcel_damaged') : t('solo.parcel_version');
}

/* Notes that are here already are newer, or the same. */
function notesKeep(token: string, { notes }: Packed): void {
  for (const [name, note] of Object.entries(notes)) {
    const key = noteKey(token, name);
    if (shelf.get(key) === null) shelf.set(key, note);
  }
}

export function Take({ said, onOpen, onBack }: TakeProps): JSX.Element {
  const { t } = useText();
  const [packed] = useState(() => parcelRead(said));
  const [why, setWhy] = useState<Failed | null>(packed === null ? 'damaged' : null);
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    if (packed === null) return;
    setBusy(true);
    const came = await playArrive(packed.parcel);
    setBusy(false);
    if ('why' in came) return setWhy(came.why);
    notesKeep(came.token, packed);
    onOpen(came.token, packed.title);
  };
  return (
    <PhonePage
      page="parcel"
      menu={<ReadingMenu />}
      bar={
        <>
          {packed !== null && (
            <Button kind="main" full busy={busy} onClick={() => void take()}>
              {t('solo.parcel_take')}
            </Button>
          )}
          <Button full onClick={onBack}>
            {t('solo.parcel_leave')}
          </Button>
        </>
      }
    >
      <h1>{t('solo.parcel_title')}</h1>
      {packed !== null && (
        <>
          <p class="lead-in">{t('solo.parcel_came')}</p>
          <p class="sheet">
            <strong class="head">{packed.title}</strong>
            <br />
            {packed.played === 0 ? t('solo.parcel_begun') : t('solo.parcel_played', { n: packed.played })}
          </p>
        </>
      )}
      <p role="alert" class="field-error">
        {why === null ? '' : whyNot(t, why)}
      </p>
    </PhonePage>
  );
}
