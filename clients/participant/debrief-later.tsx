/* debrief-later.tsx -- the look back, once it is there. */
import type { ComponentChildren, JSX } from 'preact';
import { useFetched } from '../ui/fetched';
import { useText } from '../ui/reading';
import { laterParts } from './fetched-ahead';
import type { Seat } from './seat';

interface Props {
  readonly seat: Seat;
  readonly children?: ComponentChildren;
}

export function DebriefLater(props: Props): JSX.Element {
  const { t } = useText();
  const Shown = useFetched(async () => {
    const { Debrief } = await laterParts();
    return Debrief;
  });
  if (Shown !== undefined && Shown !== null) return <Shown {...props} />;
  return <p role="status">{Shown === null ? t('join.unreachable') : t('participant.opening_wait')}</p>;
}
