/* chair.tsx -- a real person: a chair with two letters. Never a drawn face. */
import type { JSX } from 'preact';
import check from 'phosphor:check';
import wifiSlash from 'phosphor:wifi-slash';
import speak from 'phosphor:chat-circle';
import { lettersIn } from '../core/letters';
import { Icon } from './icon';

type ChairState = 'thinking' | 'done' | 'idle' | 'away' | 'empty';

export interface ChairProps {
  readonly name: string; // Empty: an empty chair.
  readonly shown?: string; // Another word under the chair, as "jij".
  readonly state: ChairState;
  readonly me?: boolean;
  readonly spokesperson?: boolean;
  readonly says: string; // The whole chair in words, for screen readers.
  readonly nameless?: boolean;
}

/* "Dirk-Jan" DJ, "Fatima" Fa, "An van Dam" AD; an emoji stands alone. */
export function lettersOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  const first = lettersIn(words[0] ?? name);
  const last = words.length > 1 ? lettersIn(words[words.length - 1] ?? '') : [];
  const start = first[0] ?? '';
  if (/^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u.test(start)) return start;
  return start + (last[0] ?? first[1] ?? '');
}

export function Chair({ name, shown, state, me, spokesperson, says, nameless }: ChairProps): JSX.Element {
  const tag = state === 'done' ? check : state === 'away' ? wifiSlash : spokesperson ? speak : null;
  return (
    <li class={`seat seat-${state}${me ? ' seat-me' : ''}`}>
      <span class="chair" aria-hidden="true">
        {nameless ? '' : lettersOf(name)}
        {tag !== null && !nameless && (
          <span class="seat-tag">
            <Icon d={tag} />
          </span>
        )}
      </span>
      {!nameless && (
        <span class="seat-name" aria-hidden="true">
          {shown ?? name}
        </span>
      )}
      <span class="hidden-text">{says}</span>
    </li>
  );
}
