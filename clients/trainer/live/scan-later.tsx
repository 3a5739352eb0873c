/* scan-later.tsx -- the scan of the people's own team is fetched when a session asks for one. */
import type { JSX } from 'preact';
import { useFetched } from '../../ui/fetched';
import type { Desk } from './desk';

interface Props {
  readonly desk: Desk;
}

export function ScanLater({ desk }: Props): JSX.Element | null {
  const { scan } = desk.screen.sections;
  return scan !== undefined && (scan.use !== 'none' || scan.own_team !== '') ? <Fetched desk={desk} /> : null;
}

function Fetched(props: Props): JSX.Element | null {
  const Part = useFetched(async () => {
    const { ScanDesk } = await import('./scan');
    return ScanDesk;
  });
  return Part !== undefined && Part !== null ? <Part {...props} /> : null;
}
