import type { TextEncoding } from '@verstak/domain';
import { readCsv } from './read-csv.js';
import { readJson } from './read-json.js';
import { Unreadable, type Book } from './table.js';
import { readWorkbook } from './read-workbook.js';

const PACKED = [0x50, 0x4b];
/** The container of .xls, and of an .xlsx with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** A file to read: its bytes, its name, and how its text is encoded where somebody told. */
export interface TableFile {
  bytes: Buffer;
  name: string;
  encoding?: TextEncoding;
}

/** Reads an .xlsx, a .csv or a .json, which has to be what its name says. Throws `Unreadable`. */
export async function readTable({ bytes, name, encoding }: TableFile): Promise<Book> {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!bytes.length) throw new Unreadable('empty');
  if (beginsWith(bytes, COMPOUND)) throw new Unreadable(bytes.includes(ENCRYPTED) ? 'password' : 'old_format');
  if (ending === 'xlsm' || ending === 'xltm') throw new Unreadable('macros');
  if (ending === 'xls' || ending === 'xlsb' || ending === 'ods') throw new Unreadable('old_format');
  const isPacked = beginsWith(bytes, PACKED);
  if (isPacked !== (ending === 'xlsx') || !['xlsx', 'csv', 'txt', 'tsv', 'json'].includes(ending))
    throw new Unreadable('ending');
  const text = ending === 'json' ? readJson : readCsv;
  const book = isPacked ? await readWorkbook(bytes) : text(bytes, encoding);
  if (!book.sheets.some(({ rows }) => rows.some(({ cells }) => cells.some((cell) => cell !== undefined))))
    throw new Unreadable('empty');
  return book;
}

function beginsWith(bytes: Buffer, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
