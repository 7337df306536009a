/** The thread in which a file is read: what goes wrong with it ends this thread and nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTable, type TableFile } from './read-table.js';
import { Unreadable } from './table.js';
import type { Reading } from './table-reader.js';

const { bytes, name, encoding } = workerData as Omit<TableFile, 'bytes'> & { bytes: Uint8Array };

async function read(): Promise<Reading> {
  try {
    return { book: await readTable({ bytes: Buffer.from(bytes.buffer), name, encoding }) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: { reason: error.reason, row: error.row } };
    return { unreadable: { reason: 'damaged', row: 0 }, told: String(error) };
  }
}

parentPort?.postMessage(await read());
