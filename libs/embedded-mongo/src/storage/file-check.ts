import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Damaged } from './damage.js';

/** LMDB's own name for it. */
export const DATA_FILE = 'data.mdb';

const MAGIC = 0xbeefc0de;
/** Places within LMDB's meta, from its magic on: two trees (the free pages, the data) of 48 bytes, then the last page. */
const TREES_AT = 24;
const TREE_BYTES = 48;
const ROOT_AT = 40;
const FLAGS_AT = 28;
const LAST_PAGE_AT = 120;
const TRANSACTION_AT = 128;
const DATA_TREE = 1;
const NO_PAGE = 0xffffffffffffffffn;
const BRANCH = 1;
const LEAF = 2;
const BIG_DATA = 1;
/** Marks a commit that was not flushed when its meta page was written. */
const UNFLUSHED = 0x1000;

interface Meta {
  readonly pageSize: number;
  /** Bytes of a page before its content; the meta begins there. */
  readonly header: number;
  readonly lastPage: number;
  readonly transaction: bigint;
  readonly isFlushed: boolean;
  readonly roots: readonly bigint[];
}

/**
 * Refuses a truncated data file: LMDB maps it into memory, and touching a page beyond its end would kill the process.
 * A file that is shorter than its meta page says may yet be whole (pages at the end that were never used), so the pages
 * that its trees name are looked for; is none missing, the file is made as long as LMDB expects. Where `isUsed` says
 * that it was flushed once, a file without a flushed state is refused too; otherwise it may be of a first start that a
 * crash has ended.
 */
export function checkDataFile(folder: string, isUsed: boolean): void {
  const path = join(folder, DATA_FILE);
  const damaged = (fault: string): Error => new Damaged(path, fault);
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (isUsed) throw damaged('it is missing');
    return;
  }
  try {
    const { size } = fstatSync(file);
    if (size === 0 && !isUsed) return;
    if (size === 0) throw damaged('it is empty');
    const meta = openedMeta(file, size);
    if (meta === undefined) throw damaged('it does not begin as a database does');
    if (isUsed && (meta === 'none' || meta.roots[DATA_TREE] === NO_PAGE)) throw damaged('it has lost what was stored');
    if (meta === 'none') {
      ftruncateSync(file, 0);
      return;
    }
    const expected = (meta.lastPage + 1) * meta.pageSize;
    if (size >= expected) return;
    if (!meta.roots.every((root) => isWhole(file, size, meta, root)))
      throw damaged(`it is truncated to ${size} of ${expected} bytes`);
    ftruncateSync(file, expected);
  } finally {
    closeSync(file);
  }
}

/**
 * The meta page that LMDB opens, chosen as `mdb_pick_meta` does: of a commit that was not flushed the state before it,
 * which a third meta in the middle of the first page names. `none` where nothing was ever flushed: LMDB would number
 * its transactions from the end of their range then, and lose the next one.
 */
function openedMeta(file: number, size: number): Meta | 'none' | undefined {
  const first = metaAt(file, 0, size);
  if (first === undefined) return undefined;
  const second = metaAt(file, first.pageSize, size);
  const chosen = second === undefined ? first : safer(first, second);
  const flushed = metaAt(file, first.pageSize / 2, size, first.header);
  if (flushed !== undefined && flushed.transaction > 0n) return safer(chosen, flushed);
  return [first, second].some((meta) => meta?.isFlushed === false) ? 'none' : chosen;
}

/** The later of two states where it was flushed, otherwise the one before. */
function safer(a: Meta, b: Meta): Meta {
  const [earlier, later] = a.transaction >= b.transaction ? [b, a] : [a, b];
  return later.isFlushed || earlier.transaction === later.transaction ? later : earlier;
}

/** A meta page's content; `header` where it is known, because the third meta has no magic. */
function metaAt(file: number, at: number, size: number, header?: number): Meta | undefined {
  const bytes = Buffer.alloc(256);
  if (at + bytes.length > size || readSync(file, bytes, 0, bytes.length, at) < bytes.length) return undefined;
  const begin = header ?? [0, 8, 16, 24, 32].find((i) => bytes.readUInt32LE(i) === MAGIC);
  if (begin === undefined) return undefined;
  return {
    pageSize: bytes.readUInt32LE(begin + TREES_AT),
    header: begin,
    lastPage: Number(bytes.readBigUInt64LE(begin + LAST_PAGE_AT)),
    transaction: bytes.readBigUInt64LE(begin + TRANSACTION_AT),
    isFlushed: (bytes.readUInt16LE(begin + FLAGS_AT) & UNFLUSHED) === 0,
    roots: [0, 1].map((tree) => bytes.readBigUInt64LE(begin + TREES_AT + tree * TREE_BYTES + ROOT_AT)),
  };
}

/** Walks a tree of pages; false where one is beyond the end or none of a tree's. */
function isWhole(file: number, size: number, meta: Meta, root: bigint): boolean {
  if (root === NO_PAGE) return true;
  const { pageSize, header } = meta;
  const page = Buffer.alloc(pageSize);
  const waiting = [root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const start = Number(at) * pageSize;
    if (start + pageSize > size || readSync(file, page, 0, pageSize, start) < pageSize) return false;
    const flags = page.readUInt16LE(header - 6);
    if ((flags & (BRANCH | LEAF)) === 0) return false;
    const count = page.readUInt16LE(header - 4) >> 1;
    for (let i = 0; i < count; i++) {
      const node = page.readUInt16LE(header + i * 2) + header;
      if (node + 8 > pageSize) return false;
      const low = page.readUInt32LE(node);
      const nodeFlags = page.readUInt16LE(node + 4);
      if ((flags & BRANCH) !== 0) waiting.push(BigInt(low) + (BigInt(nodeFlags) << 32n));
      else if ((nodeFlags & BIG_DATA) !== 0) {
        const first = Number(page.readBigUInt64LE(node + 8 + page.readUInt16LE(node + 6)));
        const pages = Math.floor((header - 1 + low) / pageSize) + 1;
        if ((first + pages) * pageSize > size) return false;
      }
    }
  }
  return true;
}

/** For tests: whether every page that the trees of a data file name is there. */
export function isDataFileWhole(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const meta = openedMeta(file, size);
    return meta !== undefined && meta !== 'none' && meta.roots.every((root) => isWhole(file, size, meta, root));
  } finally {
    closeSync(file);
  }
}
