/* button.tsx -- NL Design System's button in our words: main (one a screen), second, quiet, destroy. */
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon';

interface ButtonProps {
  readonly kind?: 'main' | 'second' | 'quiet' | 'destroy';
  readonly full?: boolean;
  readonly compact?: boolean;
  readonly icon?: string;
  readonly iconEnd?: string;
  readonly submit?: boolean;
  readonly off?: boolean;
  readonly busy?: boolean;
  readonly pressed?: boolean;
  readonly once?: boolean; // A double click is one press: the second would be about what the first led to.
  readonly label?: string;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

export function Button(props: ButtonProps): JSX.Element {
  const {
    kind = 'second',
    full,
    compact,
    icon,
    iconEnd,
    submit,
    off,
    busy,
    pressed,
    once,
    label,
    onClick,
    children,
  } = props;
  const classes = ['nl-button'];
  if (kind === 'main') classes.push('nl-button--primary');
  if (kind === 'quiet') classes.push('nl-button--quiet');
  if (kind === 'destroy') classes.push('nl-button--destroy');
  if (full) classes.push('nl-button--full');
  if (compact) classes.push('nl-button--compact');
  if (off) classes.push('nl-button--disabled');
  const press = (event: MouseEvent): void => {
    if (!once || event.detail < 2) onClick?.();
  };
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={classes.join(' ')}
      onClick={off || busy ? undefined : press}
      aria-disabled={off || busy ? true : undefined}
      aria-pressed={pressed}
      aria-label={label}
    >
      {icon !== undefined && (
        <span class="nl-button__icon-start">
          <Icon d={icon} />
        </span>
      )}
      <span class="nl-button__label">{children}</span>
      {iconEnd !== undefined && (
        <span class="nl-button__icon-end">
          <Icon d={iconEnd} />
        </span>
      )}
    </button>
  );
}
