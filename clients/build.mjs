/* build.mjs -- clients/dist from the sources: one script and one index.html a page, names with a
 * hash of their content, packed forms beside every text file. Fails when a text is missing or when the
 * first load of a page is larger than its budget (build/pages.mjs, kilobytes of gzip). */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { drawnFaces } from './build/faces.mjs';
import { given, putAlone } from './build/alone.mjs';
import { courseZip } from './build/course.mjs';
import { iconIco, iconPng, sharedPng } from './build/icon.mjs';
import { gzipKilobytes, pack } from './build/packed.mjs';
import { lostPage } from './build/lost.mjs';
import { coursePage, html, pages } from './build/pages.mjs';
import { catalogue as catalogueOf, hasText, plugins, root } from './build/plugins.mjs';
import { reportTemplate } from './build/report.mjs';
import { checkShipped, copyLicences } from './build/shipped.mjs';
import { checkTexts } from './texts.mjs';

const dist = path.resolve(process.env.DILEMMA_CLIENTS_DIST ?? path.join(root, 'dist'));
const assets = path.join(dist, 'assets');
const texts = catalogueOf('nl');

const TEXT = /\.(js|css|html|svg|webmanifest|txt|json|wasm)$/; // What packing makes smaller.

const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();

function put(name, content) {
  const dot = name.lastIndexOf('.');
  const hashed = `${name.slice(0, dot)}-${hashOf(content)}${name.slice(dot)}`;
  writeFileSync(path.join(assets, hashed), content);
  return `/assets/${hashed}`;
}

/* The keys that a page's script may say: each stands in it as a text, or begins as a family of keys does. */
function keysSaid(code) {
  const families = [...code.matchAll(/`([a-z_]+\.[a-z_0-9.]*)\$\{/g)].map((match) => match[1]);
  const isSaid = (key) =>
    code.includes(`"${key}"`) || code.includes(`'${key}'`) || families.some((family) => key.startsWith(family));
  return new Set(Object.keys(texts).filter(isSaid));
}

const NO_TEXTS = { now: new Set(), later: new Set() };

/* Twice: once without texts, to see which of them it says, and where; then with those. */
async function buildPage(page, to) {
  const bare = await bundlePage(page, NO_TEXTS, to, false);
  const { loaded } = builtPage(bare, to);
  const scripts = bare.outputFiles.filter(({ path: file }) => file.endsWith('.js'));
  const saidIn = (files) => keysSaid(files.map(({ text }) => text).join('\n'));
  const now = saidIn(scripts.filter(({ path: file }) => loaded.includes(file)));
  const later = new Set([...saidIn(scripts)].filter((key) => !now.has(key)));
  return builtPage(await bundlePage(page, { now, later }, to, true), to);
}

async function bundlePage(page, keys, to, write) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: { [page.name]: `${page.name}/main.tsx` },
    outdir: to.outdir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    splitting: page.later === true, // What it imports when it is asked for is a script of its own.
    chunkNames: '[name]-[hash]',
    format: 'esm',
    target: ['es2020', 'safari15', 'chrome100', 'firefox100'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file', '.webp': 'file' },
    metafile: true,
    legalComments: 'none',
    write,
    plugins: plugins(page.name, keys, to),
    logLevel: 'error',
  });
}

function firstLoad(outputs, name, seen = new Set()) {
  seen.add(name);
  for (const { path: next, kind } of outputs[name].imports)
    if (kind === 'import-statement' && outputs[next] !== undefined && !seen.has(next)) firstLoad(outputs, next, seen);
  return [...seen];
}

function builtPage(result, { folder }) {
  const outputs = Object.keys(result.metafile.outputs).map((name) => path.resolve(root, name));
  const url = (file) => `${folder}${path.basename(file)}`;
  const [first, entry] = Object.entries(result.metafile.outputs).find(([, { entryPoint }]) =>
    entryPoint?.endsWith('/main.tsx'),
  );
  const file = (name) => path.resolve(root, name);
  const scripts = outputs.filter((name) => name.endsWith('.js'));
  for (const name of outputs) // What is fetched later has its style with the page: build/pages.mjs, a page has one.
    if (name.endsWith('.css') && name !== file(entry.cssBundle)) rmSync(name, { force: true });
  return {
    script: file(first),
    scripts,
    loaded: firstLoad(result.metafile.outputs, first).map(file), // Before anything is on the screen.
    style: file(entry.cssBundle),
    fonts: outputs.filter((file) => file.endsWith('.woff2')).map(url),
    url,
    mute: fetchedLater(result.metafile.outputs).filter((name) => !bringsTexts(result.metafile.outputs, name)),
    inputs: Object.keys(result.metafile.inputs),
  };
}

const fetchedLater = (outputs) =>
  Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path: name }) => name),
  );

const bringsTexts = (outputs, part) => firstLoad(outputs, part).some((name) => 'core/later.ts' in outputs[name].inputs);

/* What a part says that is fetched by itself would show as a key. */
function checkLater(page, built) {
  if (built.mute.length > 0)
    throw new Error(`${page.name} fetches ${built.mute.join(', ')}, which does not import core/later`);
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
  const script = built.loaded.reduce((sum, file) => sum + gzipKilobytes(file), 0);
  const style = gzipKilobytes(built.style);
  const scriptLine = `script ${script.toFixed(1)} of ${page.scriptMax} kB`;
  console.log(`${page.name}: ${scriptLine}, styles ${style.toFixed(1)} of ${page.styleMax} kB (gzip)`);
  if (script > page.scriptMax || style > page.styleMax) throw new Error(`${page.name} is heavier than its budget`);
}

/* A key that this page says, but whose text stays with another page, would show as a key. */
function checkPageTexts(page, built) {
  const code = built.scripts.map((file) => readFileSync(file, 'utf8')).join('\n');
  const missing = [...keysSaid(code)].filter((key) => !hasText(page.name, key));
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

function icons(icon) {
  const png = (size, purpose) => ({
    src: path.basename(put(`icon-${size}-${purpose}.png`, iconPng(size, purpose === 'maskable'))),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  const svg = { src: path.basename(icon), sizes: 'any', type: 'image/svg+xml', purpose: 'any' };
  return [png(192, 'any'), png(512, 'any'), png(512, 'maskable'), svg];
}

/* One app for whoever plays alone, one for the rest: each opens on its own page, `start`, as it is seen from the folder
 * of the manifest. */
function manifest(name, title, start, icons) {
  const value = {
    name: title,
    short_name: title,
    lang: 'nl',
    start_url: start,
    scope: start,
    display: 'standalone',
    background_color: '#f3f2ec',
    theme_color: '#f3f2ec',
    icons,
  };
  return put(name, JSON.stringify(value));
}

const bundleAlone = (entry, outfile, plugins) =>
  esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2020', 'safari15', 'chrome100', 'firefox100'],
    legalComments: 'none',
    plugins,
    logLevel: 'error',
  });

/* Its parts are beside it. `serves`: a service worker (solo/sw.ts) answers from what is kept. */
async function workerText({ module, catalogue, stories }, serves) {
  const beside = ([name, file]) => [name, path.basename(file)];
  const parts = {
    ...Object.fromEntries(Object.entries({ module, catalogue }).map(beside)),
    stories: Object.fromEntries(Object.entries(stories).map(beside)),
    serves,
  };
  const built = await bundleAlone('core/alone/worker.ts', 'alone.js', [given('dk:alone', parts)]);
  return built.outputFiles[0].text;
}

/* The page inside a learning platform, all but its story; the address of that zip. */
async function putCourse(parts, shared) {
  const outdir = path.join(dist, 'course');
  mkdirSync(outdir);
  const worker = 'alone.js';
  writeFileSync(path.join(outdir, worker), await workerText(parts, false));
  const built = await buildPage(coursePage, { outdir, folder: './', worker });
  check(coursePage, built);
  const zip = courseZip({
    folder: outdir,
    shared: [shared.theme, shared.icon, parts.module, parts.catalogue].map((url) => path.join(dist, url)),
    licences: path.join(dist, 'licences'),
    files: {
      theme: path.basename(shared.theme),
      icon: path.basename(shared.icon),
      ...filesOf(built),
    },
    catalogues: { nl: texts, en: catalogueOf('en') },
  });
  rmSync(outdir, { recursive: true });
  return put('course.zip', zip);
}

const filesOf = (built) => ({
  script: built.url(built.script),
  ahead: built.loaded.filter((file) => file !== built.script).map(built.url),
  style: built.url(built.style),
  fonts: built.fonts,
});

function check(page, built) {
  checkBudget(page, built);
  checkLater(page, built);
  checkClasses(page, built);
  checkShipped(page, built.inputs);
  checkPageTexts(page, built);
}

/* What the page of solo is made of; a change of any of it is another version. */
async function putServiceWorker(files) {
  const page = readFileSync(path.join(dist, 'solo', 'index.html'), 'utf8');
  const values = given('dk:sw', { files, version: hashOf(page + files.join()) });
  const built = await bundleAlone('solo/sw.ts', 'sw.js', [values]);
  writeFileSync(path.join(dist, 'solo', 'sw.js'), built.outputFiles[0].text);
}

/* What is asked of every site, by browsers and by search engines; those have nothing to find behind a door. */
function putForAll() {
  const closed = ['api', 'access', 'live', 'author', 'check', 'projector', 'style', 'trainer'];
  writeFileSync(path.join(dist, 'favicon.ico'), iconIco());
  const robots = ['User-agent: *', ...closed.map((folder) => `Disallow: /${folder}/`), 'Disallow: /?c=', ''];
  writeFileSync(path.join(dist, 'robots.txt'), robots.join('\n'));
}

async function putLost(files) {
  const built = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['ui/lost.css'],
    outdir: assets,
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    target: ['es2020', 'safari15', 'chrome100', 'firefox100'],
    loader: { '.woff2': 'file' },
    write: false,
    plugins: plugins('lost', NO_TEXTS),
    logLevel: 'error',
  });
  const style = put('lost.css', built.outputFiles.find(({ path: file }) => file.endsWith('.css')).text);
  mkdirSync(path.join(dist, 'lost'), { recursive: true });
  for (const lang of ['nl', 'en']) {
    const page = lostPage(lang, { nl: texts, en: catalogueOf('en') }, { ...files, style });
    writeFileSync(path.join(dist, 'lost', `${lang}.html`), page);
  }
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
  const pngs = icons(shared.icon);
  shared.touch = `/assets/${pngs[0].src}`;
  shared.picture = put('shared.png', sharedPng());
  const manifests = {
    solo: manifest('solo.webmanifest', texts['page.app_solo'], '../solo/', pngs),
    other: manifest('app.webmanifest', texts['page.app'], '../', pngs),
  };
  drawFaces();
  copyLicences(root, path.join(dist, 'licences'));
  const parts = putAlone(put);
  const worker = put('alone.js', await workerText(parts, true));
  const course = { zip: await putCourse(parts, shared), stories: parts.stories };

  const builtOf = new Map();
  for (const page of pages) {
    const built = await buildPage(page, { outdir: assets, folder: '/assets/', worker, course });
    builtOf.set(page.name, built);
    check(page, built);
    mkdirSync(path.join(dist, page.folder), { recursive: true });
    writeFileSync(
      path.join(dist, page.folder, 'index.html'),
      html({
        page,
        catalogues: { nl: texts, en: catalogueOf('en') },
        files: {
          ...shared,
          manifest: manifests[page.name] ?? manifests.other,
          ...filesOf(built),
        },
      }),
    );
  }
  const solo = builtOf.get('solo');
  await putServiceWorker([
    ...[shared.theme, shared.icon, shared.touch, manifests.solo, worker, solo.url(solo.style)],
    ...solo.scripts.map(solo.url),
    ...solo.fonts,
  ]);
  putForAll();
  await putLost(shared);
  putReport(builtOf.get('report'), theme.code);
  await Promise.all([...files(dist)].filter((file) => TEXT.test(file)).map(pack));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
