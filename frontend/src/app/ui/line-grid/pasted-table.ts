import type { LineColumn } from './line-column';

/** Columns that are looked at; a sheet may have thousands. */
const MOST_COLUMNS = 20;

/** A figure as tables write it: with its unit, currency or per cent. */
const FIGURE = /^[-−]?(?:\p{Sc}\s*)?\d[\d\s\u00a0\u202f.,']*(?:\p{Sc}|%|\p{L}{1,12}\.?(?: ?\p{L}{1,12}\.?)?[23²³]?)?$/u;

/** Headings of what no line holds: a count of the rows, codes, taxes. */
const NOTHING = /^(№|#|n|no|п\/п|номер|артикул|код|штрих|ндс|sku|code|barcode|vat|tax)(?!\p{L})/iu;

/** Rows that sum up those above. */
const SUMS = /^(итого|всего|в том числе|total|subtotal|grand total|incl)(?!\p{L})/iu;

/** Rows of cells, each row as wide as the others; whether there was more than was read. */
export interface PastedTable {
  rows: readonly (readonly string[])[];
  isCut: boolean;
}

/** Which column each pasted one is, `''` for none, and whether the first row names them. */
export interface Recognised {
  hasHeading: boolean;
  keys: readonly string[];
}

/**
 * Tells columns by what they hold: from the rows below the heading and the keys that the heading told (`''` for none,
 * `undefined` for what it did not tell) gives a key for every column.
 */
export type Guess = (rows: PastedTable['rows'], named: readonly (string | undefined)[]) => readonly string[];

/**
 * The table of a copied text, at most so many rows of it; `undefined` where it is one plain value. A cell in quotes may
 * hold breaks, tabs, and quotes written twice.
 */
export function tableOf(text: string, mostRows: number): PastedTable | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let isCut = false;
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g,
  )) {
    if (row.length < MOST_COLUMNS) row.push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
    else isCut ||= plain.trim() !== '' || Boolean(quoted);
    if (end === '\t') continue;
    if (row.some(Boolean)) rows.push(row);
    row = [];
    if (end === '' || rows.length > mostRows) break;
  }
  const width = Math.max(0, ...rows.map((cells) => cells.findLastIndex(Boolean) + 1));
  if (rows.length < 2 && width < 2) return undefined;
  isCut ||= rows.length > mostRows;
  const even = rows.slice(0, mostRows).map((cells) => Array.from({ length: width }, (_, at) => cells[at] ?? ''));
  return { rows: even, isCut };
}

/** Tells the columns of a table by its heading, if it has one, and by what they hold. */
export function recognise<T>(
  { rows }: PastedTable,
  columns: readonly LineColumn<T>[],
  guess: Guess,
  hasHeading = isHeading(rows, columns),
): Recognised {
  const named = (rows[0] ?? []).map((cell) => (hasHeading ? keyNamed(cell, columns) : undefined));
  const once = named.map((key, at) => (key && named.indexOf(key) < at ? '' : key));
  return { hasHeading, keys: guess(hasHeading ? rows.slice(1) : rows, once) };
}

/** Whether a cell holds a figure, whatever stands behind it. */
export function isFigure(cell: string): boolean {
  return FIGURE.test(cell);
}

/** Whether a row sums up those above and is no line of its own. */
export function isSum(cells: readonly string[]): boolean {
  return SUMS.test(cells.find(Boolean) ?? '');
}

function keyNamed<T>(cell: string, columns: readonly LineColumn<T>[]): string | undefined {
  if (NOTHING.test(cell)) return '';
  return columns.find(({ paste }) => paste?.heading.test(cell))?.key;
}

/** The first row names columns where it has no figures and knows at least one heading, alone or over figures. */
function isHeading<T>([first = [], ...below]: PastedTable['rows'], columns: readonly LineColumn<T>[]): boolean {
  const named = first.filter((cell) => keyNamed(cell, columns));
  if (!named.length || first.some(isFigure)) return false;
  const isWhole = columns.some(({ paste }) => named.some((cell) => paste?.heading.exec(cell)?.[0] === cell));
  const isOverFigures = first.some((_, at) => below.length > 0 && below.every((cells) => isFigure(cells[at] ?? '')));
  return named.length > 1 || isWhole || isOverFigures;
}
