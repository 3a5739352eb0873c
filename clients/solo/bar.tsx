/* bar.tsx -- a step of solo practice fills the bar at the thumb itself: what its button says depends
 * on what is picked above it. */
import type { ComponentChildren, JSX } from 'preact';
import { createPortal } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { STEP_BAR } from '../participant/seat-app';

export function Bar({ children }: { readonly children: ComponentChildren }): JSX.Element | null {
  const [slot, setSlot] = useState<Element | null>(null);
  useEffect(() => setSlot(document.getElementById(STEP_BAR)), []);
  return slot === null ? null : createPortal(<>{children}</>, slot);
}
