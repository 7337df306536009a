import { readMoney, readNumber } from '../../../ui/fields/decimal';
import { type LineDraft, blankLine } from './order-draft';

/** Most lines that one paste adds; an order holds no more. */
const MAX_LINES = 500;
const MAX_TITLE = 200;
const MAX_UNIT = 12;

type Field = 'title' | 'quantity' | 'unit' | 'price' | 'nothing';

/** Headings by how they begin, as price lists and orders write them. */
const HEADINGS: readonly [Field, RegExp][] = [
  ['title', /^(наименование|название|товар|изделие|позиция|что|name|title|item|product|description)/i],
  ['quantity', /^(кол|qty|quantity|count|amount$)/i],
  ['unit', /^(ед|unit|uom|measure)/i],
  ['price', /^(цена|price|unit price|rate)/i],
  ['nothing', /^(№|#|n$|no\.?$|п\/п|сумма|итого|стоимость|total|sum)/i],
];

/** What pasted lines are of: the unit of their quantity, and the decimals of their prices. */
export interface Pasting {
  unit: string;
  digits: number;
}

/**
 * Lines of an order from cells copied in a spreadsheet. Columns are known by their headings, else by what they hold:
 * title, quantity (with its unit in one cell or the next), price; a count of the rows is left out. What cannot be read
 * as a figure stays with the line, in its wishes. `undefined` where the text is one plain value, which belongs into the
 * cell.
 */
export function pastedLines(text: string, pasting: Pasting): LineDraft[] | undefined {
  const rows = cellsOf(text).filter((cells) => cells.some(Boolean));
  if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return undefined;
  const named = rows[0]?.map(fieldNamed) ?? [];
  const hasHeadings = named.includes('title');
  const body = hasHeadings ? rows.slice(1) : rows;
  const fields = hasHeadings ? named.map((field) => field ?? 'nothing') : fieldsBy(body);
  return body.slice(0, MAX_LINES).map((cells) => lineOfCells(cells, fields, pasting));
}

/** Rows of cells; one in quotes may hold breaks, tabs, and quotes written twice. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g,
  )) {
    const cell = quoted === undefined ? plain : quoted.replaceAll('""', '"').replace(/\s*[\r\n]+\s*/g, ' ');
    rows.at(-1)?.push(cell.trim());
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows;
}

function fieldNamed(cell: string): Field | undefined {
  return HEADINGS.find(([, heading]) => heading.test(cell))?.[0];
}

/** Without headings: a count of the rows first, if there is one, then title, quantity, perhaps a unit, price. */
function fieldsBy(rows: readonly string[][]): Field[] {
  const isCounted = rows.every((cells, index) => cells[0] === String(index + 1) && cells[1] && !isFigure(cells[1]));
  const start: Field[] = isCounted ? ['nothing', 'title', 'quantity'] : ['title', 'quantity'];
  // A word between two columns of figures; the last column is the price, whatever it says.
  const at = start.length;
  const hasUnits = rows.every((cells) => cells[at] && !/\d/.test(cells[at] ?? '') && cells[at + 1] !== undefined);
  return [...start, ...(hasUnits ? (['unit', 'price'] as const) : (['price'] as const))];
}

function lineOfCells(cells: readonly string[], fields: readonly Field[], { unit, digits }: Pasting): LineDraft {
  const cell = (field: Field): string => cells[fields.indexOf(field)] ?? '';
  const [, figure = cell('quantity'), ownUnit = ''] =
    /^([\d\s.,]+?)\s*(\p{L}[\p{L}.²³/ ]*)$/u.exec(cell('quantity')) ?? [];
  const quantity = readNumber(figure, 3);
  const price = priceOf(cell('price'), digits);
  const named = cell('unit') || ownUnit.replace(/\.$/, '') || unit;
  const unread = [
    cell('title').slice(MAX_TITLE),
    quantity === undefined ? cell('quantity') : '',
    named.length > MAX_UNIT ? named : '',
    price === undefined ? cell('price') : '',
  ];
  return {
    ...blankLine(unit),
    title: cell('title').slice(0, MAX_TITLE),
    quantity: quantity ?? 1,
    unit: named.length > MAX_UNIT ? unit : named,
    unitPrice: price ?? null,
    wishes: unread.filter(Boolean).join('; '),
  };
}

/** A price without its currency; zeros after the second decimal say nothing. */
function priceOf(text: string, digits: number): number | null | undefined {
  const excess = new RegExp(`([.,]\\d{${digits}})0+$`);
  return readMoney(text.replace(/\s*(руб\.?|р\.|rub|usd|eur)$/i, '').replace(excess, '$1'), digits);
}

function isFigure(cell: string): boolean {
  return readNumber(cell, 3) !== undefined && cell !== '';
}
