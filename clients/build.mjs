/* build.mjs -- clients/dist from the sources: one script and one index.html a page, names with a
 * hash of their content, gzip beside every text file. Fails when a text is missing or when the
 * first load of a page is larger than its budget (build/pages.mjs, kilobytes of gzip). */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { drawnFaces } from './build/faces.mjs';
import { html, pages } from './build/pages.mjs';
import { catalogue, hasText, plugins, root } from './build/plugins.mjs';
import { reportTemplate } from './build/report.mjs';
import { checkTexts } from './texts.mjs';

const dist = path.resolve(process.env.DILEMMA_CLIENTS_DIST ?? path.join(root, 'dist'));
const assets = path.join(dist, 'assets');
const texts = catalogue('nl');

const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
const gzipKilobytes = (file) => gzipSync(readFileSync(file), { level: 9 }).length / 1024;

function put(name, content) {
  const dot = name.lastIndexOf('.');
  const hashed = `${name.slice(0, dot)}-${hashOf(content)}${name.slice(dot)}`;
  writeFileSync(path.join(assets, hashed), content);
  return `/assets/${hashed}`;
}

async function buildPage(page) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { [page.name]: `${page.name}/main.tsx` },
    outdir: assets,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020', 'safari15', 'chrome100', 'firefox100'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    metafile: true,
    legalComments: 'none',
    plugins: plugins(page.name),
    logLevel: 'error',
  });
  const outputs = Object.keys(result.metafile.outputs).map((name) => path.resolve(root, name));
  const url = (file) => `/assets/${path.basename(file)}`;
  const one = (ending) => outputs.find((file) => file.endsWith(ending));
  return {
    script: one('.js'),
    style: one('.css'),
    fonts: outputs.filter((file) => file.endsWith('.woff2')).map(url),
    url,
    inputs: Object.keys(result.metafile.inputs),
  };
}

/* A class that no style of its page knows was styled by another page's import: it shows only here. */
function checkClasses(page, built) {
  const css = readFileSync(built.style, 'utf8');
  const known = new Set([...css.matchAll(/\.([a-zA-Z][\w-]*)/g)].map((match) => match[1]));
  const unknown = new Set();
  for (const input of built.inputs.filter((name) => name.endsWith('.tsx'))) {
    for (const match of readFileSync(path.join(root, input), 'utf8').matchAll(/class="([^"]+)"/g)) {
      for (const name of match[1].split(' ')) if (!known.has(name)) unknown.add(`${input}: ${name}`);
    }
  }
  if (unknown.size > 0)
    throw new Error(`${page.name} uses classes that its styles do not have:\n  ${[...unknown].join('\n  ')}`);
}

function checkBudget(page, built) {
  const script = gzipKilobytes(built.script);
  const style = gzipKilobytes(built.style);
  const scriptLine = `script ${script.toFixed(1)} of ${page.scriptMax} kB`;
  console.log(`${page.name}: ${scriptLine}, styles ${style.toFixed(1)} of ${page.styleMax} kB (gzip)`);
  if (script > page.scriptMax || style > page.styleMax) throw new Error(`${page.name} is heavier than its budget`);
}

/* A key that this page says, but whose text stays with another page, would show as a key. */
function checkPageTexts(page, built) {
  const code = readFileSync(built.script, 'utf8');
  const families = [...code.matchAll(/`([a-z_]+\.[a-z_0-9.]*)\$\{/g)].map((match) => match[1]);
  const isSaid = (key) =>
    code.includes(`"${key}"`) || code.includes(`'${key}'`) || families.some((family) => key.startsWith(family));
  const missing = Object.keys(texts).filter((key) => !hasText(page.name, key) && isSaid(key));
  if (missing.length > 0)
    throw new Error(`${page.name} says ${missing.join(', ')}, and does not get that text (build/plugins.mjs, pageOf)`);
}

function drawFaces() {
  const { files, hash } = drawnFaces();
  for (const [name, svg] of files) writeFileSync(path.join(assets, `${name.slice(0, -4)}-${hash}.svg`), svg);
}

/* The same page for `--html`, with everything in it. */
function putReport(built, theme) {
  const template = reportTemplate({
    title: texts['page.report'],
    noscript: texts['page.noscript'],
    theme,
    script: readFileSync(built.script, 'utf8'),
    style: readFileSync(built.style, 'utf8'),
  });
  writeFileSync(path.join(dist, 'report', 'page.template'), template);
}

function copyLicences() {
  const folder = path.join(dist, 'licences');
  mkdirSync(folder, { recursive: true });
  const from = {
    'literata.txt': '@fontsource-variable/literata/LICENSE',
    'source-sans-3.txt': '@fontsource-variable/source-sans-3/LICENSE',
    'phosphor-icons.txt': '@phosphor-icons/core/LICENSE',
    'preact.txt': 'preact/LICENSE',
    'fflate.txt': 'fflate/LICENSE',
    'msgpack.txt': '@msgpack/msgpack/LICENSE',
  };
  for (const [name, file] of Object.entries(from))
    copyFileSync(path.join(root, 'node_modules', file), path.join(folder, name));
  copyFileSync(path.join(root, 'ui/faces/LICENSE.txt'), path.join(folder, 'faces-open-peeps.txt'));
  copyFileSync(path.join(root, 'ui/LICENCE-nl-design-system.txt'), path.join(folder, 'nl-design-system.txt'));
}

function manifest(icon) {
  const value = {
    name: texts['page.app'],
    short_name: texts['page.app'],
    lang: 'nl',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f3f2ec',
    theme_color: '#f3f2ec',
    icons: [{ src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  };
  return put('app.webmanifest', JSON.stringify(value));
}

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) yield* files(file);
    else yield file;
  }
}

async function main() {
  const wrong = checkTexts();
  if (wrong.length > 0) throw new Error(`texts:\n  ${wrong.join('\n  ')}`);

  rmSync(dist, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const theme = await esbuild.transform(readFileSync(path.join(root, 'ui/theme-early.js'), 'utf8'), {
    minify: true,
    target: 'es2020',
  });
  const shared = {
    theme: put('theme.js', theme.code),
    icon: put('icon.svg', readFileSync(path.join(root, 'ui/icon.svg'))),
  };
  shared.manifest = manifest(shared.icon);
  drawFaces();
  copyLicences();

  const builtOf = new Map();
  for (const page of pages) {
    const built = await buildPage(page);
    builtOf.set(page.name, built);
    checkBudget(page, built);
    checkClasses(page, built);
    checkPageTexts(page, built);
    mkdirSync(path.join(dist, page.folder), { recursive: true });
    writeFileSync(
      path.join(dist, page.folder, 'index.html'),
      html({
        page,
        texts,
        files: { ...shared, script: built.url(built.script), style: built.url(built.style), fonts: built.fonts },
      }),
    );
  }
  putReport(builtOf.get('report'), theme.code);
  for (const file of files(dist)) {
    if (/\.(js|css|html|svg|webmanifest|txt)$/.test(file))
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
