import { close, fdatasync, ftruncate, openSync, truncateSync, write } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flushFolder, replaceFile } from './files.js';
import { encode, END_BYTES, FILES, HEADER, lengthOf, type JournalWrite } from './journal-format.js';
import { saltOf } from './journal-reading.js';

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
    this.size += length - END_BYTES;
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
    const length = lengthOf(writes) + END_BYTES;
    if (this.buffer.length < length) this.buffer = Buffer.allocUnsafe(length * 2);
    return encode(this.buffer, { after, last, writes }, salt);
  }
}
