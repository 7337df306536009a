import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { MAX_FILE_BYTES } from '@verstak/domain';
import { mongo, Types, type Connection, type Model } from 'mongoose';
import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { DiskSpace } from '../platform/database/disk-space.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireNoTransaction } from '../platform/database/unit.js';
import { Failure, Invalid } from '../platform/failure/failure.js';
import { LooseContent } from './loose-content.js';
import { HEAD_BYTES, mediaTypeOf } from './media-type.js';

/** Bytes that were received, with what is known of them. */
export interface Content {
  id: Types.ObjectId;
  size: number;
  /** In hex. */
  sha256: string;
  mediaType: string;
}

/**
 * The bytes of files, in GridFS. They are written outside of transactions: a content is noted as loose before its
 * first byte, and the note goes in the transaction that makes a file of it, so what a crash leaves is known by its note.
 */
@Injectable()
export class Contents {
  /** Most bytes of one content. */
  readonly largest: number = MAX_FILE_BYTES;
  private readonly logger = new Logger(Contents.name);
  private opened?: mongo.GridFSBucket;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(LooseContent.name) private readonly loose: Model<LooseContent>,
    private readonly transactions: Transactions,
    private readonly disk: DiskSpace,
  ) {}

  /**
   * Stores what a stream brings, at most 100 MiB unless told less, as it comes. Throws 400 where it is empty or breaks off, 413 where it
   * is larger, 507 where the disk is full; then nothing stays.
   */
  async receive(source: Readable, announced = 0, largest = this.largest): Promise<Content> {
    requireNoTransaction('Storing bytes');
    if (announced > largest) throw tooLarge(largest);
    if (!(await this.disk.hasRoom(announced))) throw noSpace();
    const id = new Types.ObjectId();
    await this.loose.insertMany([{ _id: id, since: new Date() }]);
    // Of a write that fails, its callback tells; without somebody to hear it, the event would end the process.
    const target = this.bucket.openUploadStreamWithId(id, id.toHexString()).on('error', () => undefined);
    try {
      const received = await copy(source, target, largest);
      return { id, ...received };
    } catch (error) {
      source.resume();
      target.destroy();
      await this.remove(id);
      throw refusalOf(error);
    }
  }

  /** Stores bytes that were made here. */
  async store(bytes: Buffer): Promise<Content> {
    return this.receive(Readable.from([bytes]), bytes.length);
  }

  /** Notes, in the running transaction, that a content belongs to a file. */
  keep(id: Types.ObjectId): void {
    this.transactions.write(this.loose, { remove: { _id: id } });
  }

  /** Notes, in the running transaction, that a content belongs to no file any more. */
  release(id: Types.ObjectId): void {
    this.transactions.write(this.loose, { insert: { _id: id, since: new Date() } });
  }

  /** The bytes from `start` up to but without `end`. */
  read(id: Types.ObjectId, range?: { start: number; end: number }): Readable {
    return this.bucket.openDownloadStream(id, range);
  }

  /** How many bytes there are. */
  async describe(id: Types.ObjectId): Promise<{ length: number }> {
    const file = await this.bucket.find({ _id: id }).next();
    if (!file) throw new Error(`The content ${id.toHexString()} is missing`);
    return file;
  }

  /** Removes those of these contents that belong to no file. Throws nothing: what cannot be removed waits for the sweep. */
  async settle(ids: readonly Types.ObjectId[]): Promise<void> {
    try {
      const loose = await this.loose.find({ _id: { $in: [...ids] } }).lean();
      for (const { _id } of loose) await this.remove(_id);
    } catch (error) {
      this.logger.warn(`Bytes that belong to no file stay until the sweep: ${String(error)}`);
    }
  }

  /** Removes what has been loose since before an instant; gives how many contents that were. */
  async sweep(before: Date): Promise<number> {
    const loose = await this.loose.find({ since: { $lt: before } }).lean();
    for (const { _id } of loose) {
      await this.remove(_id);
      await this.loose.deleteOne({ _id });
    }
    return loose.length;
  }

  /** Removes bytes; their note stays until the sweep, in case a write was still under way. */
  async remove(id: Types.ObjectId): Promise<void> {
    await this.database.collection('contents.files').deleteOne({ _id: id });
    await this.database.collection('contents.chunks').deleteMany({ files_id: id });
  }

  private get bucket(): mongo.GridFSBucket {
    return (this.opened ??= new mongo.GridFSBucket(this.database, { bucketName: 'contents' }));
  }

  private get database(): mongo.Db {
    return this.connection.getClient().db(this.connection.name);
  }
}

/** Writes what comes, chunk by chunk: nobody sends faster than it is stored. */
async function copy(source: Readable, target: Writable, largest: number): Promise<Omit<Content, 'id'>> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  // Refused in the middle, the rest is left to be thrown away: only so the answer reaches who is still sending.
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw tooLarge(largest);
    hash.update(chunk);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
    await written((done) => target.write(chunk, done));
  }
  if (!size)
    throw Invalid([{ field: 'body', rule: 'minLength', message: 'must not be empty: send the bytes of a file' }]);
  await written((done) => target.end(done));
  return { size, sha256: hash.digest('hex'), mediaType: await mediaTypeOf(head) };
}

function written(write: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => write((error) => (error ? reject(error) : resolve())));
}

function tooLarge(max: number): Failure {
  return new Failure('request.too_large', {
    detail: `A file has at most ${max / 1024 / 1024} MiB; send a smaller one.`,
    params: { max },
  });
}

function noSpace(): Failure {
  return new Failure('file.no_space', {
    detail: 'The disk of the server has no room for further files; tell whoever runs it to make some.',
  });
}

/** OutOfDiskSpace, as MongoDB and the embedded database call it. */
const OUT_OF_DISK_SPACE = 14_031;

function refusalOf(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (code === OUT_OF_DISK_SPACE) return noSpace();
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Failure('file.incomplete', { detail: 'The upload broke off before its end; send the file again.' });
  }
  return error;
}
