/* odds.tsx -- one thing that an option brings to somebody more often than the others: who, what, and how often in
 * ten. */
import type { JSX } from 'preact';
import type { MemberIntro, OptionOdds } from '../../core/types';
import { Face } from '../../ui/face';
import { useText } from '../../ui/reading';
import { faceOf } from '../../ui/team';

interface OddsProps {
  readonly odds: Pick<OptionOdds, 'member' | 'quality' | 'more'>;
  readonly members: readonly MemberIntro[];
  readonly children: JSX.Element; // How often.
}

export function OneOdds({ odds, members, children }: OddsProps): JSX.Element | null {
  const { t } = useText();
  if (odds.quality === 'none') return null;
  const name = members.find((one) => one.member === odds.member)?.name ?? '';
  return (
    <li>
      <Face id={faceOf(members, odds.member)} name={name} size="xs" />
      <span>
        <b>{name}</b> {t(`apart.${odds.quality}_${odds.more ? 'more' : 'less'}`)}
        {children}
      </span>
    </li>
  );
}
