/* why.tsx -- why it went like this: heaviest first. Three blocks from one axis, filled to the right
 * for what helped, hatched to the left for what held back; the words say the same. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import type { Cause, MemberIntro } from '../core/types';
import { Face } from './face';
import { useText } from './reading';
import { SaysWho } from './says-who';
import { certaintyName } from './words';
import './why.css';

interface WhyProps {
  readonly causes: readonly Cause[];
  readonly members: readonly MemberIntro[];
}

export function Why({ causes, members }: WhyProps): JSX.Element {
  return (
    <>
      <ol class="why">
        {causes.map((cause, i) => (
          <CauseItem key={i} cause={cause} members={members} />
        ))}
      </ol>
      {causes.length > 0 && (
        <p class="source">
          <SaysWho />
        </p>
      )}
    </>
  );
}

function CauseItem({
  cause,
  members,
}: {
  readonly cause: Cause;
  readonly members: readonly MemberIntro[];
}): JSX.Element {
  const { t, lang } = useText();
  const who = members.filter((member) => cause.members.includes(member.member));
  const weight = Math.min(3, Math.max(1, cause.weight)) as 1 | 2 | 3;
  const word = cause.helped ? t(`why.helped_${weight}`) : t(`why.held_${weight}`);
  const source =
    cause.source === '' ? certaintyName(t, cause.certainty) : `${certaintyName(t, cause.certainty)}: ${cause.source}`;
  return (
    <li>
      <p class="weigh">
        <span>{word}</span>
        <Weight helped={cause.helped} weight={weight} />
      </p>
      <h3>{cause.title}</h3>
      <p>{cause.text}</p>
      {who.length > 0 && (
        <p class="why-who">
          <span class="faces">
            {who.slice(0, 4).map((member) => (
              <Face key={member.member} id={member.id} name={member.name} size="xs" />
            ))}
          </span>
          {list(
            lang,
            who.map((member) => member.name),
          )}
        </p>
      )}
      <p class="source">{source}</p>
    </li>
  );
}

function Weight({ helped, weight }: { readonly helped: boolean; readonly weight: number }): JSX.Element {
  const block = (i: number): JSX.Element => {
    const x = helped ? 67 + i * 20 : 47 - i * 20;
    const on = i < weight;
    return (
      <g key={i}>
        <rect
          x={x}
          y="4"
          width="17"
          height="14"
          rx="3"
          class={on ? (helped ? 'weight-on' : 'weight-held') : 'weight-off'}
        />
        {on && !helped && <path class="weight-hatch" d={`M${x + 2} 15l8-9M${x + 7} 16l8-9`} />}
      </g>
    );
  };
  return (
    <svg class="weight" viewBox="0 0 130 22" aria-hidden="true" focusable="false">
      {[0, 1, 2].map(block)}
      <path class="weight-axis" d="M65 0v22" />
    </svg>
  );
}
