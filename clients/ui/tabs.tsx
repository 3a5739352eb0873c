/* tabs.tsx -- parts of a page of which one is open: a list of tabs that the arrow keys go through. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import './tabs.css';

interface Tab<T extends string> {
  readonly value: T;
  readonly title: string;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly value: T;
  readonly onPick: (value: T) => void;
  readonly panels: string; // Of their ids: see tabPanel.
}

const idOf = (panels: string, value: string, part: 'tab' | 'panel'): string => `${panels}-${part}-${value}`;

export function Tabs<T extends string>({ label, tabs, value, onPick, panels }: TabsProps<T>): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    onPick(next.value);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(idOf(panels, next.value, 'tab'))}`)?.focus();
  };
  return (
    <div class="tabs no-print" role="tablist" aria-label={label} ref={list} onKeyDown={step}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          class="tab"
          id={idOf(panels, tab.value, 'tab')}
          aria-selected={tab.value === value}
          aria-controls={tab.value === value ? idOf(panels, tab.value, 'panel') : undefined}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onPick(tab.value)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  );
}

/* The part that is open. */
export function TabPanel({
  panels,
  value,
  children,
}: {
  readonly panels: string;
  readonly value: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div
      class="tab-panel"
      role="tabpanel"
      id={idOf(panels, value, 'panel')}
      aria-labelledby={idOf(panels, value, 'tab')}
      tabIndex={-1}
    >
      {children}
    </div>
  );
}
