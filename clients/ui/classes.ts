/* classes.ts -- the class names that hold, as the attribute wants them. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter((name) => name).join(' ');
