/* learner-lang.ts -- the language of a learner, as a platform writes it: tags in order of preference (cmi5), or
 * whatever word or tag a platform of SCORM 1.2 has for it. */
import type { Lang } from '../core/types';

const named: readonly (readonly [RegExp, Lang])[] = [
  [/^(nl|dut|ned|vla|vls|fle)/, 'nl'],
  [/^en/, 'en'],
];

/* The first of ours; null: none of them, or nothing was said. */
export function learnerLang(said: string): Lang | null {
  for (const one of said.split(','))
    for (const [begin, lang] of named) if (begin.test(one.trim().toLowerCase())) return lang;
  return null;
}
