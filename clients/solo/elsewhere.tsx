/* elsewhere.tsx -- going on with another device: the way out and the way in. What they open is fetched when it is asked
 * for, and is kept with the page. */
import type { JSX } from 'preact';
import { Dialog } from '../ui/dialog';
import { useFetched } from '../ui/fetched';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import type { GiveProps } from './parcel/give';
import type { TakeProps } from './parcel/take';

export function Elsewhere(props: GiveProps): JSX.Element {
  const { t } = useText();
  const Give = useFetched(async () => {
    const { Give } = await import('./parcel/both');
    return Give;
  });
  if (Give !== undefined && Give !== null) return <Give {...props} />;
  return (
    <Dialog title={t('menu.device')} onClose={props.onClose}>
      <p role="status">{Give === null ? t('own.away') : ''}</p>
    </Dialog>
  );
}

export function Arriving(props: TakeProps): JSX.Element {
  const { t } = useText();
  const Take = useFetched(async () => {
    const { Take } = await import('./parcel/both');
    return Take;
  });
  if (Take !== undefined && Take !== null) return <Take {...props} />;
  return (
    <PhonePage page="parcel-busy">
      <h1 class="quiet-title">{t('solo.parcel_title')}</h1>
      <div role="status">{Take === null ? <p>{t('own.away')}</p> : <LampScene />}</div>
    </PhonePage>
  );
}
