import type { TextEncoding, TreeRole, TreeShape } from '@verstak/domain';
import { assign, fitsRole, headerScore } from './headings.js';
import type { ImportColumn, ImportTarget } from './import-columns.js';
import { textOf, type Book, type CellValue, type Sheet, type SheetRow } from './table.js';

/** How a file is read: which table, where its header is, and what its columns are. */
export interface TableMapping {
  sheet: string;
  encoding?: TextEncoding;
  /** The row of the header as a spreadsheet counts; 0 where there is none. */
  headerRow: number;
  shape: TreeShape;
  /** What each column is: a field, or a role in the tree; those that are nothing are left out. */
  columns: readonly { column: number; field: string }[];
}

/** Rows among which the header is looked for. */
const ABOVE = 40;
/** What share of the values of a column must be so, for the column to be so. */
const MOST = 0.8;
const NUMBERING = /^\d{1,5}(\.\d{1,5})*\.?$/;

/** How a book is to be read: as far as was told, and else as far as can be seen. */
export function completeMapping(
  { sheets, encoding }: Book,
  told: { [K in keyof TableMapping]?: TableMapping[K] | undefined },
  target: ImportTarget,
): TableMapping {
  const meant = sheets.filter(({ name }) => name === told.sheet);
  const scored = (meant.length ? meant : sheets).map((sheet) => ({ sheet, ...headerOf(sheet, target) }));
  const { sheet, headerRow: seen } = scored.reduce((one, other) => (other.score > one.score ? other : one));
  const headerRow = told.headerRow ?? seen;
  const { columns, shape } = recogniseColumns(headingsOf(sheet, headerRow), rowsBelow(sheet, headerRow), target);
  return {
    sheet: sheet.name,
    ...(encoding ? { encoding } : {}),
    headerRow,
    shape: told.shape ?? shape,
    columns: told.columns ?? columns,
  };
}

/** What the columns of a table are, and how it tells what belongs to what. */
export function recogniseColumns(
  headings: readonly CellValue[],
  rows: readonly SheetRow[],
  target: ImportTarget,
): Pick<TableMapping, 'shape' | 'columns'> {
  const given = assign(headings, target.columns);
  const { shape, roles } = target.isTree ? treeOf(headings, rows, given) : { shape: 'flat' as const, roles: [] };
  for (const [column, role] of roles) given.set(column, role);
  guess(given, rows, target.columns);
  const columns = [...given].map(([column, field]) => ({ column, field }));
  return { shape, columns: columns.sort((one, other) => one.column - other.column) };
}

/** The rows that stand below the header and hold anything. */
export function rowsBelow({ rows }: Sheet, headerRow: number): SheetRow[] {
  return rows.filter(({ row, cells }) => row > headerRow && cells.some((cell) => textOf(cell)));
}

export function headingsOf({ rows }: Sheet, headerRow: number): readonly CellValue[] {
  return rows.find(({ row }) => row === headerRow)?.cells ?? [];
}

/** The row that looks like a header most; where none does, the first of several texts, if there is one. */
function headerOf({ rows }: Sheet, { columns, isTree }: ImportTarget): { headerRow: number; score: number } {
  const above = rows
    .slice(0, ABOVE)
    .map(({ row, cells }) => ({ row, cells, score: headerScore(cells, columns, isTree) }));
  const [best] = [...above].sort((one, other) => other.score - one.score);
  if (best?.score) return { headerRow: best.row, score: best.score };
  const texts = above.find(({ cells }) => cells.filter((cell) => textOf(cell)).length > 1);
  const isHeader = texts?.cells.every((cell) => cell === undefined || /^\D*$/.test(String(cell)));
  return { headerRow: texts && isHeader ? texts.row : 0, score: 0 };
}

type Roles = [column: number, role: TreeRole][];

/** How a table tells its tree; what columns are fields is known, and may be taken from them by what they hold. */
function treeOf(
  headings: readonly CellValue[],
  rows: readonly SheetRow[],
  given: ReadonlyMap<number, string>,
): { shape: TreeShape; roles: Roles } {
  const called = (role: TreeRole): number[] =>
    headings
      .map((heading, column) => ({ column, score: given.has(column) ? 0 : fitsRole(heading, role) }))
      .filter(({ score }) => score)
      .sort((one, other) => other.score - one.score)
      .map(({ column }) => column);
  const tiers = called('tree.tier').sort((one, other) => one - other);
  if (tiers.length > 1) return { shape: 'tiers', roles: tiers.map((column) => [column, 'tree.tier']) };
  const [parent] = called('tree.parent');
  if (parent !== undefined) return { shape: 'parent', roles: parentRoles(parent, rows, given) };
  const numbering = called('tree.numbering').find((column) => isNumbering(valuesOf(rows, column)));
  if (numbering !== undefined) return { shape: 'numbering', roles: [[numbering, 'tree.numbering']] };
  const level = called('tree.level').find((column) => isMostly(valuesOf(rows, column), /^\d{1,3}(\.0+)?$/));
  if (level !== undefined) return { shape: 'level', roles: [[level, 'tree.level']] };
  if (rows.some(({ outline }) => outline)) return { shape: 'outline', roles: [] };
  if (isIndented(rows, given)) return { shape: 'indent', roles: [] };
  const unheaded = widthOf(rows, (column) => !given.has(column) && isTreeOfNumbers(valuesOf(rows, column)));
  return unheaded === undefined
    ? { shape: 'flat', roles: [] }
    : { shape: 'numbering', roles: [[unheaded, 'tree.numbering']] };
}

/** The column of parents, and the one that they are named by, where that is no field. */
function parentRoles(parent: number, rows: readonly SheetRow[], given: ReadonlyMap<number, string>): Roles {
  const named = valuesOf(rows, parent);
  const key = widthOf(rows, (column) => {
    if (column === parent) return false;
    const known = new Set(valuesOf(rows, column));
    return named.length > 0 && named.filter((name) => known.has(name)).length > named.length * MOST;
  });
  const isField = key === undefined || given.has(key);
  return [[parent, 'tree.parent'], ...(isField ? [] : [[key, 'tree.key'] as Roles[number]])];
}

/** The first column for which something holds. */
function widthOf(rows: readonly SheetRow[], holds: (column: number) => boolean): number | undefined {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  for (let column = 0; column < width; column += 1) if (holds(column)) return column;
  return undefined;
}

/** What a column holds, empty cells left out. */
function valuesOf(rows: readonly SheetRow[], column: number): string[] {
  return rows.map(({ cells }) => textOf(cells[column])).filter(Boolean);
}

function isMostly(values: readonly string[], looks: RegExp): boolean {
  return values.length > 0 && values.filter((value) => looks.test(value)).length >= values.length * MOST;
}

/** Numbers of points within points: that some have a point tells them from a count. */
function isNumbering(values: readonly string[]): boolean {
  return isMostly(values, NUMBERING) && values.some((value) => /^\d+\.\d/.test(value));
}

/** Numbers of which most have the one that they belong to: decimals have not. */
function isTreeOfNumbers(values: readonly string[]): boolean {
  if (!isNumbering(values)) return false;
  const known = new Set(values.map((value) => value.replace(/\.$/, '')));
  const deeper = [...known].filter((value) => value.includes('.'));
  return deeper.filter((value) => known.has(value.replace(/\.\d+$/, ''))).length >= deeper.length * MOST;
}

/** Whether texts of a column that is a field, or may be one, are indented by format or by spaces. */
function isIndented(rows: readonly SheetRow[], given: ReadonlyMap<number, string>): boolean {
  return rows.some(({ cells, indents }) =>
    cells.some((cell, column) => given.has(column) && (indents?.[column] ?? leadingSpaces(cell)) > 0),
  );
}

/** How many spaces a text begins with. */
export function leadingSpaces(cell: CellValue): number {
  return typeof cell === 'string' ? cell.length - cell.trimStart().length : 0;
}

/** Columns without a heading that says so are what their values look like. */
function guess(given: Map<number, string>, rows: readonly SheetRow[], columns: readonly ImportColumn[]): void {
  for (const { field, looks } of columns) {
    if (!looks || [...given.values()].includes(field)) continue;
    const column = widthOf(rows, (one) => !given.has(one) && isMostly(valuesOf(rows, one), looks));
    if (column !== undefined) given.set(column, field);
  }
}
