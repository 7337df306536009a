import { close, existsSync, fdatasync, ftruncate, openSync, readFileSync, truncateSync, write } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { flushFolder, replaceFile } from './files.js';

/** A key and what is stored under it, or null where it is removed. */
export interface JournalWrite {
  readonly key: Buffer;
  readonly value: Uint8Array | null;
}

/** The writes of one batch, stored all or none. */
interface Batch {
  /** The position in the order of all writes that the batch comes after, and the one that it ends with. */
  readonly after: number;
  readonly last: number;
  readonly writes: JournalWrite[];
}

const FILES = ['journal.0', 'journal.1'] as const;
const MAGIC = 0x454d4a31; // EMJ1
/** Magic, checksum of all that follows, length of the writes, their number, `after`, `last`, salt. */
const HEADER = 36;
const SALT_AT = 32;
const CHECKSUM_AT = 4;
const CHECKED_FROM = 8;
/** Of a write: length of the key, length of the value or `REMOVED`; then both. */
const WRITE_HEADER = 6;
const REMOVED = 0xffffffff;

const writeTo = promisify(write);
const flush = promisify(fdatasync);
const truncate = promisify(ftruncate);
const closeFile = promisify(close);

/**
 * Batches of writes in the order in which they were acknowledged, until LMDB has them: one sequential write and one
 * flush where LMDB would flush pages all over its file. Two files take turns, so that one can be kept until LMDB has
 * flushed what it holds while the other takes what comes meanwhile. A file begins with a batch of nothing, which stays:
 * that tells a file that was lost or cut from one that holds nothing. What follows it is written over; what is left of
 * the file's former use is told by its positions, which lie behind LMDB's.
 */
export class Journal {
  private readonly files: readonly { readonly handle: number; readonly salt: number }[];
  private current = 0;
  private buffer: Buffer = Buffer.allocUnsafe(64 * 1024);
  /** Bytes in the file that takes batches. */
  size = HEADER;

  /** Empties the files of a folder, or makes them; what they held must have been read before. */
  constructor(folder: string) {
    this.files = FILES.map((name) => {
      const path = join(folder, name);
      let salt = saltOf(path);
      if (salt === undefined) replaceFile(path, this.encode(0, 0, [], (salt = randomInt(2 ** 32))));
      else truncateSync(path, HEADER);
      return { handle: openSync(path, 'r+'), salt };
    });
    flushFolder(folder);
  }

  /** Resolves when the batch is on the disk. Rejects where it is not; the next one takes its place. */
  async append(after: number, last: number, writes: readonly JournalWrite[]): Promise<void> {
    const { handle, salt } = this.files[this.current]!;
    const bytes = this.encode(after, last, writes, salt);
    const { length } = bytes;
    try {
      for (let done = 0; done < length;)
        done += (await writeTo(handle, bytes, done, length - done, this.size + done)).bytesWritten;
      await flush(handle);
    } catch (error) {
      // It may be there whole: after a kill it must not be found, for it is reported as failed.
      await truncate(handle, this.size).catch(() => undefined);
      throw error;
    }
    this.size += length;
  }

  /** From here on the other file takes the batches; what it held is given up. */
  turn(): void {
    this.current = 1 - this.current;
    this.size = HEADER;
  }

  /** Closes the files, and empties them where LMDB has all that they hold. */
  async close(isSaved: boolean): Promise<void> {
    for (const { handle } of this.files) {
      if (isSaved) await truncate(handle, HEADER);
      await closeFile(handle);
    }
  }

  private encode(after: number, last: number, writes: readonly JournalWrite[], salt: number): Buffer {
    let length = HEADER;
    for (const { key, value } of writes) length += WRITE_HEADER + key.length + (value?.length ?? 0);
    if (this.buffer.length < length) this.buffer = Buffer.allocUnsafe(length * 2);
    const { buffer } = this;
    let at = HEADER;
    for (const { key, value } of writes) {
      buffer.writeUInt16BE(key.length, at);
      buffer.writeUInt32BE(value === null ? REMOVED : value.length, at + 2);
      buffer.set(key, at + WRITE_HEADER);
      at += WRITE_HEADER + key.length;
      if (value === null) continue;
      buffer.set(value, at);
      at += value.length;
    }
    buffer.writeUInt32BE(MAGIC, 0);
    buffer.writeUInt32BE(length - HEADER, 8);
    buffer.writeUInt32BE(writes.length, 12);
    buffer.writeDoubleBE(after, 16);
    buffer.writeDoubleBE(last, 24);
    buffer.writeUInt32BE(salt, SALT_AT);
    buffer.writeUInt32BE(crc32(buffer.subarray(CHECKED_FROM, length)), CHECKSUM_AT);
    return buffer.subarray(0, length);
  }
}

/**
 * The batches that a folder's journal holds beyond `position`, in their order. Throws where one in between is missing:
 * what was acknowledged after it could not be applied.
 */
export function readJournal(folder: string, position: number): Batch[] {
  const batches = FILES.flatMap((name) => [...batchesIn(contentOf(join(folder, name)))])
    .filter(({ last }) => last > position)
    .sort((a, b) => a.last - b.last);
  let reached = position;
  for (const { after, last } of batches) {
    if (after > reached)
      throw new Error(
        `the journal in ${folder} is damaged: it goes on at ${after} after ${reached}. Restore a backup.`,
      );
    reached = last;
  }
  return batches;
}

/** Refuses a folder whose journal was lost: both files are there from its first start on, whatever stopped it. */
export function checkJournal(folder: string): void {
  for (const path of FILES.map((name) => join(folder, name)))
    if (saltOf(path) === undefined)
      throw new Error(
        `${path} is damaged: it ${existsSync(path) ? 'does not begin as a journal does' : 'is missing'}. Restore a backup.`,
      );
}

/** What the batches of a file are salted with; undefined where it does not begin as a journal does. */
function saltOf(path: string): number | undefined {
  const bytes = contentOf(path).subarray(0, HEADER);
  return batchesIn(bytes).next().done === true ? undefined : bytes.readUInt32BE(SALT_AT);
}

/** Whole batches from the beginning of a file; one that was cut off by a crash ends them. */
function* batchesIn(bytes: Buffer): IterableIterator<Batch> {
  const salt = bytes.length < HEADER ? 0 : bytes.readUInt32BE(SALT_AT);
  let at = 0;
  while (at + HEADER <= bytes.length && bytes.readUInt32BE(at) === MAGIC) {
    if (bytes.readUInt32BE(at + SALT_AT) !== salt) return;
    const end = at + HEADER + bytes.readUInt32BE(at + 8);
    if (end > bytes.length) return;
    if (crc32(bytes.subarray(at + CHECKED_FROM, end)) !== bytes.readUInt32BE(at + CHECKSUM_AT)) return;
    yield {
      after: bytes.readDoubleBE(at + 16),
      last: bytes.readDoubleBE(at + 24),
      writes: writesOf(bytes, at + HEADER, bytes.readUInt32BE(at + 12)),
    };
    at = end;
  }
}

function writesOf(bytes: Buffer, start: number, count: number): JournalWrite[] {
  const writes: JournalWrite[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const keyEnd = at + WRITE_HEADER + bytes.readUInt16BE(at);
    const length = bytes.readUInt32BE(at + 2);
    const end = keyEnd + (length === REMOVED ? 0 : length);
    const value = length === REMOVED ? null : bytes.subarray(keyEnd, end);
    writes.push({ key: bytes.subarray(at + WRITE_HEADER, keyEnd), value });
    at = end;
  }
  return writes;
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
