import type { LineColumn } from './line-column';
import type { PastedTable } from './pasted-table';
import { type Reading, readCell, readText } from './read-cell';

/** A cell of a pasted table as it will be taken; without a column where it is not. */
export interface PastedCell<T> extends Reading {
  text: string;
  column?: LineColumn<T>;
  /** What a sum ought to be where it is not that, in minor units. */
  differs?: number;
}

/** A pasted row: its cells, and the line that it becomes. */
export interface PastedLine<T> {
  cells: readonly PastedCell<T>[];
  row: T;
}

/** How the rows of a pasted table are read. */
export interface LineReading<T> {
  columns: readonly LineColumn<T>[];
  /** The key of each pasted column, `''` where it is not taken. */
  keys: readonly string[];
  blank: () => T;
  /** Decimals of the currency. */
  digits: number;
  /** Names a column to people. */
  nameOf: (column: LineColumn<T>) => string;
}

/** Reads the rows of a pasted table as lines; a figure that could not be read is kept, by its name, where texts are. */
export function readLines<T extends object>(rows: PastedTable['rows'], reading: LineReading<T>): PastedLine<T>[] {
  const columns = reading.keys.map((key) => reading.columns.find((column) => column.key === key));
  return rows.map((texts) => {
    const cells = texts.map((text, at) => cellOf(text, columns[at], reading));
    const row: T = { ...reading.blank(), ...unitsOf(cells), ...valuesOf(cells), ...unreadOf(cells, reading) };
    return { row, cells: cells.map((cell) => compared(cell, row)) };
  });
}

/** Whether a cell holds what its column cannot take. */
export function isUnread<T>({ column, fault, value }: PastedCell<T>): boolean {
  return column !== undefined && fault !== undefined && value === undefined;
}

function cellOf<T>(text: string, column: LineColumn<T> | undefined, reading: LineReading<T>): PastedCell<T> {
  if (!column) return { text };
  const read = readCell(column, text, reading.digits);
  const unitColumn = reading.columns.find(({ key }) => key === column.paste?.unitTo);
  const fault = read.fault ?? (read.unit && unitColumn ? readText(unitColumn, read.unit).fault : undefined);
  return { text, column, ...read, ...(fault && { fault }) };
}

/** Units that stood behind figures; one in a column of its own comes before them. */
function unitsOf<T>(cells: readonly PastedCell<T>[]): Record<string, unknown> {
  return Object.fromEntries(cells.flatMap(({ column, unit }) => (unit ? [[column?.paste?.unitTo, unit]] : [])));
}

/** What is empty is left to the blank line; what cannot be read leaves its field empty, so that it is missed. */
function valuesOf<T>(cells: readonly PastedCell<T>[]): Record<string, unknown> {
  const taken = cells.flatMap(({ column, value, fault }): [string, unknown][] =>
    !column || column.paste?.expected || (value === undefined && !fault) ? [] : [[column.key, value ?? null]],
  );
  return Object.fromEntries(taken);
}

function unreadOf<T>(cells: readonly PastedCell<T>[], { columns, nameOf }: LineReading<T>): Record<string, unknown> {
  const keeper = columns.find(({ paste }) => paste?.keepsUnread);
  const unread = cells.flatMap((cell) =>
    cell.column && isUnread(cell) && !cell.column.paste?.expected ? [`${nameOf(cell.column)}: ${cell.text}`] : [],
  );
  if (!keeper || !unread.length) return {};
  const own = cells.flatMap(({ column, value }) => (column === keeper && value !== undefined ? [String(value)] : []));
  return { [keeper.key]: [...own, ...unread].join('; ') };
}

function compared<T>(cell: PastedCell<T>, row: T): PastedCell<T> {
  const expected = cell.value === undefined ? undefined : cell.column?.paste?.expected?.(row);
  return expected === undefined || expected === cell.value ? cell : { ...cell, differs: expected };
}
