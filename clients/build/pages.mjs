/* pages.mjs -- the pages: where each one lives, its entry, and its index.html without a single
 * inline script or style (strict Content-Security-Policy). */
import { escaped } from '../core/escaped.mjs';

export const pages = [
  { name: 'participant', folder: '', surface: 'phone', scriptMax: 66, styleMax: 20, later: true },
  { name: 'solo', folder: 'solo', surface: 'phone', scriptMax: 72, styleMax: 20, later: true },
  { name: 'trainer', folder: 'trainer', surface: 'trainer', scriptMax: 90, styleMax: 30, later: true },
  { name: 'author', folder: 'author', surface: 'trainer', scriptMax: 90, styleMax: 30 },
  { name: 'access', folder: 'access', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'evidence', folder: 'evidence', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'report', folder: 'report', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'check', folder: 'check', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'guide', folder: 'guide', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'style', folder: 'style', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'api', folder: 'api', surface: 'trainer', scriptMax: 40, styleMax: 20 },
  { name: 'projector', folder: 'projector', surface: 'projector', scriptMax: 60, styleMax: 20 },
];

/* The page inside a learning platform (build/course.mjs): no page of our site. */
export const coursePage = { name: 'course', surface: 'phone', scriptMax: 66, styleMax: 20, later: true };

/* Where a text or a class may be used: what the pages share, and each page. */
export const screens = ['core', 'ui', ...pages.map((page) => page.name), coursePage.name];

/* What every page begins with; `more` are further lines of its head. `titles`: by language, for a page that can change
 * its language (ui/reading.tsx). `up`: how it comes to the top of the site; a page that is not of ours has none. */
export const head = ({ lang, surface, title, titles = {}, files, up = '' }, more) => `<!doctype html>
<html lang="${lang}" data-surface="${surface}"${up === '' ? '' : ` data-up="${up}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title${Object.entries(titles)
  .map(([of, words]) => ` data-${of}="${escaped(words)}"`)
  .join('')}>${escaped(title)}</title>
<script src="${files.theme}"></script>
${more}
<link rel="stylesheet" href="${files.style}">
<link rel="icon" href="${files.icon}" type="image/svg+xml">
</head>`;

/* The files of the site as a page asks for them that comes to the top of the site by `up`: a proxy may lead a path of
 * another site to the server (core/root.ts). */
const seenFrom = (up, files) =>
  Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      Array.isArray(file) ? file.map((one) => up + one.slice(1)) : up + file.slice(1),
    ]),
  );

/** The index.html of a page; `catalogues`: the texts by language. `files`: by their addresses from the top. */
export function html({ page, catalogues, files: ofSite }) {
  const up = page.folder === '' ? './' : '../';
  const files = seenFrom(up, ofSite);
  const texts = catalogues.nl;
  const preload = files.fonts
    .map((font) => `<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>`)
    .concat(files.ahead.map((file) => `<link rel="modulepreload" href="${file}">`))
    .join('\n');
  const titles = Object.fromEntries(
    Object.entries(catalogues).map(([lang, said]) => [lang, said[`page.${page.name}`]]),
  );
  const more = `<meta name="description" content="${escaped(texts['page.description'])}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${escaped(texts['page.app'])}">
<meta property="og:title" content="${escaped(titles.nl)}">
<meta property="og:description" content="${escaped(texts['page.description'])}">
<meta property="og:image" content="${ofSite.picture}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
${preload}
<link rel="apple-touch-icon" href="${files.touch}">
<link rel="manifest" href="${files.manifest}">
<script type="module" src="${files.script}"></script>`;
  return `${head({ lang: 'nl', surface: page.surface, title: titles.nl, titles, files, up }, more)}
<body>
<div id="app"><noscript>${escaped(texts['page.noscript'])}</noscript></div>
</body>
</html>
`;
}
