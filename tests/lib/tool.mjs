// tool.mjs -- what a tool of node was asked, by the convention of all our programs: -h and --help say how it is called;
// what is not understood is said on stderr, with exit code 2.
import { parseArgs } from 'node:util';

/**
 * What the command line says, by name. `operands` have a value of their own when they are left out, or undefined: then
 * they must be there. What an option is without being written says its kind: false, a text, or a whole number.
 */
export function commandLine(usage, { operands = {}, options = {}, rest = false } = {}) {
  const refuse = (sentence) => {
    console.error(`${sentence}\n${usage}`);
    process.exit(2);
  };
  const kinds = Object.entries(options).map(([name, otherwise]) => [
    name,
    { type: otherwise === false ? 'boolean' : 'string' },
  ]);
  let words;
  try {
    words = parseArgs({
      options: { ...Object.fromEntries(kinds), help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    refuse(error.message);
  }
  if (words.values.help) {
    console.log(usage);
    process.exit(0);
  }
  const given = { ...operands, ...options };
  for (const [name, value] of Object.entries(words.values)) {
    const isNumber = typeof options[name] === 'number';
    if (isNumber && !/^\d+$/.test(value)) refuse(`--${name} needs a whole number`);
    given[name] = isNumber ? Number(value) : value;
  }
  const names = Object.keys(operands);
  words.positionals.slice(0, names.length).forEach((word, at) => {
    given[names[at]] = word;
  });
  const missing = names.find((name) => given[name] === undefined);
  if (missing !== undefined) refuse(`the ${missing} is missing`);
  const more = words.positionals.slice(names.length);
  if (!rest && more.length > 0) refuse(`what is '${more[0]}' for?`);
  return rest ? { ...given, rest: more } : given;
}
