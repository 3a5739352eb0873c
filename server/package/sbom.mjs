// sbom.mjs -- the bill of materials, as CycloneDX 1.6 has it: `node server/package/sbom.mjs PROGRAM VERSION [COMMIT]`
// prints what is in the program and its screens, and which packages of Debian the program runs with. The same tree on
// the same machine gives the same bytes.
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED, SHIPPED } from '../../clients/build/shipped.mjs';
import { commandLine } from '../../tests/lib/tool.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const clients = join(root, 'clients');
const {
  program: binary,
  version,
  commit,
} = commandLine('node server/package/sbom.mjs PROGRAM VERSION [COMMIT]', {
  operands: { program: undefined, version: undefined, commit: '' },
});

const licence = (spdx) => [/ (?:AND|OR) /.test(spdx) ? { expression: spdx } : { license: { id: spdx } }];

/** An integrity of npm, "sha512-" and base64, as CycloneDX writes hashes. */
function hashOf(integrity) {
  const [, content] = /^sha512-(.+)$/.exec(integrity);
  return [{ alg: 'SHA-512', content: Buffer.from(content, 'base64').toString('hex') }];
}

function ofNpm() {
  const lock = JSON.parse(readFileSync(join(clients, 'package-lock.json'), 'utf8'));
  return Object.entries(SHIPPED).map(([name, { spdx }]) => {
    const { version: its, integrity } = lock.packages[`node_modules/${name}`];
    const purl = `pkg:npm/${name.replace('@', '%40')}@${its}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version: its,
      scope: 'required',
      hashes: hashOf(integrity),
      licenses: licence(spdx),
      purl,
    };
  });
}

const compiledIn = () =>
  Object.entries(COMPILED).map(([name, { purl, spdx }]) => ({
    type: 'library',
    'bom-ref': purl,
    name,
    ...(purl.includes('@') ? { version: purl.split('@v')[1] } : {}),
    scope: 'required',
    licenses: licence(spdx),
    purl,
    description: 'In the core as WebAssembly, for playing without a server.',
  }));

/** What dpkg-query prints; it fails when one of what it was asked for is not there, and tells of the others. */
const dpkg = (...words) => spawnSync('dpkg-query', words, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);

/** The packages of these files. Debian knows a file by the path it was installed with, which may be through a link. */
function packagesOf(files) {
  const paths = files.flatMap((file) => [file, realpathSync(file), `/usr${file}`, file.replace(/^\/usr/, '')]);
  return dpkg('-S', ...new Set(paths)).map((line) => line.split(': ')[0]);
}

/** Those that the program is linked with, and those that it loads when it runs, as far as this release has them so. */
function ofDebian() {
  const list = readFileSync(join(root, 'docker', 'packages-run.txt'), 'utf8').split('\n');
  const loaded = list.filter((line) => line !== '' && !line.startsWith('#'));
  const linked = [...execFileSync('ldd', [binary], { encoding: 'utf8' }).matchAll(/=> (\/\S+)/g)].map(
    ([, file]) => file,
  );
  const [, release] = /^VERSION_ID="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
  const format = ['Package', 'Architecture', 'Version'].map((field) => `\${${field}}`).join(' ');
  const lines = dpkg('-W', '-f', `${format}\n`, ...new Set([...packagesOf(linked), ...loaded]));
  return [...new Set(lines)].sort().map((line) => {
    const [name, arch, its] = line.split(' ');
    const distro = release === undefined ? '' : `&distro=debian-${release}`;
    const purl = `pkg:deb/debian/${name}@${encodeURIComponent(its)}?arch=${arch}${distro}`;
    return { type: 'library', 'bom-ref': purl, name, version: its, scope: 'required', purl };
  });
}

const main = {
  type: 'application',
  'bom-ref': `pkg:generic/dilemmakamer@${version}`,
  name: 'dilemmakamer',
  version,
  licenses: licence('EUPL-1.2'),
  purl: `pkg:generic/dilemmakamer@${version}`,
  ...(commit ? { properties: [{ name: 'dilemmakamer:commit', value: commit }] } : {}),
};
const components = [...ofNpm(), ...compiledIn(), ...ofDebian()];
// A number for this bill that is made of what is in it, as UUIDs of the fifth kind are.
const seed = createHash('sha256')
  .update(JSON.stringify([main, components]))
  .digest('hex');
const serial = seed.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-5$3-a$4-$5');
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${serial}`,
  version: 1,
  metadata: { component: main },
  components,
  dependencies: [{ ref: main['bom-ref'], dependsOn: components.map((one) => one['bom-ref']) }],
};
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
