/**
 * Keys of the one LMDB tree: four bytes of tree id (each collection, each index and the server's own records are such
 * a tree), then the key within the tree. Byte order is the order of the tree.
 */

/** Trees of the server itself; those of collections and indexes are numbered from `FIRST_TREE`. */
export const Trees = { state: 1, catalog: 2, counts: 3, retryable: 4, users: 5 } as const;
export const FIRST_TREE = 64;

/**
 * Longest key within a tree. LMDB takes 1978 bytes with pages of 4 KiB; what is longer keeps its beginning and gets a
 * digest in place of the rest (see `index-keys.ts`).
 */
export const MAX_KEY = 1900;

export const RECORD_BYTES = 8;

export function treeKey(tree: number, key: Uint8Array): Buffer {
  const result = Buffer.allocUnsafe(4 + key.length);
  result.writeUInt32BE(tree, 0);
  result.set(key, 4);
  return result;
}

/** The key of a document: records are numbered in the order of insertion, up to 2^48. */
export function recordKey(tree: number, record: number): Buffer {
  const result = Buffer.allocUnsafe(4 + RECORD_BYTES);
  result.writeUInt32BE(tree, 0);
  writeRecord(result, record, 4);
  return result;
}

export function writeRecord(target: Buffer, record: number, at: number): void {
  target.writeUInt16BE(0, at);
  target.writeUIntBE(record, at + 2, 6);
}

export function recordBytes(record: number): Buffer {
  const result = Buffer.allocUnsafe(RECORD_BYTES);
  writeRecord(result, record, 0);
  return result;
}

/** The record number in the last eight bytes of a key or value. */
export function recordAtEnd(bytes: Uint8Array): number {
  const n = bytes.length;
  return (
    bytes[n - 6]! * 0x10000000000 +
    bytes[n - 5]! * 0x100000000 +
    (((bytes[n - 4]! << 24) >>> 0) + (bytes[n - 3]! << 16) + (bytes[n - 2]! << 8) + bytes[n - 1]!)
  );
}

/** The first key of a tree. */
export function treeStart(tree: number): Buffer {
  const result = Buffer.allocUnsafe(4);
  result.writeUInt32BE(tree, 0);
  return result;
}

/** The first key after every key that begins with these bytes. */
export function afterPrefix(prefix: Uint8Array): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  const result = Buffer.from(prefix.subarray(0, length));
  if (length > 0) result[length - 1]! += 1;
  return result;
}

/** The least key that is greater than this one. */
export function successor(key: Uint8Array): Buffer {
  const result = Buffer.allocUnsafe(key.length + 1);
  result.set(key, 0);
  result[key.length] = 0;
  return result;
}

/** A key as a string of the same order, for maps in memory. */
export function keyText(key: Uint8Array): string {
  const bytes = Buffer.isBuffer(key) ? key : Buffer.from(key.buffer, key.byteOffset, key.length);
  return bytes.toString('latin1');
}

export function treeOf(key: Uint8Array): number {
  return ((key[0]! << 24) | (key[1]! << 16) | (key[2]! << 8) | key[3]!) >>> 0;
}
