/* radios.ts -- radio buttons that vote. A tap chooses. Arrow keys pass over everything on their way, so they only
 * pick; Enter, or the button at the thumb, chooses what is picked. */
import { useRef } from 'preact/hooks';

interface Radios {
  readonly group: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onKeyUp: () => void;
    readonly onPointerDown: () => void;
  };
  readonly onChange: (value: number) => void;
}

export function useRadios(picked: number, onPick: (value: number) => void, onChoose: (value: number) => void): Radios {
  const passing = useRef(false);
  const over = (): void => {
    passing.current = false;
  };
  return {
    group: {
      onKeyDown: (event) => {
        passing.current = event.key.startsWith('Arrow');
        if (event.key !== 'Enter' || picked < 0) return;
        event.preventDefault();
        onChoose(picked);
      },
      onKeyUp: over,
      onPointerDown: over,
    },
    onChange: (value) => (passing.current ? onPick(value) : onChoose(value)),
  };
}
