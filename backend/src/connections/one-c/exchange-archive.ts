import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { fileNameOf, useOf } from './exchange-file-names.js';

/** Files in one archive. */
const MOST_ENTRIES = 20_000;

/** Why an archive is not unpacked. */
export type ArchiveFaultReason = 'damaged' | 'password' | 'too_many' | 'too_large' | 'name';

/** An archive that is not unpacked. */
export class ArchiveFault extends Error {
  constructor(
    readonly reason: ArchiveFaultReason,
    /** The file in it that is at fault. */
    readonly found = '',
  ) {
    super(`${reason} ${found}`.trim());
  }
}

/** Bytes that are read from any place on. */
export interface StoredBytes {
  size: number;
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** A file of an archive; its content is to be read before the next one. */
export interface UnpackedFile {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/**
 * The XML files of a zip, one after the other, as they are unpacked: no more than `most` bytes of all together, whatever
 * the archive says of itself. Throws `ArchiveFault`; a name that leads out of the exchange is one.
 */
export async function* unpackExchange(stored: StoredBytes, most: number): AsyncGenerator<UnpackedFile> {
  const zip = await fromRandomAccessReaderPromise(new StoredReader(stored), stored.size, {
    autoClose: false,
  }).catch(damaged);
  if (zip.entryCount > MOST_ENTRIES) throw new ArchiveFault('too_many');
  const entries = await entriesOf(zip).catch(damaged);
  const size = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (size > most) throw new ArchiveFault('too_large');
  for (const { name, entry } of entries) yield { name, content: contentOf(zip, entry) };
}

/** Those that are read. All names are looked at before the first file is unpacked. */
async function entriesOf(zip: ZipFile): Promise<{ name: string; entry: Entry }[]> {
  const entries: { name: string; entry: Entry }[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const name = fileNameOf(entry.fileName);
    if (name === undefined) throw new ArchiveFault('name', entry.fileName);
    if (useOf(name) !== 'read') continue;
    if (entry.isEncrypted()) throw new ArchiveFault('password', name);
    entries.push({ name, entry });
  }
  return entries;
}

/** More or fewer bytes than were announced, and counted, is an error of the stream. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (error) {
    damaged(error);
  }
}

function damaged(error: unknown): never {
  if (error instanceof ArchiveFault) throw error;
  const message = error instanceof Error ? error.message : '';
  throw /relative path|absolute path|invalid characters/.test(message)
    ? new ArchiveFault('name', message.slice(message.indexOf(':') + 1).trim())
    : new ArchiveFault('damaged');
}

class StoredReader extends RandomAccessReader {
  constructor(private readonly stored: StoredBytes) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    // Of a reading that fails, the stream tells.
    pipeline(this.stored.read(start, end), stream).catch((error: Error) => stream.destroy(error));
    return stream;
  }
}
