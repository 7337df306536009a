import { CsvError, parse } from 'csv-parse/sync';
import type { TextEncoding } from '@verstak/domain';
import { decodeText } from './decode-text.js';
import { MOST_CHARACTERS, MOST_COLUMNS, MOST_SHEET_ROWS, Unreadable, type Book, type SheetRow } from './table.js';

const SEPARATORS = [';', '\t', ',', '|'] as const;
type Separator = (typeof SEPARATORS)[number];

/** Rows of the beginning that tell what separates cells. */
const LOOKED_AT = 200;
/** Excel's own word for it, which it does not show. */
const SAID = /^sep=(.)\r?\n/;

/** A CSV as a book of one sheet. Throws `Unreadable`. */
export function readCsv(bytes: Uint8Array, told?: TextEncoding): Book {
  const { text: whole, encoding } = decodeText(bytes, told);
  if (whole.length > MOST_CHARACTERS) throw new Unreadable('too_large');
  const said = SAID.exec(whole);
  const text = said ? whole.slice(said[0].length) : whole;
  const separator = said?.[1] ?? separatorOf(text);
  const rows = parsed(text, separator).map((cells, index): SheetRow => ({ row: index + 1, cells: cells.map(plain) }));
  return { sheets: [{ name: '', rows }], encoding, hasCommaSeparator: separator === ',' };
}

function parsed(text: string, separator: string): string[][] {
  try {
    const rows: string[][] = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      // An inch within a cell is no beginning of quotes.
      relax_quotes: true,
      max_record_size: 1_000_000,
      to: MOST_SHEET_ROWS + 1,
    });
    if (rows.some(({ length }) => length > MOST_COLUMNS)) throw new Unreadable('too_many_columns');
    return rows;
  } catch (error) {
    if (error instanceof CsvError) throw new Unreadable('quotes', Number(error['lines'] ?? 0));
    throw error;
  }
}

/** A text before which the product's own export has put an apostrophe, so that no spreadsheet takes it for a formula. */
const GUARDED = /^'(?='*[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Z}]*[=+\-@＝＋－＠]|'*[\t\r])/u;

function plain(cell: string): string | undefined {
  return cell.replace(GUARDED, '') || undefined;
}

/** What stands between cells: what the first rows have most evenly of, and of two the one with more columns. */
function separatorOf(text: string): Separator {
  const scored = SEPARATORS.map((separator) => ({ separator, score: evenness(countsOf(text, separator)) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

/** How often a separator stands outside of quotes in each of the first rows that are not blank. */
function countsOf(text: string, separator: Separator): number[] {
  const counts: number[] = [];
  let [count, isQuoted, isBlank] = [0, false, true];
  for (let index = 0; index <= text.length && counts.length < LOOKED_AT; index += 1) {
    const character = text[index] ?? '\n';
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === separator) count += 1;
    if (character === '\n' && (!isQuoted || index === text.length)) {
      if (!isBlank) counts.push(count);
      [count, isBlank] = [0, true];
    } else if (character.trim()) isBlank = false;
  }
  return counts;
}

/** The share of rows with as many separators as most have, more columns counting a little more. */
function evenness(counts: readonly number[]): number {
  const byCount = Map.groupBy(counts, (count) => count);
  const [most = 0, rows = []] = [...byCount].sort(([, one], [, other]) => other.length - one.length)[0] ?? [];
  return most ? rows.length / counts.length + Math.min(most, 20) / 100 : 0;
}
