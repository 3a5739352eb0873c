// mutate.mjs -- small changes to C, all of them in one program: each is there under a number, and the environment says
// which one is made. So a thousand of them are compiled once. A change is
//
//   not        a condition, or one side of && and ||, says the opposite
//   bound      < becomes <=, > becomes >=, and the other way round
//   sum        + becomes -, - becomes +
//   number     a number of the text is one more
//   reject     what is refused is let pass
//   left_out   an assignment or a call is not made
//
// What it cannot read for certain it leaves as it is; what the compiler does not take is left out by who calls it.

/** The text with comments, strings and lines of the preprocessor blanked, so that places stay where they are. */
function blanked(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|^#(?:[^\n\\]|\\[\s\S])*$/gm, (found) =>
    found.replace(/[^\n]/g, ' '),
  );
}

const PLACE = String.raw`(?:[a-z_]\w*(?:->|\.|\[[^\]\n]*\]))*[a-z_]\w*(?:\[[^\]\n]*\])?`; // s->rooms[i].step
const STATEMENT = new RegExp(
  String.raw`^ +(${PLACE} [-+|&^]?= [^;{]*;|[a-z_]\w*\([^;{]*\);|[\w>.-]+(?:\+\+|--);)`,
  'gm',
);

/** Where the parenthesis that opens at `at` is closed. */
function closing(code, at) {
  let depth = 0;
  for (let i = at; i < code.length; i++) {
    if (code[i] === '(' || code[i] === '[' || code[i] === '{') depth++;
    if (code[i] === ')' || code[i] === ']' || code[i] === '}') depth--;
    if (depth === 0) return i;
  }
  return -1;
}

/** [from, to] of each side of && and || between two places, whole expressions at one level. */
function sides(code, from, to) {
  const found = [];
  let start = from;
  for (let i = from; i < to; i++) {
    if (code[i] === '(' || code[i] === '[' || code[i] === '{') i = closing(code, i);
    else if (code.startsWith('&&', i) || code.startsWith('||', i)) {
      found.push([start, i]);
      start = i + 2;
      i++;
    } else if (code[i] === '?' || code[i] === ',') return [];
  }
  found.push([start, to]);
  return found;
}

/** Bodies of functions: [from, to] of what stands between braces in the first column. */
function bodies(code) {
  const found = [];
  for (const match of code.matchAll(/^\{$/gm)) {
    const end = code.indexOf('\n}\n', match.index);
    const head = code.slice(0, match.index).trimEnd();
    if (end > 0 && head.endsWith(')')) found.push([match.index + 1, end]);
  }
  return found;
}

const trimmed = (code, from, to) => {
  while (/\s/.test(code[from])) from++;
  while (/\s/.test(code[to - 1])) to--;
  return [from, to];
};

/**
 * Every change: {kind, at, edits: [[place, text taken away, text put there]]}, `N` in a text for its number.
 */
export function changesOf(text) {
  const code = blanked(text);
  const changes = [];
  const add = (kind, at, ...edits) => changes.push({ kind, at, edits });
  const wrap = (kind, from, to, before, after) => add(kind, from, [from, '', before], [to, '', after]);
  for (const [from, to] of bodies(code)) {
    const asserted = [];
    for (const match of code.slice(from, to).matchAll(/\bassert\(/g)) {
      const open = from + match.index + match[0].length - 1;
      asserted.push([open, closing(code, open)]);
    }
    const may = (at) => !asserted.some(([a, b]) => at >= a && at <= b);
    const each = (pattern, found) => {
      for (const match of code.slice(from, to).matchAll(pattern))
        if (may(from + match.index)) found(match, from + match.index);
    };
    each(/\b(?:if|while) \(/g, (match, at) => {
      const open = at + match[0].length - 1;
      for (const [a, b] of sides(code, open + 1, closing(code, open))) {
        const [x, y] = trimmed(code, a, b);
        wrap('not', x, y, '(DK_MUTANT(N) != !!(', '))');
      }
    });
    each(/\breturn ([^;]+);/g, (match, at) => {
      const outside = match[1].replace(/->/g, '.').replace(/\([^()]*\)/g, '');
      if (!/&&|\|\||[=!]=|[<>]/.test(outside) || /[?,]|<<|>>/.test(outside)) return; // It says yes or no.
      const start = at + 'return '.length;
      for (const [a, b] of sides(code, start, start + match[1].length)) {
        const [x, y] = trimmed(code, a, b);
        wrap('not', x, y, '(DK_MUTANT(N) != !!(', '))');
      }
    });
    each(/ (<|>|<=|>=) (?=[\w(*&-])/g, (match, at) => {
      const plus = match[1] === '<' || match[1] === '>=';
      add('bound', at, [at + match[0].length, '', plus ? 'DK_MUTANT(N) + ' : '-DK_MUTANT(N) + ']);
    });
    each(/(?<=[\w)\]]) [+-] (?=[\w(])/g, (match, at) => {
      add('sum', at, [at + match[0].length, '', '(1 - 2 * DK_MUTANT(N)) * ']);
    });
    each(/(?<![\w.[-])\d+u?(?![\w.\]])/g, (match, at) => {
      const line = code.slice(code.lastIndexOf('\n', at) + 1, code.indexOf('\n', at));
      if (/^\s*(static|case|default)\b|\[/.test(line)) return;
      add('number', at, [at, match[0], `(${match[0]} + DK_MUTANT(N))`]);
    });
    each(/\breturn (REJECT_(?!NONE)\w+);/g, (match, at) => {
      add('reject', at, [at + 'return '.length, match[1], `(DK_MUTANT(N) ? REJECT_NONE : ${match[1]})`]);
    });
    each(STATEMENT, (match, at) => {
      if (/^\s*(return|if|for|while|switch|assert|do|else|case)\b/.test(match[0])) return;
      const start = at + match[0].length - match[1].length;
      wrap('left_out', start, at + match[0].length, '{ if (!DK_MUTANT(N)) ', ' }');
    });
  }
  return changes;
}

/** The text with these changes in it; `numbers` has the number of each. */
export function withChanges(text, changes, numbers) {
  const edits = changes
    .flatMap(({ edits: own }, i) =>
      own.map(([at, away, put]) => ({ at, away, put: put.replace('(N)', `(${numbers[i]})`), i })),
    )
    .sort((a, b) => b.at - a.at || Number(a.away === '') - Number(b.away === '') || b.i - a.i);
  let changed = text;
  for (const { at, away, put } of edits) changed = changed.slice(0, at) + put + changed.slice(at + away.length);
  return changed;
}
