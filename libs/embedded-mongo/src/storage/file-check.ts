import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

const MAGIC = 0xbeefc0de;
/** Places within LMDB's meta, from its magic on. */
const PAGE_SIZE_AT = 24;
const LAST_PAGE_AT = 120;
const TRANSACTION_AT = 128;

interface Meta {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: bigint;
}

/** What a short file was made ready for being looked through, and how that is taken back. */
export interface Extended {
  undo(): void;
}

/**
 * LMDB maps its file into memory, and touching a page beyond the end of a truncated file kills the process. So a file
 * that is shorter than its newest meta page says is first made as long: missing pages are then zeros, which LMDB
 * notices as damage. (It may be short and whole: pages at the end that were never used.) `undefined` where nothing was
 * to be done; throws where the file is none of LMDB's.
 */
export function extendShortFile(folder: string): Extended | undefined {
  const path = join(folder, 'data.mdb');
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    if (size === 0) return undefined;
    const meta = newestMeta(file, size);
    if (meta === undefined) throw new Error(`${path} is damaged: it does not begin as a database does`);
    const expected = (meta.lastPage + 1) * meta.pageSize;
    if (size >= expected) return undefined;
    ftruncateSync(file, expected);
    return { undo: () => resize(path, size) };
  } finally {
    closeSync(file);
  }
}

function resize(path: string, size: number): void {
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, size);
  } finally {
    closeSync(file);
  }
}

function newestMeta(file: number, size: number): Meta | undefined {
  const first = metaAt(file, 0, size);
  if (first === undefined) return undefined;
  const others = [first.pageSize / 2, first.pageSize].map((at) => metaAt(file, at, size));
  return [first, ...others].reduce((newest, meta) => (meta !== undefined && meta.transaction > newest!.transaction ? meta : newest), first);
}

function metaAt(file: number, at: number, size: number): Meta | undefined {
  const bytes = Buffer.alloc(256);
  if (at + bytes.length > size || readSync(file, bytes, 0, bytes.length, at) < bytes.length) return undefined;
  for (let i = 0; i <= 32; i += 8) {
    if (bytes.readUInt32LE(i) !== MAGIC) continue;
    return {
      pageSize: bytes.readUInt32LE(i + PAGE_SIZE_AT),
      lastPage: Number(bytes.readBigUInt64LE(i + LAST_PAGE_AT)),
      transaction: bytes.readBigUInt64LE(i + TRANSACTION_AT),
    };
  }
  return undefined;
}
