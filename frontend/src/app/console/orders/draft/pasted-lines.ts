import { readMoney, readNumber } from '../../../ui/fields/decimal';
import { type LineDraft, blankLine } from './order-draft';

/** Most lines that one paste adds; an order holds no more. */
const MAX_LINES = 500;

/**
 * Lines of an order from cells copied in a spreadsheet: title, quantity, price, the latter two may be missing. A row of
 * headings is left out. `undefined` where the text is no table but one plain value, which belongs into the cell.
 */
export function pastedLines(text: string, unit: string): LineDraft[] | undefined {
  const rows = text
    .split(/\r\n|\r|\n/)
    .map((row) => row.split('\t').map((cell) => cell.trim()))
    .filter((cells) => cells.some(Boolean));
  if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return undefined;
  const body = isHeading(rows) ? rows.slice(1) : rows;
  return body.slice(0, MAX_LINES).map((cells) => lineOfCells(cells, unit));
}

function lineOfCells([title = '', quantity = '', price = '']: string[], unit: string): LineDraft {
  return {
    ...blankLine(unit),
    title: title.slice(0, 200),
    quantity: readNumber(quantity, 3) ?? 1,
    unitPrice: readMoney(price) ?? null,
  };
}

/** Words where the rows below have figures. */
function isHeading(rows: readonly string[][]): boolean {
  const [first, second] = rows;
  const isFigure = (cell: string | undefined): boolean => Boolean(cell) && readNumber(cell ?? '', 3) !== undefined;
  return Boolean(first?.[1]) && !isFigure(first?.[1]) && isFigure(second?.[1]);
}
