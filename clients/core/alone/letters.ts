/* letters.ts -- what Unicode says about letters, for the core: the browser knows it all, so that the module need not
 * (shared/wasm/letters.c). Texts are UTF-8 in the module's memory. */
import { lettersIn } from '../letters';

type Memory = () => ArrayBuffer;

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{DI}\p{Cc}]/gu, '')
    .normalize('NFKC');

export function lettersOn(memory: Memory): WebAssembly.ModuleImports {
  const read = (at: number, bytes: number): string => new TextDecoder().decode(new Uint8Array(memory(), at, bytes));
  return {
    compose: (at: number, bytes: number, room: number): number => {
      const composed = new TextEncoder().encode(read(at, bytes).normalize('NFC'));
      if (composed.length > room) return -1;
      new Uint8Array(memory(), at, room).set(composed);
      return composed.length;
    },
    count: (at: number, bytes: number): number => lettersIn(read(at, bytes)).length,
    fold: (at: number, bytes: number, to: number, most: number): number => {
      const points = [...folded(read(at, bytes))].map((letter) => letter.codePointAt(0) ?? 0);
      if (points.length > most) return 0;
      new Int32Array(memory(), to, points.length).set(points);
      return points.length;
    },
  };
}
