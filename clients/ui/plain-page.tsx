/* plain-page.tsx -- a page to read, outside of any session: the name on top, how one reads, and what it is about. */
import type { ComponentChildren, JSX } from 'preact';
import { Wordmark } from './mark';
import './plain-page.css';
import { ReadingMenu } from './reading-menu';
import { SkipLink } from './skip-link';

interface PlainPageProps {
  readonly name: string; // A class: a page may have a width and a rhythm of its own.
  readonly children: ComponentChildren;
}

export const PlainPage = ({ name, children }: PlainPageProps): JSX.Element => (
  <>
    <SkipLink />
    <header class="plain-top">
      <Wordmark />
      <span class="plain-space" />
      <ReadingMenu />
    </header>
    <main id="main" class={`plain-page ${name}`} tabIndex={-1}>
      {children}
    </main>
  </>
);
