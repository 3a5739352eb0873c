/* packed.mjs -- what a browser gets instead of a file: its brotli or its gzip, made once, which the server finds beside
 * it. Over plain HTTP (a laptop in a venue) browsers ask for gzip only, so budgets are in gzip. */
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib';

const GZIP = { level: 9 };
const PATIENT_BYTES_MAX = 512 * 1024; // The last few per cent of a larger file cost seconds.

export const gzipKilobytes = (file) => gzipSync(readFileSync(file), GZIP).length / 1024;

const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: bytes.length > PATIENT_BYTES_MAX ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Write `file`.gz and `file`.br beside it. */
export async function pack(file) {
  const bytes = await readFile(file);
  await Promise.all([
    promisify(gzip)(bytes, GZIP).then((packed) => writeFile(`${file}.gz`, packed)),
    brotli(bytes).then((packed) => writeFile(`${file}.br`, packed)),
  ]);
}
