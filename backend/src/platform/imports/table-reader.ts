import { Injectable, Logger } from '@nestjs/common';
import type { UnreadableReason } from '@verstak/domain';
import { Worker } from 'node:worker_threads';
import type { TableFile } from './read-table.js';
import { Unreadable, type Book } from './table.js';

/** What the thread tells: what it read, or why it could not; what it did not foresee is told for the log. */
export type Reading = { book: Book } | { unreadable: { reason: UnreadableReason; row: number }; told?: string };

/** As it is built, also where the sources run: a thread begins with a file of JavaScript. */
const PROGRAM = new URL('../../../dist/platform/imports/table-worker.js', import.meta.url);
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
const PATIENCE_MS = 60_000;

/** Reads files of people in a thread of bounded memory and time. */
@Injectable()
export class TableReader {
  private readonly logger = new Logger(TableReader.name);

  /** What a file holds. Throws `Unreadable`. */
  async read({ bytes, name, encoding }: TableFile): Promise<Book> {
    const own = new Uint8Array(bytes);
    const reading = await inThread({ bytes: own, name, encoding }, [own.buffer]);
    if ('book' in reading) return reading.book;
    const { unreadable, told } = reading;
    if (told) this.logger.warn(`A file to import is damaged: ${told}`);
    throw new Unreadable(unreadable.reason, unreadable.row);
  }
}

function inThread(workerData: object, transferList: ArrayBuffer[]): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { workerData, transferList, resourceLimits: MEMORY, env: {}, execArgv: [] });
    const late = setTimeout(() => {
      resolve({ unreadable: { reason: 'too_slow', row: 0 } });
      void worker.terminate();
    }, PATIENCE_MS).unref();
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ unreadable: { reason: 'too_large', row: 0 } });
      else reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(late);
      reject(new Error('The thread that reads a file ended without a word'));
    });
  });
}
