/* main.tsx -- development only: every page from fixtures, chosen by ?page=NAME. No server, no link; a
 * command goes into the outbox and stays there, as if the network were slow. */
import type { JSX } from 'preact';
import type { Live } from '../core/live';
import { commanded, noticeRead, type Screen } from '../core/screen';
import { memoryShelf } from '../core/storage';
import { Broken } from '../ui/broken';
import { mount } from '../ui/mount';
import { useReading } from '../ui/reading';
import '../ui/styles/base.css';
import { pages } from './pages';

function stillLive(start: Screen): Live {
  let screen = start;
  let id = 0;
  const told = new Set<() => void>();
  const become = (next: Screen): void => {
    screen = next;
    for (const listener of told) listener();
  };
  return {
    token: 'preview-token',
    alone: false,
    screen: () => screen,
    subscribe: (listener) => {
      told.add(listener);
      return () => void told.delete(listener);
    },
    command: (command) => become(commanded(screen, { id: ++id, command })),
    noticeRead: () => become(noticeRead(screen)),
    unsent: () => undefined,
    wake: () => undefined,
    renew: () => undefined,
    close: () => undefined,
  };
}

const wish = new URLSearchParams(location.search);
const name = wish.get('page') ?? '';
const page = pages[name];

function Index(): JSX.Element {
  useReading();
  return (
    <main>
      <h1>Preview</h1>
      <ul>
        {Object.keys(pages).map((one) => (
          <li key={one}>
            <a href={`?page=${one}`}>{one}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const shelf = memoryShelf();
shelf.set('dk.reading', JSON.stringify({ lang: wish.get('lang') ?? 'nl' }));
document.documentElement.dataset.surface = page?.surface ?? 'phone';
mount(page === undefined ? <Index /> : page.make(stillLive), shelf, <Broken />);
