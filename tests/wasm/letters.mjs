// letters.mjs -- TypeScript of clients/core/alone, for Node and as text for a page.
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const clients = fileURLToPath(new URL('../../clients/', import.meta.url));
const require = createRequire(join(clients, 'package.json'));

async function sourceOf(name) {
  const built = await require('esbuild').build({
    entryPoints: [join(clients, 'core', 'alone', `${name}.ts`)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
  });
  return built.outputFiles[0].text;
}

const loaded = async (name) =>
  import(`data:text/javascript;base64,${Buffer.from(await sourceOf(name)).toString('base64')}`);

/** What the module imports, and the module as functions over bytes. */
export const lettersSource = () => sourceOf('letters');
export const moduleSource = () => sourceOf('module');
export const loadLetters = () => loaded('letters');
export const loadModule = () => loaded('module');
export const msgpack = require('@msgpack/msgpack');
