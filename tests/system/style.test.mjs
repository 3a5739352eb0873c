// style.test.mjs -- a house style by one file: on every page, checked before it is used, and refused with what is
// wrong.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BINARY, CLIENTS, ROOT, Server, freePort } from '../lib/server.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const EXAMPLES = join(ROOT, 'server', 'style', 'examples');
const examples = ['kustlijn', 'steenrood'].map((name) => join(EXAMPLES, name, 'style.json'));
const PAGES = [
  '/',
  '/trainer/',
  '/projector/',
  '/solo/',
  '/access/',
  '/author/',
  '/evidence/',
  '/report/',
  '/check/',
  '/style/',
  '/guide/',
];

/** A folder with this style, and files beside it. */
function folderWith(style, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dilemma-style-'));
  writeFileSync(join(folder, 'style.json'), typeof style === 'string' ? style : JSON.stringify(style));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** How a server that is given this style ends, and what it says. */
async function refusal(file) {
  const words = ['serve', '--data', mkdtempSync(join(tmpdir(), 'dilemma-')), '--port', String(await freePort())];
  const rest = ['--scenarios', join(ROOT, 'scenarios'), '--clients', CLIENTS, '--style', file];
  const { status, stderr } = spawnSync(BINARY, [...words, ...rest], { encoding: 'utf8' });
  return { status, said: stderr };
}

const get = async (server, path) => {
  const response = await fetch(server.origin + path);
  assert.equal(response.status, 200, path);
  return { text: await response.text(), headers: response.headers };
};
/* From the top of the site; a page names it from where it is. */
const sheetOf = (page) => /<link rel="stylesheet" href="\.{0,2}(\/assets\/house-[0-9A-F]{8}\.css)">/.exec(page)?.[1];

test('every page has the name, the style and the picture of the house, and so has the app on a phone', async (t) => {
  const server = await Server.start(['--style', examples[0]], t);
  for (const path of PAGES) {
    const { text } = await get(server, path);
    assert.ok(text.includes('<html lang="nl" data-app="Leerkamer Kustlijn" data-surface="'), path);
    assert.ok(!text.includes('Dilemmakamer'), path);
    assert.match(text, /<title[^>]*>[^<]*Leerkamer Kustlijn/);
    assert.ok(text.lastIndexOf('rel="stylesheet"') === text.search(/rel="stylesheet" href="[./]+assets\/house-/), path);
    assert.match(text, /<link rel="icon" href="\.{1,2}\/assets\/house-[0-9A-F]{8}\.svg"/);
    assert.ok(!/rel="preload"[^>]*(literata|source-sans)/.test(text), 'letters that it does not use are not fetched');
    const manifest = JSON.parse((await get(server, /rel="manifest" href="\.+([^"]*)"/.exec(text)[1])).text);
    assert.equal(manifest.theme_color, '#eef4f9');
    if (path !== '/solo/') assert.equal(manifest.name, 'Leerkamer Kustlijn');
  }
  const sheet = await get(server, sheetOf((await get(server, '/')).text));
  assert.match(sheet.headers.get('content-type'), /^text\/css/);
  assert.match(sheet.headers.get('cache-control'), /immutable/);
  assert.match(sheet.text, /--dk-brand:#00508c;/);
  assert.match(sheet.text, /:root:root\[data-theme="dark"\]\{[^}]*--dk-brand:#8cc4f0;/);
  const { text: worker } = await get(server, '/solo/sw.js');
  assert.ok(worker.startsWith(`self.dkHouse=["${sheetOf((await get(server, '/')).text)}"`), 'it is there offline too');
});

test('a page that is not there is in the style, too', async (t) => {
  const server = await Server.start(['--style', examples[1]], t);
  const lost = await fetch(`${server.origin}/nergens/hier`, {
    headers: { accept: 'text/html', 'user-agent': 'Mozilla' },
  });
  const text = await lost.text();
  assert.equal(lost.status, 404);
  assert.ok(text.includes('Opleidingshuis Steenrood') && sheetOf(text) !== undefined);
});

test('without a style nothing of it is on a page; style.json in the data folder is one', async (t) => {
  const server = await Server.start([], t);
  assert.equal(sheetOf((await get(server, '/')).text), undefined);
  await server.stop();
  cpSync(dirname(examples[1]), join(server.folder, 'data'), { recursive: true });
  await server.up();
  const { text } = await get(server, '/');
  assert.ok(text.includes('data-app="Opleidingshuis Steenrood"') && sheetOf(text) !== undefined);
});

test('a style in which something is too faint is refused, with the pair and the ratio', async () => {
  const folder = folderWith({ light: { brand: '#8fb0b3' } });
  const { status, said } = await refusal(join(folder, 'style.json'));
  assert.equal(status, 1);
  assert.match(
    said,
    /is too faint: link \(#8fb0b3\) on page \(#f3f2ec\) in light is 2\.\d\d:1, it must be 4\.5:1; and \d+ more/,
  );
  const wall = folderWith({ wall: { light: { 'ink-soft': '#6a6a6a' } } });
  const onWall = await refusal(join(wall, 'style.json'));
  assert.match(
    onWall.said,
    /ink-soft \(#6a6a6a\) on page \(#f3f2ec\) in light on the wall is 4\.\d\d:1, it must be 7\.0:1/,
  );
});

test('whatever else is wrong in a style is said, and the server does not start', async () => {
  const svg = '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>';
  for (const [style, files, says] of [
    ['{', {}, 'is not valid JSON, or too deep or too much of it, at byte 1'],
    ['{"name":"a\\u0000b"}', {}, 'is not valid JSON'],
    ['['.repeat(30_000), {}, 'is not valid JSON, or too deep or too much of it, at byte '],
    [`{"light":{${'"ink":0,'.repeat(5000)}"ink":0}}`, {}, 'is not valid JSON, or too deep or too much of it'],
    ['[]', {}, 'is no JSON object'],
    ['{"name":"a","name":"b"}', {}, "has 'name' twice in one place"],
    [{ lihgt: {} }, {}, "has 'lihgt', which is unknown; did you mean 'light'?"],
    [{ light: { inkt: '#000000' } }, {}, "has 'inkt' in light, which is unknown; did you mean 'ink'?"],
    [{ dark: { ink: 'white' } }, {}, 'has a colour \'ink\' in dark that is not like "#0f5257"'],
    [{ name: '' }, {}, "has a 'name' that is not a text of 1 to 60 bytes"],
    [{ logo: '../logo.svg' }, {}, "has '../logo.svg' as logo: it must be the name of a file beside it"],
    [{ logo: 'logo.svg' }, {}, "has 'logo.svg' as logo, which cannot be read"],
    [{ logo: 'logo.svg' }, { 'logo.svg': '<html/>' }, 'which is no drawing: it must begin with <svg'],
    [{ logo_dark: 'l.svg' }, { 'l.svg': svg }, 'has a logo for dark screens, and none for others'],
    [{ fonts: { tool: { file: 'a.woff2' } } }, { 'a.woff2': 'OTTO' }, "has 'a.woff2' as letters, which is no WOFF2"],
    [{ fonts: { tool: { family: 'x;}' } } }, {}, 'has a family of letters that is not like'],
    [{ fonts: { head: {} } }, {}, "has 'head' in fonts, which is unknown"],
  ]) {
    const { status, said } = await refusal(join(folderWith(style, files), 'style.json'));
    assert.equal(status, 1, said);
    assert.ok(said.includes(says), `${JSON.stringify(style)}: ${said}`);
  }
  assert.match((await refusal('/nowhere/style.json')).said, /the house style '\/nowhere\/style\.json' cannot be read/);
});

test('a logo that would run something only draws, letters of the house are served, a name is only text', async (t) => {
  const logo =
    '<svg viewBox="0 0 20 10" onload="x()"><script>alert(1)</script>' +
    '<image href="https://x.example/"/><path d="M0 0h9"/></svg>';
  const letters = readFileSync(require.resolve('@fontsource-variable/literata/files/literata-latin-wght-normal.woff2'));
  const name = `<b>"R&D" 'huis'</b>`;
  const folder = folderWith(
    { name, logo: 'logo.svg', fonts: { story: { file: 'kop.woff2', weights: '200 900' } } },
    { 'logo.svg': logo, 'kop.woff2': letters },
  );
  const server = await Server.start(['--style', join(folder, 'style.json')], t);
  assert.match(server.log, /event=style_cleaned .*script, image/);
  const { text } = await get(server, '/');
  assert.ok(text.includes('data-app="&#60;b&#62;&#34;R&#38;D&#34; &#39;huis&#39;&#60;/b&#62;"'));
  const { text: sheet } = await get(server, sheetOf(text));
  const drawn = decodeURIComponent(/background:url\("data:image\/svg\+xml,([^"]*)"\)/.exec(sheet)[1]);
  assert.equal(drawn, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9"/></svg>');
  const [, address] = /src:url\("([^"]*)"\)/.exec(sheet);
  const font = await fetch(`${server.origin}/assets/${address}`); // It lies beside the style.
  assert.equal(font.headers.get('content-type'), 'font/woff2');
  assert.deepEqual(Buffer.from(await font.arrayBuffer()), letters);
  assert.ok(text.includes(`<link rel="preload" href="./assets/${address}"`));
});

test('the examples that are shipped can be seen, every pair of them; dilemma style tells of each', () => {
  for (const file of examples) {
    const { status, stdout } = spawnSync(BINARY, ['style', file, '--json'], { encoding: 'utf8' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(status, 0);
    assert.deepEqual(rows.at(-1), { name: 'style', holds: true, faint: 0 });
    assert.ok(rows.slice(0, -1).every(({ contrast, least }) => contrast >= least));
    assert.equal(new Set(rows.slice(0, -1).map(({ look }) => look)).size, 4);
  }
  const { status, stdout } = spawnSync(
    BINARY,
    ['style', join(folderWith({ light: { ink: '#aaaaaa' } }), 'style.json')],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(status, 1);
  assert.match(stdout, /light +ink +on page +2\.\d\d:1 +at least 4\.5:1 +TOO FAINT/);
});
