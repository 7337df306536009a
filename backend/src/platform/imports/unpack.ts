import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Readable } from 'node:stream';
import { SheetMarks } from './sheet-marks.js';
import { Unreadable } from './table.js';

/** Bytes that a workbook may have when it is unpacked, and files in it. */
const MOST_BYTES = 300 * 1024 * 1024;
const MOST_ENTRIES = 5_000;
/** What has to be known before the first sheet, in this order; all else of a workbook is left where it is. */
const BEFORE = ['xl/_rels/workbook.xml.rels', 'xl/workbook.xml', 'xl/styles.xml', 'xl/sharedStrings.xml'];
const SHEET = /^xl\/(worksheets\/sheet\d+\.xml)$/;

/** A workbook whose packing has been looked through. */
export interface Unpacked {
  /** The same workbook, unpacked piece by piece as it is read. */
  plain: AsyncGenerator<Buffer>;
  /** By the sheet's file, what the reader of cells does not tell; complete once that sheet has been read. */
  marks: Map<string, SheetMarks>;
}

/**
 * Unpacks what a reader of cells needs of an .xlsx, counting every byte: into a zip that is not packed, so that nothing
 * is unpacked that was not counted, whatever the file says of itself. Throws `Unreadable`.
 */
export async function unpack(bytes: Buffer): Promise<Unpacked> {
  const zip = await fromBufferPromise(bytes).catch(damaged);
  const entries = await entriesOf(zip).catch(damaged);
  refuse([...entries.keys()]);
  const needed = [...BEFORE, ...[...entries.keys()].filter((name) => SHEET.test(name))].flatMap(
    (name) => entries.get(name) ?? [],
  );
  if (needed.some((entry) => entry.isEncrypted())) throw new Unreadable('password');
  if (sizeOf(needed) > MOST_BYTES) throw new Unreadable('too_large');
  const marks = new Map<string, SheetMarks>();
  return { plain: plainZip(zip, needed, marks), marks };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new Unreadable('too_large');
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

function refuse(names: readonly string[]): void {
  if (names.some((name) => /vbaProject\.bin$/i.test(name))) throw new Unreadable('macros');
  if (names.some((name) => /^xl\/workbook\.bin$|^content\.xml$/.test(name))) throw new Unreadable('old_format');
  if (!names.includes('xl/workbook.xml')) throw new Unreadable('ending');
}

function damaged(error: unknown): never {
  throw error instanceof Unreadable ? error : new Unreadable('damaged');
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
}

async function* plainZip(
  zip: ZipFile,
  entries: readonly Entry[],
  marks: Map<string, SheetMarks>,
): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    const sheet = SHEET.exec(entry.fileName)?.[1];
    const own = new SheetMarks();
    if (sheet) marks.set(sheet, own);
    yield headerOf(entry);
    const stream: Readable = await zip.openReadStreamPromise(entry).catch(damaged);
    try {
      // More or fewer bytes than were announced, and counted above, is an error of the stream.
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (sheet) own.look(chunk);
        yield chunk;
      }
    } catch (error) {
      damaged(error);
    }
  }
  yield END;
}

/** The header of a stored entry (APPNOTE.TXT 4.3.7). */
function headerOf({ fileName, uncompressedSize }: Entry): Buffer {
  const name = Buffer.from(fileName);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(uncompressedSize, 18);
  header.writeUInt32LE(uncompressedSize, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

/** The record by which a zip ends (4.3.16), of an empty directory: who reads it as it comes needs none. */
const END = Buffer.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);
