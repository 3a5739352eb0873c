/* course.mjs -- one story for a learning platform, as a folder without a server: everything but the story, in one zip
 * of the site. Whoever makes a package adds the story, its faces and the manifests (trainer/course/pack.ts). All names
 * are beside each other, so that the folder plays wherever a platform puts it. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { escaped } from '../core/escaped.mjs';
import { head } from './pages.mjs';

const MADE = new Date(1980, 0, 1); // The same files, the same zip.

const page = (files, { nl, en }) => {
  const titles = { nl: nl['page.course'], en: en['page.course'] };
  const more = [
    ...files.fonts.map((font) => `<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>`),
    ...files.ahead.map((file) => `<link rel="modulepreload" href="${file}">`),
    `<script type="module" src="${files.script}"></script>`,
  ].join('\n');
  return `${head({ lang: 'nl', surface: 'phone', title: titles.nl, titles, files }, more)}
<body>
<div id="app"><noscript>${escaped(nl['page.noscript'])}</noscript></div>
</body>
</html>
`;
};

/** `folder`: with the built scripts, styles and fonts. `shared`: files of the site by their path, that go in too;
 * `licences`: the folder of the texts. `files`: their names, for the page. */
export function courseZip({ folder, shared, licences, files, catalogues }) {
  const inside = {};
  for (const name of readdirSync(folder).sort()) inside[name] = readFileSync(path.join(folder, name));
  for (const file of shared) inside[path.basename(file)] = readFileSync(file);
  for (const name of readdirSync(licences).sort()) inside[`licences/${name}`] = readFileSync(path.join(licences, name));
  inside['index.html'] = Buffer.from(page(files, catalogues));
  const entries = Object.entries(inside).map(([name, bytes]) => [name, [new Uint8Array(bytes), { mtime: MADE }]]);
  return zipSync(Object.fromEntries(entries), { level: 9 });
}
