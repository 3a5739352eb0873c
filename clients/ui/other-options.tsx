/* other-options.tsx -- the options of a dilemma that were not decided for, to look at one of them. */
import type { ComponentChildren, JSX } from 'preact';
import { Chips } from './chips';
import { Letter } from './letter';

interface OtherOption {
  readonly option: number;
  readonly title: string;
}

interface OtherOptionsProps {
  readonly label: string;
  readonly options: readonly OtherOption[];
  readonly decided: number;
  readonly value: number | null;
  readonly onPick: (option: number) => void;
  readonly note?: (option: number) => ComponentChildren; // Behind its title.
}

export function OtherOptions({ label, options, decided, value, onPick, note }: OtherOptionsProps): JSX.Element {
  const chips = options
    .filter(({ option }) => option !== decided)
    .map(({ option, title }) => ({
      value: option,
      body: (
        <span class="ways-own">
          <Letter option={option} small />
          <span>
            {title}
            {note?.(option)}
          </span>
        </span>
      ),
    }));
  return <Chips label={label} value={value} onPick={onPick} chips={chips} />;
}
