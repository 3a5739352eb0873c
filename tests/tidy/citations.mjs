// citations.mjs -- what comments and documents cite can be found. A citation is the path of a document from the root
// of the tree, perhaps followed by headings in it: shared/README.md, "Words" and "The protocol". The number of a
// section is no citation: it names no file, and sections are numbered anew.
import { posix } from 'node:path';

const CODE = /\.(c|h|def|inc|tsx?|mjs|css|sh|cmake|yml)$|(^|\/)(CMakeLists\.txt|Dockerfile|dev)$/;
const CITATION = /(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.md)\b`?(?:,?\s+\(?((?:"[^"\n]+"(?:,\s+|\s+and\s+)?)+))?/g;
const BARE_SECTION = /\bsections?\s+\d/gi;

const EXCERPT = /\bFrom `([^`]+)`:[^\n]*(?:\n(?!```)[^\n]*)*\n```\w*\n([\s\S]*?)\n```/g;

/** The text with comment marks at the start of lines as spaces, so that a citation may run on over a line. */
const joined = (text) => text.replace(/\n[ \t]*(?:\*(?!\/)|#|\/\/)?/g, (start) => ' '.repeat(start.length));

const headingsOf = (text) => new Set([...text.matchAll(/^#+ +(.+?) *$/gm)].map(([, heading]) => heading));

/** Complains about every citation in `files` that leads nowhere; `read` gives the text of a file. */
export function checkCitations(files, read, complain) {
  const known = new Set(files);
  for (const file of files) {
    const isCode = CODE.test(file);
    if (!isCode && !file.endsWith('.md')) continue;
    const text = read(file);
    const flat = joined(text);
    const lineAt = (index) => text.slice(0, index).split('\n').length;
    for (const { 1: cited, 2: headings = '', index } of flat.matchAll(CITATION)) {
      // A document may name its neighbours as a link from it would.
      const beside = posix.join(posix.dirname(file), cited);
      const target = known.has(cited) ? cited : !isCode && known.has(beside) ? beside : null;
      if (target === null) {
        complain(file, lineAt(index), `cites ${cited}, which does not exist`);
        continue;
      }
      const there = headingsOf(read(target));
      for (const [, heading] of headings.matchAll(/"([^"]+)"/g)) {
        const plain = heading.replace(/\s+/g, ' ');
        if (!there.has(plain)) complain(file, lineAt(index), `cites "${plain}", which is no heading of ${target}`);
      }
    }
    if (isCode)
      for (const { 0: section, index } of flat.matchAll(BARE_SECTION))
        complain(file, lineAt(index), `cites a section by its number (${section}...): name its file and heading`);
  }
}

/** Complains about code that a document shows from a file and that the file, line after line, no longer has. */
export function checkExcerpts(files, read, complain) {
  for (const file of files.filter((one) => one.endsWith('.md'))) {
    const text = read(file);
    for (const { 1: source, 2: shown, index } of text.matchAll(EXCERPT)) {
      const there = read(source);
      let from = 0;
      for (const line of shown.split('\n').map((one) => one.trim())) {
        if (line === '' || line === '...') continue;
        const at = there.indexOf(line, from);
        if (at < 0)
          complain(file, text.slice(0, index).split('\n').length, `shows a line that ${source} does not have: ${line}`);
        else from = at + line.length;
      }
    }
  }
}

const PROOF = /`((?:tests|clients)\/[\w./-]+\.(?:c|mjs|ts))`((?:,? ?\(?`[^`/]+`(?:, (?=`[^`/]+`))?)*)/g;

/** Complains about every test that a document names as proof and that is not there: a path, perhaps followed by the
 * names of tests in it. */
export function checkProofs(files, read, complain) {
  const known = new Set(files);
  for (const file of files.filter((one) => one.endsWith('.md') && one !== 'CHANGELOG.md')) {
    const text = read(file);
    for (const { 1: path, 2: names, index } of text.matchAll(PROOF)) {
      const line = text.slice(0, index).split('\n').length;
      if (!known.has(path)) complain(file, line, `names ${path}, which does not exist`);
      else
        for (const [, name] of names.matchAll(/`([^`]+)`/g))
          if (!/\.\.\.|\.(?:c|mjs|ts)$/.test(name) && !read(path).includes(name))
            complain(file, line, `${path} has no test "${name}"`);
    }
  }
}
