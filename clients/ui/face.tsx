/* face.tsx -- an invented person: a drawn face in a niche that can stand on a step. Whoever is not drawn, or
 * whose drawing does not come, gets letters in the same niche. Beside a name it is decoration; alone it says who
 * and how. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { expressions, folder, hash, people } from 'dk:faces';
import './face.css';
import { at } from '../core/root';

/* The drawing of a face, or null when there is none. Never found by name: somebody called Nadia need not look
 * like ours. */
export function faceSource(id: string, expression: string): string | null {
  return people.includes(id)
    ? `${at(folder)}${id}-${expressions.includes(expression) ? expression : 'rustig'}-${hash}.svg`
    : null;
}

interface FaceProps {
  readonly id: string; // Of the drawn face; of an unknown one: letters.
  readonly name: string;
  readonly expression?: string;
  readonly size?: 'xs' | 's' | 'm' | 'l';
  readonly alone?: boolean; // No name beside it.
}

export function Face({ id, name, expression = 'rustig', size = 'm', alone = false }: FaceProps): JSX.Element {
  const source = faceSource(id, expression);
  const [missed, setMissed] = useState<string | null>(null);
  if (source === null || source === missed) {
    return (
      <span
        class={`face face-${size} face-letters`}
        role={alone ? 'img' : undefined}
        aria-label={alone ? name : undefined}
        aria-hidden={alone ? undefined : true}
      >
        {name.slice(0, 2)}
      </span>
    );
  }
  return (
    <img
      class={`face face-${size}`}
      src={source}
      alt={alone ? name : ''}
      width="60"
      height="70"
      loading="lazy"
      decoding="async"
      onError={() => setMissed(source)}
    />
  );
}
