/* asked-later.tsx -- the questions about one's own team are fetched when a session asks them. */
import type { JSX } from 'preact';
import { useFetched } from '../ui/fetched';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import type { AskedProps } from './asked';
import { laterParts } from './fetched-ahead';

export function Asked(props: AskedProps): JSX.Element | null {
  const { t } = useText();
  const Part = useFetched(async () => {
    const { AskedPart } = await laterParts();
    return AskedPart;
  });
  if (Part !== undefined && Part !== null) return <Part {...props} />;
  const away = Part === null && <p role="alert">{t('join.unreachable')}</p>;
  if (props.part === 'card') return away || null;
  return (
    <PhonePage page="asked" notices={props.notices} menu={props.menu}>
      {away}
    </PhonePage>
  );
}
