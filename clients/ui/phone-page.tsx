/* phone-page.tsx -- the frame of every phone page: notices, header (mark, where, Aa), path of steps,
 * content, and a bar at the thumb with the one main action. Focus goes to the heading on a new page. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Step } from '../core/types';
import { focusHeading, useKeptFocus } from './kept-focus';
import { Mark, Wordmark } from './mark';
import { useText } from './reading';
import { stepName } from './words';
import { SkipLink } from './skip-link';
import './phone-page.css';

interface PhonePageProps {
  readonly page: string; // Another value: another page, so the focus moves to its heading.
  readonly where?: readonly [string, string] | undefined; // Room and dilemma; without it the word mark.
  readonly menu?: ComponentChildren;
  readonly notices?: ComponentChildren;
  readonly path?:
    | { readonly steps: readonly Step[]; readonly step: Step; readonly timer?: ComponentChildren }
    | undefined;
  readonly bar?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function PhonePage({ page, where, menu, notices, path, bar, children }: PhonePageProps): JSX.Element {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    focusHeading(main.current);
  }, [page]);
  return (
    <div class="phone">
      <SkipLink />
      {notices}
      <header>
        <div class="page-top">
          {where === undefined ? <Wordmark /> : <Mark />}
          <p class="page-where">
            {where !== undefined && (
              <>
                <b>{where[0]}</b>
                <br />
                {where[1]}
              </>
            )}
          </p>
          {menu}
        </div>
        {path !== undefined && <Path {...path} />}
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
      {bar !== undefined && <Bar>{bar}</Bar>}
    </div>
  );
}

function Bar({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const bar = useRef<HTMLElement>(null);
  useKeptFocus(bar);
  return (
    <footer class="bar" ref={bar} tabIndex={-1}>
      <div>{children}</div>
    </footer>
  );
}

function Path({
  steps,
  step,
  timer,
}: {
  readonly steps: readonly Step[];
  readonly step: Step;
  readonly timer?: ComponentChildren;
}): JSX.Element {
  const { t } = useText();
  const now = steps.indexOf(step);
  return (
    <>
      <ol class="path" aria-hidden="true">
        {steps.map((one, i) => (
          <li key={one} class={i < now ? 'path-done' : i === now ? 'path-now' : undefined} />
        ))}
      </ol>
      <p class="path-name">
        <span>
          <b>{stepName(t, step)}</b> <span class="soft">{t('step.of', { n: now + 1, m: steps.length })}</span>
        </span>
        {timer}
      </p>
    </>
  );
}
