/* step-bar.tsx -- a step whose button depends on what is picked above it fills the bar at the thumb
 * by itself. */
import type { ComponentChildren, JSX } from 'preact';
import { createPortal } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';

const STEP_BAR = 'step-bar';

export const StepBarSlot = (): JSX.Element => <div id={STEP_BAR} class="bar-slot" />;

export function StepBar({ children }: { readonly children: ComponentChildren }): JSX.Element | null {
  const [slot, setSlot] = useState<Element | null>(null);
  useEffect(() => setSlot(document.getElementById(STEP_BAR)), []);
  return slot === null ? null : createPortal(children, slot);
}
