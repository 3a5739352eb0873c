/* safe.tsx -- what a screen shows when a component cannot paint what it was given: a sentence, never
 * nothing. It is tried again with the next view; as the section that did it may not come again by itself,
 * the link asks for the whole view after a while. The error goes to the console like any other, so that
 * browser tests see it. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import type { Live } from '../core/live';
import { useScreen } from './use-screen';

interface SafeProps {
  readonly broken: JSX.Element; // Shown instead.
  readonly children: ComponentChildren;
}

const RENEW_MS = 10_000; // Half of it to one and a half: a hall of phones must not return in one instant.

const tell = (error: unknown): void => {
  setTimeout(() => {
    throw error;
  });
};

export function Safe({ broken, children }: SafeProps): JSX.Element {
  const [error] = useErrorBoundary(tell);
  return <>{error === undefined ? children : broken}</>;
}

export function SafeLive({ live, broken, children }: SafeProps & { readonly live: Live }): JSX.Element {
  const screen = useScreen(live);
  const [error, again] = useErrorBoundary(tell);
  useEffect(() => {
    if (error !== undefined) again();
  }, [screen.sections]);
  useEffect(() => {
    if (error === undefined) return undefined;
    const timer = setTimeout(live.renew, RENEW_MS * (0.5 + Math.random()));
    return () => clearTimeout(timer);
  }, [error, live]);
  return <>{error === undefined ? children : broken}</>;
}
