import { Injectable, Logger } from '@nestjs/common';
import type { UnreadableReason } from '@verstak/domain';
import { inThread } from '../threads/in-thread.js';
import type { TableFile } from './read-table.js';
import { Unreadable, type Book } from './table.js';

/** What the thread tells: what it read, or why it could not; what it did not foresee is told for the log. */
export type Reading = { book: Book } | { unreadable: { reason: UnreadableReason; row: number }; told?: string };

/** As it is built, also where the sources run: a thread begins with a file of JavaScript. */
const PROGRAM = new URL('../../../dist/platform/imports/table-worker.js', import.meta.url);
const PATIENCE_MS = 60_000;

/** Reads files of people in a thread of bounded memory and time. */
@Injectable()
export class TableReader {
  private readonly logger = new Logger(TableReader.name);

  /** What a file holds. Throws `Unreadable`. */
  async read({ bytes, name, encoding }: TableFile): Promise<Book> {
    const own = new Uint8Array(bytes);
    const data = { bytes: own, name, encoding };
    const reading = await inThread<Reading>({
      program: PROGRAM,
      data,
      handedOver: [own.buffer],
      patienceMs: PATIENCE_MS,
    });
    if (typeof reading === 'string') throw new Unreadable(reading);
    if ('book' in reading) return reading.book;
    const { unreadable, told } = reading;
    if (told) this.logger.warn(`A file to import is damaged: ${told}`);
    throw new Unreadable(unreadable.reason, unreadable.row);
  }
}
