/* mount.tsx -- puts a page in place of what the server sent as its first paint. */
import { render, type JSX } from 'preact';
import { holdReading } from '../core/reading';
import type { Shelf } from '../core/storage';
import { ReadingProvider } from './reading';
import { Safe } from './safe';
import { surviveTranslators } from './translated';

/* The shelf keeps how this person reads; `broken` is shown when nothing else can be. */
export function mount(page: JSX.Element, shelf: Shelf, broken: JSX.Element): void {
  const root = document.getElementById('app');
  if (root === null) return;
  root.replaceChildren();
  surviveTranslators(root);
  render(
    <ReadingProvider held={holdReading(shelf, navigator.languages)}>
      <Safe broken={broken}>{page}</Safe>
    </ReadingProvider>,
    root,
  );
}
