/* growing.ts -- a text area that is as high as what stands in it. */
import { useEffect, useRef } from 'preact/hooks';

export function useGrowing(value: string): { current: HTMLTextAreaElement | null } {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    box.current.rows = 1;
    const line = parseFloat(getComputedStyle(box.current).lineHeight) || 24;
    box.current.rows = Math.max(1, Math.min(24, Math.round((box.current.scrollHeight - 12) / line)));
  }, [value]);
  return box;
}
