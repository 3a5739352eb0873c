/* shipped.mjs -- what of others is in the pages, by the name of its package: the file with its licence, the licence
 * as SPDX names it, and under which name the text goes along in dist/licences. Beside them what the core in WebAssembly
 * has compiled in. The build fails when a page has something of a package that is not here; the bill of materials
 * (server/package/sbom.mjs) is made of it. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const NL_DESIGN = { file: 'ui/LICENCE-nl-design-system.txt', as: 'nl-design-system.txt', spdx: 'EUPL-1.2' };
const FACES = { file: 'ui/faces/LICENSE.txt', as: 'faces-open-peeps.txt' };

/** Packages of npm; `file` is a path in clients, or a file of the package when there is none. */
export const SHIPPED = {
  '@dicebear/core': { ...FACES, spdx: 'MIT' },
  '@dicebear/open-peeps': { ...FACES, spdx: 'MIT AND CC0-1.0' },
  '@fontsource-variable/literata': { as: 'literata.txt', spdx: 'OFL-1.1' },
  '@fontsource-variable/source-sans-3': { as: 'source-sans-3.txt', spdx: 'OFL-1.1' },
  '@msgpack/msgpack': { as: 'msgpack.txt', spdx: 'ISC' },
  '@nl-design-system-candidate/button-css': NL_DESIGN,
  '@phosphor-icons/core': { as: 'phosphor-icons.txt', spdx: 'MIT' },
  '@utrecht/form-field-css': NL_DESIGN,
  '@utrecht/textbox-css': NL_DESIGN,
  fflate: { as: 'fflate.txt', spdx: 'MIT' },
  preact: { as: 'preact.txt', spdx: 'MIT' },
  uqr: { as: 'uqr.txt', spdx: 'MIT' },
};

/** Sources in shared/wasm/third. */
export const COMPILED = {
  cJSON: { folder: 'cjson', purl: 'pkg:github/DaveGamble/cJSON@v1.7.19', as: 'cjson.txt', spdx: 'MIT' },
  'msgpack-c': { folder: 'msgpackc', purl: 'pkg:github/msgpack/msgpack-c', as: 'msgpack-c.txt', spdx: 'BSL-1.0' },
};

const packageOf = (input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];

/** Fails for a package that a page's inputs name and that is not here. */
export function checkShipped(page, inputs) {
  for (const name of new Set(inputs.map(packageOf)))
    if (name !== undefined && !(name in SHIPPED))
      throw new Error(`${page.name}: ${name} is in it, but not in build/shipped.mjs, so without a licence`);
}

/** Into `folder`: a text for each; `clients` is the folder of that name. */
export function copyLicences(clients, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, { file, as }] of Object.entries(SHIPPED))
    copyFileSync(path.join(clients, file ?? `node_modules/${name}/LICENSE`), path.join(folder, as));
  for (const { folder: third, as } of Object.values(COMPILED))
    copyFileSync(path.join(clients, '..', 'shared', 'wasm', 'third', third, 'LICENSE'), path.join(folder, as));
}
