/* dialog.tsx -- the browser's own dialog: keeps the focus, Escape closes it, focus goes back. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import close from 'phosphor:x';
import { Button } from './button';
import { classes } from './classes';
import { Icon } from './icon';
import { useText } from './reading';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly sheet?: boolean; // From below, over part of the page.
  readonly close?: string; // Said on the button; without it a cross.
  readonly children: ComponentChildren;
}

export function Dialog({
  title,
  onClose,
  wide = false,
  sheet = false,
  close: said,
  children,
}: DialogProps): JSX.Element {
  const { t } = useText();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes a dialog with Escape, by itself.
    <dialog
      class={classes('dialog', wide && 'dialog-wide', sheet && 'dialog-sheet')}
      ref={box}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          {said !== undefined ? (
            <Button compact onClick={onClose}>
              {said}
            </Button>
          ) : (
            <button type="button" class="icon-button" aria-label={t('action.close')} onClick={onClose}>
              <Icon d={close} />
            </button>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}
