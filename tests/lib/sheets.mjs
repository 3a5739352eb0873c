// sheets.mjs -- the files of a session as tables, read strictly: CSV, OpenDocument and Office Open XML each become
// {name: rows}, a cell a text or a number. What is not well formed throws.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { ROOT } from './server.mjs';

const { unzipSync, strFromU8 } = createRequire(join(ROOT, 'clients', 'package.json'))('fflate');

/* ---- CSV ---------------------------------------------------------------------------- */

/** Every line as cells: a text was in quotes, a number was not, and nothing is ''. */
function linesOf(csv, separator) {
  const lines = [[]];
  let at = csv.startsWith('\uFEFF') ? 1 : 0;
  while (at < csv.length) {
    const line = lines[lines.length - 1];
    if (csv[at] === '"') {
      const found = /^"((?:[^"]|"")*)"/.exec(csv.slice(at, at + 4000));
      assert.ok(found, `no end of ${csv.slice(at, at + 60)}`);
      line.push(found[1].replaceAll('""', '"'));
      at += found[0].length;
    } else {
      const [found] = /^-?\d*/.exec(csv.slice(at, at + 20));
      line.push(found === '' ? '' : Number(found));
      at += found.length;
    }
    if (csv[at] === separator) at++;
    else {
      assert.equal(csv.slice(at, at + 2), '\r\n', `what follows a cell: ${csv.slice(at - 20, at + 20)}`);
      at += 2;
      if (at < csv.length) lines.push([]);
    }
  }
  return lines;
}

/** What would be calculated has a sign in front of it, which is not of the text. */
const bare = (cell) => (typeof cell === 'string' && /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);

export function csvTables(csv, separator) {
  const lines = linesOf(csv, separator);
  assert.deepEqual([...new Set(lines.map((line) => line.length))], [8], 'every line has as many cells');
  const tables = {};
  for (const [name, ...cells] of lines) {
    tables[name] ??= [];
    const width = tables[name][0]?.length ?? cells.findLastIndex((cell) => cell !== '') + 1;
    assert.ok(cells.slice(width).every((cell) => cell === ''));
    tables[name].push(cells.slice(0, width).map(bare));
  }
  return tables;
}

/* ---- XML ---------------------------------------------------------------------------- */

const SIGNS = { amp: '&', lt: '<', gt: '>', quot: '"' };
const plain = (text) => {
  assert.ok(!/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(text), `not escaped: ${text.slice(0, 80)}`);
  return text.replace(/&(\w+);/g, (_, sign) => SIGNS[sign]);
};

/** The elements of a document: {name, of (its attributes), inside (elements and texts)}. */
function xml(text) {
  const root = { name: '', of: {}, inside: [] };
  const open = [root];
  const parts = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"(?: standalone="yes")?\?>/, '');
  assert.notEqual(parts, text, 'it begins as XML does');
  for (const [, tag, words] of parts.matchAll(/<([^<>]*)>|([^<>]+)/g)) {
    const top = open[open.length - 1];
    if (words !== undefined) {
      top.inside.push(plain(words));
    } else if (tag.startsWith('/')) {
      assert.equal(tag.slice(1), top.name);
      open.pop();
    } else {
      const [, name, attributes, alone] = /^([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)(\/?)$/.exec(tag) ?? assert.fail(tag);
      const of = {};
      for (const [, key, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
        assert.ok(!(key in of), `${key} twice in ${tag}`);
        of[key] = plain(value);
      }
      const element = { name, of, inside: [] };
      top.inside.push(element);
      if (alone === '') open.push(element);
    }
  }
  assert.equal(open.length, 1, `${open[open.length - 1].name} is not closed`);
  return root;
}

const all = (element, name) =>
  element.inside.flatMap((one) => (typeof one === 'string' ? [] : one.name === name ? [one] : all(one, name)));
const said = (element) => element.inside.map((one) => (typeof one === 'string' ? one : said(one))).join('');

/* ---- spreadsheets ------------------------------------------------------------------- */

function unpacked(bytes) {
  const files = Object.entries(unzipSync(new Uint8Array(bytes))).map(([name, content]) => [name, strFromU8(content)]);
  return Object.fromEntries(files);
}

export function odsTables(bytes) {
  const files = unpacked(bytes);
  assert.equal(Object.keys(files)[0], 'mimetype');
  assert.equal(files.mimetype, 'application/vnd.oasis.opendocument.spreadsheet');
  const listed = all(xml(files['META-INF/manifest.xml']), 'manifest:file-entry').map(
    (one) => one.of['manifest:full-path'],
  );
  assert.deepEqual(listed.sort(), ['/', 'content.xml', 'styles.xml']);
  xml(files['styles.xml']);
  const cell = ({ of, inside }) => {
    assert.ok(!('table:formula' in of), 'no cell calculates');
    if (of['office:value-type'] === 'float') return Number(of['office:value']);
    assert.equal(of['office:value-type'], 'string');
    return said({ inside });
  };
  const tables = all(xml(files['content.xml']), 'table:table');
  return Object.fromEntries(
    tables.map((table) => [
      table.of['table:name'],
      all(table, 'table:table-row').map((row) => all(row, 'table:table-cell').map(cell)),
    ]),
  );
}

export function xlsxTables(bytes) {
  const files = unpacked(bytes);
  for (const part of all(xml(files['[Content_Types].xml']), 'Override'))
    assert.ok(part.of.PartName.slice(1) in files, part.of.PartName);
  const targets = new Map(
    all(xml(files['xl/_rels/workbook.xml.rels']), 'Relationship').map((one) => [one.of.Id, `xl/${one.of.Target}`]),
  );
  xml(files['_rels/.rels']);
  xml(files['xl/styles.xml']);
  const cell = (one, row, column) => {
    assert.equal(one.of.r, `${String.fromCharCode(65 + column)}${row + 1}`);
    if (one.of.t === undefined) return Number(said(all(one, 'v')[0]));
    assert.equal(one.of.t, 'inlineStr', 'no cell calculates');
    const hex = /_x([0-9A-Fa-f]{4})_/g;
    return said(all(one, 't')[0]).replace(hex, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  };
  const sheets = all(xml(files['xl/workbook.xml']), 'sheet');
  return Object.fromEntries(
    sheets.map(({ of }) => {
      const rows = all(xml(files[targets.get(of['r:id'])]), 'row');
      return [of.name, rows.map((row, at) => all(row, 'c').map((one, column) => cell(one, at, column)))];
    }),
  );
}
