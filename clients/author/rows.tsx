/* rows.tsx -- the buttons of a list: move, take away, add. */
import type { ComponentChildren, JSX } from 'preact';
import down from 'phosphor:arrow-down';
import plus from 'phosphor:plus';
import trash from 'phosphor:trash';
import up from 'phosphor:arrow-up';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { useText } from '../ui/reading';

interface RowActionsProps {
  readonly name: string; // Of the thing: "keuze B".
  readonly index: number;
  readonly count: number;
  readonly onMove?: ((to: number) => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

export function RowActions({ name, index, count, onMove, onRemove }: RowActionsProps): JSX.Element {
  const { t } = useText();
  const move = (to: number): void => onMove?.(to);
  return (
    <span class="row-actions">
      {onMove !== undefined && (
        <>
          <button
            type="button"
            class="icon-button"
            disabled={index === 0}
            aria-label={t('author.move_up', { name })}
            onClick={() => move(index - 1)}
          >
            <Icon d={up} />
          </button>
          <button
            type="button"
            class="icon-button"
            disabled={index >= count - 1}
            aria-label={t('author.move_down', { name })}
            onClick={() => move(index + 1)}
          >
            <Icon d={down} />
          </button>
        </>
      )}
      {onRemove !== undefined && (
        <button type="button" class="icon-button" aria-label={t('author.remove', { name })} onClick={onRemove}>
          <Icon d={trash} />
        </button>
      )}
    </span>
  );
}

export const AddButton = ({
  children,
  off,
  onClick,
}: {
  readonly children: ComponentChildren;
  readonly off?: boolean;
  readonly onClick: () => void;
}): JSX.Element => (
  <Button kind="quiet" compact icon={plus} off={off ?? false} onClick={onClick}>
    {children}
  </Button>
);
