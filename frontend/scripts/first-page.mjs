/** What a browser must load before the first page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Where the browser build lies. */
export const FOLDER = join(import.meta.dirname, '../dist/browser');

/** The size of the first page's JavaScript in bytes, each file compressed with gzip. */
export function firstPageBytes(folder = FOLDER, page = 'index.html') {
  return firstPageScripts(folder, page)
    .map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)
    .reduce((sum, size) => sum + size, 0);
}

/** The scripts of index.html and, one after another, everything they import before they run. */
function firstPageScripts(folder, page) {
  const index = readFileSync(join(folder, page), 'utf8');
  const files = new Set([...index.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) => match[1]));
  for (const file of files) {
    const code = readFileSync(join(folder, file), 'utf8');
    for (const needed of linksOf(code).needed) files.add(needed);
  }
  return [...files];
}

/** What a script needs at once, and what it may load later. */
export function linksOf(code) {
  const lazy = [...code.matchAll(/\bimport\(\s*["'`]\.\/([\w-]+\.js)["'`]\s*\)/g)].map(([, name]) => name);
  const needed = [...code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w-]+\.js)["']/g)].map(([, name]) => name);
  return { lazy, needed };
}
