/* chance.ts -- random numbers that are the same in every run. */
export function chanceOf(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(((state >>> 8) * bound) / 2 ** 24);
  };
}
