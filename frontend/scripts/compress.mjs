/**
 * Writes `.br` and `.gz` beside every compressible file of a browser build, so that the server only sends bytes, and
 * fails where the JavaScript of the first page exceeds its ceiling: `compress.mjs [folder page ceiling-in-bytes]`, the
 * console unless told.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { FOLDER, firstPageBytes } from './first-page.mjs';

const COMPRESSIBLE = new Set(['.js', '.css', '.html', '.json', '.svg', '.webmanifest', '.txt', '.wasm']);
const MIN_BYTES = 1_024;
const [folder = FOLDER, page = 'index.html', ceiling = 350_000] = process.argv.slice(2);

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

let files = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name))) continue;
  const bytes = readFileSync(path);
  if (bytes.length < MIN_BYTES) continue;
  writeFileSync(`${path}.br`, brotli(bytes));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  files += 1;
}

const total = firstPageBytes(folder, page);
console.log(`compressed ${files} files; JavaScript of the first page: ${(total / 1_000).toFixed(1)} kB gzip`);
if (total > Number(ceiling)) {
  console.error(`The first page may load at most ${Number(ceiling) / 1_000} kB of compressed JavaScript.`);
  process.exitCode = 1;
}
