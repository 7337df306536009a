import type { ImportOutcome } from '@verstak/domain';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { headingsOf, rowsBelow, type TableMapping } from '../platform/imports/recognise.js';
import { columnLetters, textOf, type Book } from '../platform/imports/table.js';
import type { FileColumn, FileSheet } from './import.dto.js';
import type { ImportRow } from './import.js';

/** Most faults that are told one by one; who has more is helped by the first ones. */
export const MOST_FAULTS = 1_000;
/** Values of a column that are shown beside its heading. */
const SAMPLES = 3;
const LONGEST = 40;

/** What was made of a file, as it is kept for those who look at it. */
export interface CheckedTable {
  sheets: FileSheet[];
  columns: FileColumn[];
  rows: ImportRow[];
  faults: ImportFault[];
}

/** What a file holds, row by row, with what each would do and what is wrong with it. */
export function checkedTable(
  book: Book,
  mapping: TableMapping,
  rows: readonly ReadRow[],
  faults: readonly ImportFault[],
  outcomes: readonly (ImportOutcome | undefined)[],
): CheckedTable {
  const byRow = Map.groupBy(faults.slice(0, MOST_FAULTS), ({ row }) => row);
  return {
    sheets: book.sheets.map(({ name }) => ({ name })),
    columns: columnsOf(book, mapping),
    rows: rows.map(({ row, depth, values }, index) => {
      const outcome = outcomes[index];
      return {
        row,
        depth,
        ...(outcome ? { outcome } : {}),
        cells: Object.entries(values).map(([field, value]) => ({ field, value: String(value) })),
        faults: byRow.get(row) ?? [],
      };
    }),
    faults: faults.slice(0, MOST_FAULTS),
  };
}

function columnsOf({ sheets }: Book, { sheet: name, headerRow }: TableMapping): FileColumn[] {
  const sheet = sheets.find((one) => one.name === name);
  if (!sheet) return [];
  const rows = rowsBelow(sheet, headerRow);
  const headings = headingsOf(sheet, headerRow);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), headings.length);
  return Array.from({ length: width }, (_, column) => {
    const values = rows.slice(0, 200).flatMap(({ cells }) => textOf(cells[column]).slice(0, LONGEST) || []);
    const heading = textOf(headings[column]).slice(0, 200);
    const sample = [...new Set(values)].slice(0, SAMPLES).join(' · ');
    return { column, letters: columnLetters(column), heading, sample };
  }).filter(({ heading, sample }) => heading || sample);
}

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** A checked table as bytes, and back. */
export async function packed(table: CheckedTable): Promise<Buffer> {
  return pack(JSON.stringify(table), { level: 1 });
}

export async function unpacked(bytes: Buffer): Promise<CheckedTable> {
  return JSON.parse((await unpack(bytes)).toString('utf8')) as CheckedTable; // written by `packed` alone
}
