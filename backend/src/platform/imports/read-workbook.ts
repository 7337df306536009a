import type { Cell, Row } from 'exceljs';
import { Readable } from 'node:stream';
import type { SheetMarks } from './sheet-marks.js';
import {
  MOST_CHARACTERS,
  MOST_COLUMNS,
  MOST_SHEET_ROWS,
  Unreadable,
  type Book,
  type CellValue,
  type Sheet,
  type SheetRow,
} from './table.js';
import { unpack, type Unpacked } from './unpack.js';

/** What the reader knows and gives beyond its published types. */
interface Reader extends AsyncIterable<Read> {
  model?: { sheets?: readonly { name: string; rId: string }[] };
  workbookRels?: readonly { Id: string; Target: string }[];
}

/** One of its sheets, named where it is listed in the workbook. */
interface Read extends AsyncIterable<Row> {
  name?: string;
  state?: 'visible' | 'hidden' | 'veryHidden';
}

/** An .xlsx as a book of its visible sheets, read as a stream. Throws `Unreadable`. */
export async function readWorkbook(bytes: Buffer): Promise<Book> {
  const { plain, marks } = await unpack(bytes);
  const { default: excel } = await import('exceljs');
  const source = Readable.from(plain);
  // The reader waits for ever behind a source that breaks off.
  const broken = new Promise<never>((_, reject) => source.once('error', reject));
  const reader = new excel.stream.xlsx.WorkbookReader(source, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
  });
  return Promise.race([sheetsOf(reader as unknown as Reader, marks), broken]);
}

async function sheetsOf(reader: Reader, marks: Unpacked['marks']): Promise<Book> {
  const sheets: Sheet[] = [];
  const room = { characters: MOST_CHARACTERS };
  for await (const sheet of reader) {
    const { name = `${sheets.length + 1}`, state } = sheet;
    const rows = await rowsOf(sheet, room);
    if (state === 'hidden' || state === 'veryHidden') continue;
    sheets.push({ name, rows: marked(rows, marks.get(fileOf(reader, name) ?? '')) });
  }
  return { sheets };
}

/** The file of a sheet within the workbook. */
function fileOf({ model, workbookRels }: Reader, name: string): string | undefined {
  const id = model?.sheets?.find((sheet) => sheet.name === name)?.rId;
  return workbookRels?.find(({ Id }) => Id === id)?.Target;
}

async function rowsOf(sheet: AsyncIterable<Row>, room: { characters: number }): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheet) {
    // The rest is read to its end, because the next sheet stands behind it.
    if (rows.length > MOST_SHEET_ROWS || !row.hasValues) continue;
    const read = readRow(row);
    for (const cell of read.cells) room.characters -= typeof cell === 'string' ? cell.length : 8;
    if (room.characters < 0) throw new Unreadable('too_large');
    rows.push(read);
  }
  return rows;
}

function readRow(row: Row): SheetRow {
  const cells: CellValue[] = [];
  const indents: (number | undefined)[] = [];
  row.eachCell((cell, column) => {
    const value = valueOf(cell);
    if (value === undefined) return;
    if (column > MOST_COLUMNS) throw new Unreadable('too_many_columns');
    cells[column - 1] = value;
    const indent = cell.alignment?.indent;
    if (indent) indents[column - 1] = indent;
  });
  return { row: row.number, cells: Array.from(cells), ...(indents.length ? { indents: Array.from(indents) } : {}) };
}

function valueOf({ value, numFmt }: Cell): CellValue {
  const plain = typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
  if (plain === null || plain === undefined) return undefined;
  if (typeof plain === 'number') return Number.isFinite(plain) ? shown(plain, numFmt) : undefined;
  if (typeof plain === 'string') return unescaped(plain) || undefined;
  if (plain instanceof Date) return Number.isNaN(plain.getTime()) ? undefined : plain.toISOString().slice(0, 10);
  if (typeof plain === 'boolean') return String(plain);
  if ('richText' in plain) return unescaped(plain.richText.map(({ text }) => text).join('')) || undefined;
  if ('error' in plain) return plain.error;
  return 'text' in plain ? unescaped(plain.text) : undefined;
}

/** A number whose format shows zeros before it, or a fixed count of places, is a text: `00012`, `1.10`. */
function shown(number: number, format: string | undefined): CellValue {
  if (/^0{2,}$/.test(format ?? '') && Number.isInteger(number))
    return String(number).padStart(format?.length ?? 0, '0');
  const places = /^0\.(0+)$/.exec(format ?? '')?.[1]?.length;
  return places ? number.toFixed(places) : number;
}

/** Characters that XML cannot hold are written as `_x000D_` (ECMA-376, ST_Xstring). */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The rows with how deep they are grouped; what is merged downwards stands in each of its rows. */
function marked(rows: readonly SheetRow[], marks: SheetMarks | undefined): SheetRow[] {
  if (!marks) return [...rows];
  const byRow = new Map(rows.map((row) => [row.row, [...row.cells]]));
  for (const { top, bottom, left } of marks.merges) {
    const value = byRow.get(top)?.[left];
    for (let row = top + 1; value !== undefined && row <= Math.min(bottom, top + MOST_SHEET_ROWS); row += 1) {
      const cells = byRow.get(row);
      if (cells) cells[left] = value;
    }
  }
  return rows.map((row) => {
    const outline = marks.outlines.get(row.row);
    return { ...row, cells: Array.from(byRow.get(row.row) ?? row.cells), ...(outline ? { outline } : {}) };
  });
}
