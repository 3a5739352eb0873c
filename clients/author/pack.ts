/* pack.ts -- a scenario as one file that can be mailed: a zip with its folder in it, made and opened
 * here, in the browser. What is opened comes from outside: only three small files are looked at. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { FILES, isMap, wordAt, type Draft } from './draft';

const FILE_BYTES_MAX = 512 * 1024;

const named = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
const wanted = (name: string): boolean => FILES.some((file) => named(name) === `${file}.json`);

export function packed(draft: Draft): Blob {
  const folder = wordAt(draft.scenario, ['id']) || 'scenario';
  const files = Object.fromEntries(
    FILES.map((file) => [`${folder}/${file}.json`, strToU8(`${JSON.stringify(draft[file], null, 2)}\n`)]),
  );
  return new Blob([zipSync(files, { level: 9 }) as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}

/* null: there is no scenario in it. */
export function unpacked(bytes: Uint8Array): Draft | null {
  try {
    const found = unzipSync(bytes, { filter: (file) => wanted(file.name) && file.originalSize <= FILE_BYTES_MAX });
    const draft: Record<string, unknown> = {};
    for (const [name, content] of Object.entries(found)) {
      if (content.length <= FILE_BYTES_MAX) draft[named(name).slice(0, -5)] = JSON.parse(strFromU8(content));
    }
    return FILES.every((file) => isMap(draft[file])) ? (draft as unknown as Draft) : null;
  } catch {
    return null;
  }
}
