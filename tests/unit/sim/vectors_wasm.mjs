// vectors_wasm.mjs FILE.wasm VECTORS.json -- the golden vectors in Node. Exit 0, or 1 with the difference.
import { readFileSync } from 'node:fs';
import { checkVectors } from './vectors_check.mjs';
import { commandLine } from '../../lib/tool.mjs';

const { module, vectors } = commandLine('node tests/unit/sim/vectors_wasm.mjs MODULE VECTORS', {
  operands: { module: undefined, vectors: undefined },
});
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
try {
  console.log(checkVectors(instance.exports, JSON.parse(readFileSync(vectors, 'utf8'))));
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
