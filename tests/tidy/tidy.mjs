// tidy.mjs -- the tree is tested too: who may include whom, width, generated files, texts, lock file, citations.
import { readFileSync, existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unsaid } from '../../clients/texts.mjs';
import { allLimits, page, problemsOf, table } from '../limits/limits.mjs';
import { checkCitations, checkExcerpts, checkProofs } from './citations.mjs';
import { checkStyles, checkUncalled } from './dead.mjs';
import { checkDocuments } from './documents.mjs';
import { checkScreenTables, checkTables } from './tables.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const build = process.env.DILEMMA_BUILD_DIR ?? join(root, 'build');
const problems = [];
const complain = (file, line, what) => problems.push(`${file}${line ? `:${line}` : ''}: ${what}`);
const read = (file) => readFileSync(join(root, file), 'utf8');

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 1 << 26,
})
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));

// ---- no arrow points up -----------------------------------------------------------------------
// Source: shared/README.md, "The core"; server/README.md, "The server".
// Each part may include itself and the parts named; the core never a system header that does I/O.
const MAY = {
  'shared/base': [],
  'shared/sim': ['base'],
  'shared/protocol': ['base'],
  'shared/scenario': ['base', 'sim', 'protocol'],
  'shared/session': ['base', 'sim', 'protocol', 'scenario'],
  'shared/wasm': ['base', 'sim', 'protocol', 'scenario', 'session'],
  'server/sys': ['base', 'protocol'],
  'server/cli': ['base', 'protocol', 'sys'],
  'server/journal': ['base', 'protocol', 'sys'],
  'server/host': ['base', 'sim', 'protocol', 'scenario', 'session', 'sys', 'journal'],
  'server/edge': ['base', 'protocol', 'scenario', 'session', 'sys', 'journal', 'host'],
  'server/rehearse': ['base', 'sim', 'protocol', 'scenario', 'session', 'sys', 'host', 'edge'],
  'server/library': ['base', 'sim', 'protocol', 'scenario', 'sys'],
  'server/style': ['base', 'edge', 'library', 'protocol', 'sys'],
  'server/keys': ['base', 'protocol', 'sys', 'edge', 'library'],
  'server/backup': ['base', 'protocol', 'sys', 'journal', 'library'],
  'server/playtest': ['base', 'sim', 'protocol', 'scenario', 'session', 'library'],
  'server/author': ['base', 'sim', 'protocol', 'scenario', 'sys', 'library', 'playtest'],
  'server/api': [
    'base',
    'sim',
    'protocol',
    'scenario',
    'session',
    'sys',
    'journal',
    'host',
    'edge',
    'rehearse',
    'library',
    'keys',
    'author',
  ],
  'server/lab': ['base', 'sim', 'protocol', 'scenario', 'session', 'sys', 'cli', 'edge', 'library', 'playtest'],
};
const PARTS = [
  'base',
  'sim',
  'protocol',
  'scenario',
  'session',
  'wasm',
  'sys',
  'cli',
  'journal',
  'host',
  'edge',
  'rehearse',
  'library',
  'keys',
  'style',
  'backup',
  'playtest',
  'author',
  'api',
  'lab',
  'main',
];
const CORE_SYSTEM = [
  'assert.h',
  'limits.h',
  'stdbool.h',
  'stddef.h',
  'stdint.h',
  'stdalign.h',
  'stdarg.h',
  'string.h',
  'stdlib.h',
  'inttypes.h',
  'cJSON.h',
  'cjson/cJSON.h',
  'msgpack/object.h',
  'msgpack/pack.h',
  'msgpack/unpack.h',
  'utf8proc.h',
];
const ONLY_IN = {
  'msgpack/object.h': ['shared/protocol', 'tests'],
  'msgpack/pack.h': ['shared/protocol', 'tests'],
  'msgpack/unpack.h': ['shared/protocol', 'tests'],
  'utf8proc.h': ['shared/protocol'],
  'libwebsockets.h': ['server/edge', 'server/lab/bench', 'tests'],
  'sqlite3.h': ['server/journal', 'server/backup', 'server/lab/bench', 'tests'],
};

// What is written by others is left as it is.
const isOurs = (name) => /^(shared|server|tests)\/.*\.([ch]|inc)$/.test(name) && !name.startsWith('shared/wasm/third/');
for (const file of files.filter(isOurs)) {
  const part = file.split('/').slice(0, 2).join('/');
  read(file)
    .split('\n')
    .forEach((line, index) => {
      if ([...line].length > 100) complain(file, index + 1, 'wider than 100 columns');
      if (/\s$/.test(line)) complain(file, index + 1, 'white space at the end');
      if (/^\s*\* \*\/$/.test(line)) complain(file, index + 1, 'a line for the end of a comment alone');
      if (/\S +\/\* [^*]*, \*\/[ \\]*$/.test(line))
        complain(file, index + 1, 'a sentence that goes on beside the next line');
      const include = /^\s*#\s*include\s+([<"])([^>"]+)[>"]/.exec(line);
      if (!include) return;
      const [, kind, path] = include;
      const other = path.split('/')[0];
      if (
        kind === '"' &&
        MAY[part] &&
        PARTS.includes(other) &&
        path.includes('/') &&
        other !== part.split('/')[1] &&
        !MAY[part].includes(other)
      )
        complain(file, index + 1, `${part} may not include ${other}`);
      if (kind === '<' && file.startsWith('shared/') && !CORE_SYSTEM.includes(path))
        complain(file, index + 1, `the core does no I/O and knows no clock: <${path}> is not for shared/`);
      if (ONLY_IN[path] && !ONLY_IN[path].some((place) => file.startsWith(place)))
        complain(file, index + 1, `<${path}> belongs in ${ONLY_IN[path][0]} only`);
    });
}

// ---- a file opens with its idea, in its header or itself ----------------------------------------
const opens = (file) => read(file).startsWith('/*');
for (const file of files.filter((name) => isOurs(name) && !name.startsWith('tests/'))) {
  const header = file.replace(/\.c$/, '.h');
  if (!opens(file) && !(files.includes(header) && opens(header))) complain(file, 1, 'does not open with its idea');
}

// ---- files are about one thing ------------------------------------------------------------------
// Source: CONTRIBUTING.md, "Style".
const FILE_LINES_MAX = 500;
const isWritten = (name) =>
  (isOurs(name) || /\.(tsx?|mjs|js|css)$/.test(name)) && !name.includes('/generated/') && !name.includes('/third/');
for (const file of files.filter(isWritten)) {
  const lines = read(file).split('\n').length - 1;
  if (lines > FILE_LINES_MAX) complain(file, 0, `has ${lines} lines; ${FILE_LINES_MAX} is the most`);
}

// ---- a struct has one meaning --------------------------------------------------------------------
// Source: shared/README.md, "Words". A test may name its own as it likes: nobody reads two of them at once.
const structs = new Map();
for (const file of files.filter((name) => isOurs(name) && !name.startsWith('tests/')))
  for (const [, tag] of read(file).matchAll(/^struct (\w+) \{/gm)) {
    if (structs.has(tag)) complain(file, 0, `defines struct ${tag} a second time, after ${structs.get(tag)}`);
    structs.set(tag, file);
  }

// A type of the clients that others take: no other file has one of that name, taken or not.
const types = new Map();
for (const file of files.filter((name) => /^clients\/(?!tests\/|core\/generated\/).*\.tsx?$/.test(name)))
  for (const [, exported, name] of read(file).matchAll(/^(export )?(?:interface|type) (\w+)(?=[ <])/gm))
    types.set(name, [...(types.get(name) ?? []), { file, exported: exported !== undefined }]);
for (const [name, places] of types)
  if (places.length > 1 && places.some(({ exported }) => exported))
    complain(places[1].file, 0, `has a type ${name}, as has ${places[0].file}`);

// ---- functions are short -------------------------------------------------------------------------
const FUNCTION_LINES_MAX = 50;
for (const file of files.filter((name) => isOurs(name) && !name.startsWith('tests/') && name.endsWith('.c'))) {
  let begun = -1;
  read(file)
    .split('\n')
    .forEach((line, index) => {
      if (line === '{') begun = index;
      if (line === '}' && index - begun - 1 > FUNCTION_LINES_MAX)
        complain(file, begun + 1, `a function of ${index - begun - 1} lines`);
    });
}

// ---- what the workbench exports carries the name of its module --------------------------------
// A symbol of server/lab starts with a leading part of its file's name (lab_numbers.c: lab_) or with
// its folder's (evidence_), plural or not; a command with cli_. Otherwise `up` or `check` would be a word of the
// whole binary.
const isOfModule = (symbol, folder, stem) => {
  const words = stem.split('_');
  const prefixes = [folder, ...words.map((_, index) => words.slice(0, index + 1).join('_'))];
  const either = prefixes.flatMap((prefix) => [prefix, `${prefix}s`, prefix.replace(/s$/, '')]);
  return symbol === `cli_${stem}` || either.some((prefix) => symbol === prefix || symbol.startsWith(`${prefix}_`));
};
for (const folder of ['bench', 'content', 'evidence', 'vectors']) {
  const archive = join(build, 'release', 'server', 'lab', `libdk_${folder}.a`);
  let stem = '';
  const listed = execFileSync('nm', ['--defined-only', '--extern-only', archive], { encoding: 'utf8' });
  for (const line of listed.split('\n')) {
    const [object] = /^[\w-]+(?=\.c\.o:$)/.exec(line) ?? [];
    const [symbol] = /(?<= [A-Z] )\w+$/.exec(line) ?? [];
    if (object) stem = object;
    if (symbol && !isOfModule(symbol, folder, stem))
      complain(`server/lab/${folder}/${stem}.c`, 0, `exports ${symbol}, which does not say whose it is`);
  }
}

// ---- bodies of HTTP have one description: nobody counts fields by hand -------------------------
for (const file of files.filter((name) => /^server\/(api|author|edge)\/.*\.[ch]$/.test(name)))
  read(file)
    .split('\n')
    .forEach((line, index) => {
      if (/\bwriter_(map|list|put_\w+)\(/.test(line))
        complain(file, index + 1, 'writes a body by hand: describe it in shared/protocol/bodies.def');
    });

// ---- pages are made by the clients: no HTML stands in C (a spreadsheet's <table:table> and <b/> are none) ----
const HTML =
  /"[^"]*<(!doctype|\/?(a|b|body|code|div|h[1-6]|head|html|li|main|p|span|style|table|td|th|title|tr|ul))(?![\w:/-])/i;
for (const file of files.filter((name) => isOurs(name) && !name.startsWith('tests/')))
  read(file)
    .split('\n')
    .forEach((line, index) => {
      if (HTML.test(line)) complain(file, index + 1, 'HTML in C: a page of clients/ shows it');
    });

// ---- TypeScript: what the formatter cannot break, a long sentence or comment, is broken by hand ----
for (const file of files.filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('/generated/')))
  read(file)
    .split('\n')
    .forEach((line, index) => {
      if ([...line].length > 120) complain(file, index + 1, 'wider than 120 columns');
    });

// ---- pages: the site may live below a path of another one, so no address of ours begins at the top ----
const FROM_TOP = /location\.origin|(href|src)="\/|(fetch|Worker|register)\(['`]\//;
for (const file of files.filter((name) => /^clients\/(?!preview\/|tests\/)[^/]+\/.*\.tsx?$/.test(name)))
  if (!['clients/core/root.ts', 'clients/solo/sw.ts'].includes(file))
    read(file)
      .split('\n')
      .forEach((line, index) => {
        if (FROM_TOP.test(line))
          complain(file, index + 1, 'an address from the top of the site: at() or site() of core/root');
      });

// ---- generated files say what their source says ----------------------------------------------
const dilemma = join(build, 'release', 'server', 'dilemma');
for (const [file, option] of [
  ['clients/core/generated/protocol.ts', '--typescript'],
  ['shared/protocol/asyncapi.json', '--asyncapi'],
  ['server/api/openapi.json', '--openapi'],
  ['server/api/export.schema.json', '--export-schema'],
]) {
  if (read(file) !== execFileSync(dilemma, ['protocol', option], { encoding: 'utf8', maxBuffer: 1 << 26 }))
    complain(file, 0, `differs from its source; run: dilemma protocol ${option} > ${file}`);
}

// ---- descriptions that tools for such descriptions take --------------------------------------------
checkDocuments(read, complain);

// ---- every limit is in the table of limits, and the page is of today -----------------------------
const limits = allLimits();
const limitsTable = table();
const limitsWrong = problemsOf(limits, limitsTable, (file) => (existsSync(join(root, file)) ? read(file) : null));
for (const wrong of limitsWrong) complain('tests/limits/limits.json', 0, wrong);
if (limitsWrong.length === 0 && read('server/LIMITS.md') !== page(limits, limitsTable))
  complain('server/LIMITS.md', 0, 'differs from its source; run: ./dev generate');

// ---- colours: what a house style may choose, and what it is checked with, are those of the screens --------------
// Our values stand in the sheets; server/style/tokens.def has them again, to check a style that chooses some of them.
const valuesIn = (css) => Object.fromEntries([...css.matchAll(/--dk-([\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2]]));
const sheet = read('clients/ui/styles/tokens.css');
const darkAt = sheet.indexOf('[data-theme="dark"] {');
const onWall = read('clients/projector/projector.css')
  .split('\n')
  .filter((line) => line.startsWith('html[data-surface="projector"]'))
  .map(valuesIn);
const shown = [
  valuesIn(sheet.slice(0, darkAt)),
  valuesIn(sheet.slice(darkAt, sheet.indexOf('}', darkAt))),
  onWall[0],
  { ...onWall[0], ...onWall[1] },
];
const asTold = (value) => value?.replace(/^var\(--dk-([\w-]+)\)$/, '@$1');
const tokenRows = [...read('server/style/tokens.def').matchAll(/^TOKEN\(\w+, "([\w-]+)", (.*)\)$/gm)];
for (const [, name, values] of tokenRows) {
  const told = values.split(', ').map((value) => (value === 'NULL' ? undefined : value.slice(1, -1)));
  shown.forEach((look, i) => {
    const seen = asTold(look[name]);
    const same = told[i] ?? (i === 1 ? told[0] : undefined);
    if (seen !== told[i] && seen !== same && !(seen === undefined && i === 1))
      complain('server/style/tokens.def', 0, `${name}: ${told[i]}, and the screens have ${seen}`);
    if (told[i] !== undefined && seen === undefined)
      complain('server/style/tokens.def', 0, `${name}: ${told[i]}, which no screen has`);
  });
}
const isColour = (value) => /^(#[0-9a-f]{6}|var\(--dk-[a-z-]+\))$/.test(value);
const colours = Object.keys(shown[0]).filter((name) => isColour(shown[0][name]));
const offered = [...read('clients/style/tokens.ts').matchAll(/^ {2}'([\w-]+)',$/gm)].map((match) => match[1]);
for (const names of [tokenRows.map(([, name]) => name), offered])
  if (names.join() !== colours.join())
    complain('server/style/tokens.def', 0, 'its colours are not those of clients/ui/styles/tokens.css, in their order');

// ---- texts: the same keys in both languages, no exclamation marks -----------------------------
const keys = (value, path = '') =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => keys(inner, path ? `${path}.${key}` : key))
    : [path];
const walkTexts = (value, visit, path = '') => {
  if (typeof value === 'string') visit(value, path);
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) walkTexts(inner, visit, path ? `${path}.${key}` : key);
};
for (const nl of files.filter((name) => /(^|\/)nl(\.json|\/[^/]+\.json)$/.test(name) && !name.startsWith('tests/'))) {
  const en = nl.replace(/(^|\/)nl(\.json|\/)/, '$1en$2');
  if (!files.includes(en)) {
    complain(nl, 0, `has no ${en}`);
    continue;
  }
  const [dutch, english] = [JSON.parse(read(nl)), JSON.parse(read(en))];
  const [inDutch, inEnglish] = [new Set(keys(dutch)), new Set(keys(english))];
  for (const key of inDutch) if (!inEnglish.has(key)) complain(en, 0, `lacks ${key}`);
  for (const key of inEnglish) if (!inDutch.has(key)) complain(nl, 0, `lacks ${key}`);
  for (const [name, texts] of [
    [nl, dutch],
    [en, english],
  ])
    walkTexts(texts, (text, path) => {
      if (text.includes('!')) complain(name, 0, `${path}: an exclamation mark`);
      if (text.trim() === '') complain(name, 0, `${path}: empty`);
    });
}

// ---- texts: nothing that nobody says ------------------------------------------------------------
// clients/texts.mjs asks it of the clients' own; the texts of a catalogue's records have the ids of these.
const codeIn = (pattern, ...folders) =>
  files
    .filter((name) => pattern.test(name) && folders.some((folder) => name.startsWith(folder)))
    .map(read)
    .join('\n');
const CODE = /\.(c|h|def|tsx?|mjs)$/;
const lab = codeIn(CODE, 'server/lab/evidence/', 'clients/build/', 'clients/evidence/');
const complainUnsaid = (file, texts, code, group = '') => {
  for (const key of unsaid(Object.keys(texts), code)) complain(file, 0, `${group}${key}: never said`);
};
for (const [file, code] of [
  ['scenarios/catalogue/nl/report.json', codeIn(CODE, 'server/', 'shared/', 'clients/report/', 'clients/author/')],
  ['shared/texts/nl.json', codeIn(CODE, 'server/', 'shared/protocol/', 'clients/')],
  ['scenarios/catalogue/nl/problems.json', codeIn(CODE, 'shared/scenario/problem.h').replace(/\b[a-z]\w+/g, '"$&"')],
])
  complainUnsaid(file, JSON.parse(read(file)), code);
const { words, reasons } = JSON.parse(read('tests/evidence/texts/nl.json'));
const evidence = 'tests/evidence/texts/nl.json';
complainUnsaid(evidence, words, `${lab} "kind_%s"`, 'words.');
complainUnsaid(evidence, reasons, lab + read('tests/evidence/translations.json'), 'reasons.');

// ---- nothing of one machine, no download addresses, strict policy holds -----------------------
for (const file of files.filter((name) =>
  /\.(json|mjs|ts|tsx|c|h|def|md|yml|txt|css|html|sh)$|^dev$|Dockerfile$/.test(name),
)) {
  const text = read(file);
  if (/package-lock\.json$/.test(file) && /"resolved":\s*"http/.test(text))
    complain(file, 0, 'holds download addresses');
  // eslint-disable-next-line no-useless-concat -- the pattern must not find itself
  if (new RegExp('/wo' + 'rk/(main|shared)|/ro' + 'ot/|/home/[a-z]+/').test(text))
    complain(file, 0, 'names a path of one machine');
  if (/\.(tsx|html)$/.test(file) && /\sstyle=["{]/.test(text))
    complain(file, 0, 'a style attribute: the policy forbids it');
}

// ---- a wait that waits ----------------------------------------------------------------------------
// What an async function gives is a promise, which is as good as true: Playwright is content at once.
for (const file of files.filter((name) => name.endsWith('.mjs')))
  if (/\.waitForFunction\(\s*async\b/.test(read(file)))
    complain(file, 0, 'waitForFunction with an async function never waits: ask with until() and evaluate()');

// ---- what a tool was asked is read in one place ------------------------------------------------
for (const file of files.filter((name) => name.endsWith('.mjs') && name !== 'tests/lib/tool.mjs'))
  if (/process\.argv(?!\[1\])/.test(read(file)))
    complain(
      file,
      0,
      'reads its options by itself: commandLine() of tests/lib/tool.mjs does, with --help and exit code 2',
    );

// ---- planted bugs fit where they are planted ----------------------------------------------------
// Whether anybody catches them takes minutes: ./dev planted.
const planted = JSON.parse(read('tests/planted/bugs.json'));
for (const { id, file, from } of planted) {
  const times = files.includes(file) ? read(file).split(from).length - 1 : 0;
  if (times !== 1) complain('tests/planted/bugs.json', 0, `the place of ${id} is ${times} times in ${file}`);
}
if (new Set(planted.map(({ id }) => id)).size !== planted.length)
  complain('tests/planted/bugs.json', 0, 'two bugs have one id');

// ---- decisions: each with its reasons under it, the newest on top ---------------------------------
let newest = '9999';
const decisions = read('DECISIONS.md').split(/^(?=## )/m);
for (const entry of decisions.slice(1)) {
  const [heading] = entry.split('\n', 1);
  const [date] = /\d{4}-\d\d-\d\d(?=: )/.exec(heading) ?? [''];
  if (!new RegExp(`^## ${date}: .+\\n\\n[^\\n#][^]+\\n\\n?$`).test(entry) || date > newest)
    complain('DECISIONS.md', 0, `'${heading}' has no date, no text or no empty line around it, or stands too high`);
  newest = date;
}

// ---- an entry left out of a table does not compile ----------------------------------------------
checkTables(root, build, complain);
checkScreenTables(root, complain);

// ---- nothing is there for nobody --------------------------------------------------------------------
checkUncalled(root, build, files, read, complain);
checkStyles(files, read, complain);

// ---- citations lead somewhere ------------------------------------------------------------------
checkCitations(files, read, complain);
checkExcerpts(files, read, complain);
checkProofs(files, read, complain);

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${files.length} files looked at, ${problems.length} problems\n`);
process.exit(problems.length > 0 ? 1 : 0);
