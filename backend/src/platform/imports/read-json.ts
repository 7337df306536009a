import { decodeText } from './decode-text.js';
import { MOST_CHARACTERS, MOST_COLUMNS, MOST_SHEET_ROWS, Unreadable, type Book, type CellValue } from './table.js';

type Row = Record<string, unknown>;

/** A list of objects, or one that stands under a name, as a book of one sheet headed by their names. Throws `Unreadable`. */
export function readJson(bytes: Uint8Array): Book {
  const { text, encoding } = decodeText(bytes);
  if (text.length > MOST_CHARACTERS) throw new Unreadable('too_large');
  const list = listIn(parsed(text)).slice(0, MOST_SHEET_ROWS + 1);
  const names = [...new Set(list.flatMap((row) => Object.keys(row)))];
  if (names.length > MOST_COLUMNS) throw new Unreadable('too_many_columns');
  const rows = list.map((row, index) => ({ row: index + 2, cells: names.map((name) => cellOf(row[name])) }));
  return { sheets: [{ name: '', rows: [{ row: 1, cells: names }, ...rows] }], encoding };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('damaged');
  }
}

/** The longest list of objects, where there are several. */
function listIn(value: unknown): Row[] {
  const lists = Array.isArray(value) ? [value] : Object.values(Object(value) as Row).filter(Array.isArray);
  const found = lists.map((list) => list.filter(isRow)).sort((one, other) => other.length - one.length)[0];
  if (!found?.length) throw new Unreadable('empty');
  return found;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellOf(value: unknown): CellValue {
  if (typeof value === 'number') return value;
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) || undefined : undefined;
}
