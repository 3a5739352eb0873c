/* team-later.tsx -- a team that answers by a link is fetched when a trainer chooses to play with one. */
import type { JSX } from 'preact';
import { useFetched } from '../../ui/fetched';
import { useText } from '../../ui/reading';

export interface TeamByLinkProps {
  readonly story: string;
  readonly group: string; // As the trainer calls them.
  readonly onTeam: (answers: string) => void; // What is played with; empty: there is no team yet.
}

export function TeamByLinkLater(props: TeamByLinkProps): JSX.Element | null {
  const { t } = useText();
  const Part = useFetched(async () => {
    const { TeamByLink } = await import('./team-by-link');
    return TeamByLink;
  });
  if (Part === null) return <p role="alert">{t('join.unreachable')}</p>;
  return Part === undefined ? null : <Part {...props} />;
}
