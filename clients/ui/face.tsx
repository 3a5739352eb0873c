/* face.tsx -- an invented person: a drawn face in a niche that can stand on a step. Who is not drawn
 * gets letters in the same niche. Beside a name it is decoration; alone it says who and how. */
import type { JSX } from 'preact';
import { faces, hash } from 'dk:faces';
import './face.css';

const fold = (word: string): string => word.toLowerCase().normalize('NFD').replace(/[^a-z0-9]/g, '');

/* The drawing of a member, or null for who is not drawn. */
export function faceSource(id: string, name: string, expression: string): string | null {
  const key = faces[fold(id)] ? fold(id) : fold(name);
  const drawn = faces[key];
  return drawn === undefined ? null : `/assets/${key}-${drawn.includes(expression) ? expression : 'rustig'}-${hash}.svg`;
}

export interface FaceProps {
  readonly id: string; // Of the member, as in the scenario.
  readonly name: string;
  readonly expression?: string;
  readonly size?: 'xs' | 's' | 'm' | 'l';
  readonly alone?: boolean; // No name beside it.
}

export function Face({ id, name, expression = 'rustig', size = 'm', alone = false }: FaceProps): JSX.Element {
  const source = faceSource(id, name, expression);
  if (source === null) {
    return <span class={`face face-${size} face-letters`} role={alone ? 'img' : undefined} aria-label={alone ? name : undefined}
      aria-hidden={alone ? undefined : true}>{name.slice(0, 2)}</span>;
  }
  return <img class={`face face-${size}`} src={source} alt={alone ? name : ''} width="60" height="70" loading="lazy" decoding="async" />;
}
