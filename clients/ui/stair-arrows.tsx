/* stair-arrows.tsx -- from the open ring where somebody was to the face where somebody is: a line
 * that bends over the stairs. Drawn over whatever the layout made of them, and again when that
 * changes. The picture has the size of its stage by style and not as it was measured: a page that was
 * made smaller would scroll sideways until it was measured again. The words beside the faces say the
 * same. */
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

interface Arrow {
  readonly member: string;
  readonly line: string; // Of a path.
  readonly head: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const HEAD_PX = 9;
const HEAD_SPREAD = 0.45; // Radians at either side.

const MOVE_MS = 450;
const APART_MS = 120;
const MOVERS_MAX = 6;

/* Lets each moved face start at its ring, one after the other. The Web Animations API needs no style
 * attribute. */
export function useTravel(box: { readonly current: HTMLElement | null }, movers: string, still: boolean): void {
  useLayoutEffect(() => {
    const root = box.current;
    if (root === null || still || movers === '' || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    [...root.querySelectorAll<HTMLElement>('[data-ring]')].slice(0, MOVERS_MAX).forEach((ring, i) => {
      const person = root.querySelector(`[data-person="${ring.dataset.ring ?? ''}"]`);
      if (person === null) return;
      const from = ring.getBoundingClientRect();
      const to = person.getBoundingClientRect();
      const way = `translate(${from.left - to.left}px, ${from.bottom - to.bottom}px)`;
      person.animate([{ transform: way }, { transform: 'none' }], {
        duration: MOVE_MS,
        delay: 300 + i * (MOVE_MS + APART_MS),
        fill: 'backwards',
        easing: 'cubic-bezier(0.3, 0.1, 0.2, 1)',
      });
    });
  }, [movers, still]);
}

/* A bend that rises over the higher of the two ends. */
function bend(from: Point, to: Point): Pick<Arrow, 'line' | 'head'> {
  const rise = Math.max(18, Math.min(48, Math.abs(to.x - from.x) / 3));
  const over = { x: (from.x + to.x) / 2, y: Math.min(from.y, to.y) - rise };
  const angle = Math.atan2(to.y - over.y, to.x - over.x);
  const side = (turn: number): string =>
    `${Math.round(to.x - HEAD_PX * Math.cos(angle + turn))} ${Math.round(to.y - HEAD_PX * Math.sin(angle + turn))}`;
  const end = `${Math.round(to.x)} ${Math.round(to.y)}`;
  return {
    line: `M${Math.round(from.x)} ${Math.round(from.y)}Q${Math.round(over.x)} ${Math.round(over.y)} ${end}`,
    head: `M${side(-HEAD_SPREAD)}L${end}L${side(HEAD_SPREAD)}`,
  };
}

function draw(box: HTMLElement): readonly Arrow[] {
  const outer = box.getBoundingClientRect();
  const scale = box.offsetWidth > 0 ? outer.width / box.offsetWidth : 1; // The wall may be zoomed out to fit.
  const arrows: Arrow[] = [];
  for (const ring of box.querySelectorAll<HTMLElement>('[data-ring]')) {
    const member = ring.dataset.ring ?? '';
    const face = box.querySelector(`[data-person="${member}"] .face`);
    if (face === null) continue;
    const was = ring.getBoundingClientRect();
    const is = face.getBoundingClientRect();
    const at = (x: number, y: number): Point => ({ x: (x - outer.left) / scale, y: (y - outer.top) / scale });
    const right = was.left + was.width / 2 < is.left + is.width / 2;
    const from = at(was.left + was.width / 2, was.top);
    const to = at(right ? is.left - 2 : is.right + 2, is.top + is.height * 0.45);
    arrows.push({ member, ...bend(from, to) });
  }
  return arrows;
}

const same = (a: readonly Arrow[], b: readonly Arrow[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/* `movers` changes when somebody stands elsewhere. */
export function StairArrows({
  box,
  movers,
}: {
  readonly box: { readonly current: HTMLElement | null };
  readonly movers: string;
}): JSX.Element | null {
  const [arrows, setArrows] = useState<readonly Arrow[]>([]);
  useLayoutEffect(() => {
    const root = box.current;
    if (root === null || movers === '') {
      setArrows([]);
      return;
    }
    const again = (): void => {
      const now = draw(root); // Measuring makes the browser lay the page out: once.
      setArrows((last) => (same(last, now) ? last : now));
    };
    const watch = new ResizeObserver(again);
    watch.observe(root);
    again();
    return () => watch.disconnect();
  }, [movers]);
  if (arrows.length === 0) return null;
  return (
    <svg class="stair-arrows" aria-hidden="true" focusable="false">
      {arrows.map((arrow) => (
        <g key={arrow.member}>
          <path d={arrow.line} />
          <path d={arrow.head} />
        </g>
      ))}
    </svg>
  );
}
