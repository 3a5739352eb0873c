/* flag.tsx -- what a room asks for, in a word, an icon and minutes. */
import type { JSX } from 'preact';
import check from 'phosphor:check-circle';
import hand from 'phosphor:hand-waving';
import pause from 'phosphor:pause';
import silent from 'phosphor:speaker-slash';
import split from 'phosphor:git-fork';
import wifiSlash from 'phosphor:wifi-slash';
import { Icon } from '../../ui/icon';
import { useText, type Texts } from '../../ui/reading';
import type { Flag, Look } from './look';

const icons: Readonly<Record<Flag, string>> = {
  waits: hand,
  alone: wifiSlash,
  stuck: pause,
  silent,
  split,
  done: check,
};

export function flagWords(t: Texts['t'], flag: Flag, minutes: number): string {
  const counted = flag === 'stuck' || flag === 'silent';
  return counted ? t(`tile.flag_${flag}_for`, { n: minutes }) : t(`tile.flag_${flag}`);
}

/* Where there is no place for the word. */
export const FlagIcon = ({ flag }: { readonly flag: Flag }): JSX.Element => (
  <span class="flag flag-small">
    <Icon d={icons[flag]} />
  </span>
);

export function FlagPill({ look }: { readonly look: Look }): JSX.Element | null {
  const { t } = useText();
  if (look.flag === null) return null;
  return (
    <span class={look.flag === 'done' ? 'flag flag-done' : 'flag'}>
      <Icon d={icons[look.flag]} />
      {flagWords(t, look.flag, look.minutes)}
    </span>
  );
}
