// vectors_wasm.mjs FILE.wasm VECTORS.json -- the golden vectors in Node. Exit 0, or 1 with the difference.
import { readFileSync } from 'node:fs';
import { checkVectors } from './vectors_check.mjs';

const [wasmFile, vectorsFile] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {});
try {
  console.log(checkVectors(instance.exports, JSON.parse(readFileSync(vectorsFile, 'utf8'))));
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
