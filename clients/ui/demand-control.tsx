/* demand-control.tsx -- what work asks against what somebody can arrange themselves. Four quadrants; faces
 * show where they are now, a dotted trail where they were a round ago. The table beside it says the same in
 * words. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { MemberIntro, TrainerMember } from '../core/types';
import { faceSource } from './face';
import { useText, type Texts } from './reading';
import { faceOf } from './team';
import './demand-control.css';

const SIZE = 240;
const at = (level: number): number => 12 + (Math.min(1000, Math.max(0, level)) / 1000) * (SIZE - 24);

type DemandLevel = 'low' | 'middle' | 'high';
const levelOf = (level: number): DemandLevel => (level < 400 ? 'low' : level < 600 ? 'middle' : 'high');

function quadrant(t: Texts['t'], demands: number, control: number): string {
  if (control >= 500) return demands >= 500 ? t('quadrant.active') : t('quadrant.relaxed');
  return demands >= 500 ? t('quadrant.strain') : t('quadrant.passive');
}

type Pressed = Pick<
  TrainerMember,
  'member' | 'name' | 'demands' | 'control' | 'demands_before' | 'control_before' | 'face' | 'vacant'
>;

interface DemandControlProps {
  readonly label: string;
  readonly members: readonly Pressed[];
  readonly ids: readonly MemberIntro[];
  readonly small?: boolean; // No names of quadrants, larger faces.
}

export function DemandControl({ label, members, ids, small = false }: DemandControlProps): JSX.Element {
  const { t } = useText();
  const here = members.filter((member) => !member.vacant);
  return (
    <figure class="demand-control">
      <svg
        class={small ? 'demand-small' : undefined}
        viewBox={small ? '-30 0 272 276' : '-22 0 264 266'}
        role="img"
        aria-label={label}
      >
        <rect class="quad" x="0" y="0" width="118" height="118" rx="10" />
        <rect class="quad quad-lit" x="122" y="0" width="118" height="118" rx="10" />
        <rect class="quad" x="0" y="122" width="118" height="118" rx="10" />
        <rect class="quad" x="122" y="122" width="118" height="118" rx="10" />
        {!small && (
          <g class="quad-names">
            <text x="9" y="18">
              {t('quadrant.relaxed')}
            </text>
            <text x="231" y="18" text-anchor="end">
              {t('quadrant.active')}
            </text>
            <text x="9" y="232">
              {t('quadrant.passive')}
            </text>
            <text x="231" y="232" text-anchor="end">
              {t('quadrant.strain')}
            </text>
          </g>
        )}
        <path class="axis" d="M0 248h240m-6-4 6 4-6 4M-8 240V0m-4 6 4-6 4 6" />
        <text x="0" y={small ? 270 : 263}>
          {t('quadrant.demands')}
        </text>
        <text transform="rotate(-90)" x="-240" y="-13">
          {t('quadrant.control')}
        </text>
        {here.map((member) => (
          <Trail key={member.member} member={member} />
        ))}
        {here.map((member) => (
          <Dot key={member.member} member={member} scale={small ? 1.7 : 1.25} id={faceOf(ids, member.member)} />
        ))}
      </svg>
      <div class="hidden-text">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{t('word.who')}</th>
              <th scope="col">{t('quadrant.demands')}</th>
              <th scope="col">{t('quadrant.control')}</th>
              <th scope="col">{t('quadrant.where')}</th>
            </tr>
          </thead>
          <tbody>
            {here.map((member) => (
              <tr key={member.member}>
                <th scope="row">{member.name}</th>
                <td>{fromTo(t, member.demands_before, member.demands)}</td>
                <td>{fromTo(t, member.control_before, member.control)}</td>
                <td>{quadrant(t, member.demands, member.control)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function fromTo(t: Texts['t'], before: number, now: number): string {
  const was = levelOf(before);
  const is = levelOf(now);
  return was === is ? t(`level.${is}`) : t('quadrant.from_to', { from: t(`level.${was}`), to: t(`level.${is}`) });
}

function Trail({ member }: { readonly member: Pressed }): JSX.Element {
  const x = at(member.demands_before);
  const y = SIZE - at(member.control_before);
  return (
    <g>
      <path class="trail" d={`M${x} ${y}L${at(member.demands)} ${SIZE - at(member.control)}`} />
      <circle class="trail-start" cx={x} cy={y} r="3" />
    </g>
  );
}

function Dot({
  member,
  id,
  scale,
}: {
  readonly member: Pressed;
  readonly id: string;
  readonly scale: number;
}): JSX.Element {
  const x = at(member.demands);
  const y = SIZE - at(member.control);
  const r = 13 * scale;
  const clip = useId();
  const source = faceSource(id, member.face);
  const niche = `M${x - r} ${y + r}v${-r * 1.1}a${r} ${r} 0 0 1 ${2 * r} 0v${r * 1.1}z`;
  return (
    <g aria-hidden="true">
      <path class="niche" d={niche} />
      {source === null ? (
        <text class="niche-letters" x={x} y={y + 8} text-anchor="middle">
          {member.name.slice(0, 2)}
        </text>
      ) : (
        <>
          <clipPath id={clip}>
            <path d={niche} />
          </clipPath>
          <image
            href={source}
            x={x - r}
            y={y - r * 1.3}
            width={2 * r}
            height={r * 2.3}
            preserveAspectRatio="xMidYMax slice"
            clip-path={`url(#${clip})`}
          />
        </>
      )}
    </g>
  );
}
