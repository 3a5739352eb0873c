/* tile-places.ts -- a wall of tiles has one stop for the Tab key; from there the arrows go from tile to tile, as they
 * lie on the screen. */
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';

interface Places {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly reached: number | undefined; // The room whose tile Tab comes to.
  readonly onKey: (event: KeyboardEvent) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

const middle = (box: DOMRect): readonly [number, number] => [box.left + box.width / 2, box.top + box.height / 2];

/* The nearest tile in that direction; what lies aside counts double. */
function nearest(from: Element, all: readonly Element[], [dx, dy]: readonly [number, number]): Element | undefined {
  const [x, y] = middle(from.getBoundingClientRect());
  let best: Element | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of all) {
    const [ox, oy] = middle(one.getBoundingClientRect());
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    if (one === from || ahead <= 1 || ahead + aside * 2 >= least) continue;
    least = ahead + aside * 2;
    best = one;
  }
  return best;
}

export function usePlaces(rooms: readonly number[]): Places {
  const list = useRef<HTMLUListElement>(null);
  const [last, setLast] = useState<number | undefined>(undefined);
  const reached = last !== undefined && rooms.includes(last) ? last : rooms[0];
  return {
    list,
    reached,
    onKey: (event) => {
      const way = arrows[event.key];
      const tile = event.target instanceof Element ? event.target.closest('.tile') : null;
      if (way === undefined || tile === null) return;
      const to = nearest(tile, [...(list.current?.children ?? [])], way);
      const room = Number(to?.getAttribute('data-room') ?? Number.NaN);
      if (Number.isNaN(room)) return;
      event.preventDefault();
      setLast(room);
      to?.querySelector<HTMLElement>('.tile-name')?.focus();
    },
  };
}
