import { formatDecimal } from '@verstak/domain';
import type { Column, ExportLanguage, Table, Value } from './table.js';

/** Excel reads a CSV as UTF-8 only when it begins so. */
const BOM = '\ufeff';

/** A table as CSV (RFC 4180) the way spreadsheets of the language open it: `;` and a decimal comma, or `,` and a point. */
export async function csvOf({ columns, rows }: Table, language: ExportLanguage): Promise<string> {
  const separator = language === 'ru' ? ';' : ',';
  const line = (cells: readonly string[]): string => `${cells.join(separator)}\r\n`;
  let text = BOM + line(columns.map(({ title }) => quoted(title)));
  for await (const row of rows) text += line(columns.map((column, index) => written(row[index], column, language)));
  return text;
}

function written(value: Value, { kind, digits }: Column, language: ExportLanguage): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return kind === 'day' ? day(value, language) : quoted(harmless(value));
  const decimal = kind === 'money' ? formatDecimal(value, digits) : String(value);
  return language === 'ru' ? decimal.replace('.', ',') : decimal;
}

/** A day as spreadsheets of the language read it. */
function day(value: string, language: ExportLanguage): string {
  return language === 'ru' ? value.split('-').reverse().join('.') : value;
}

/** What a spreadsheet takes for the beginning of a formula, also in full width and behind what nobody sees, or apostrophes. */
const FORMULA = /^'*(?:[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Z}]*[=+\-@＝＋－＠]|[\t\r])/u;

/**
 * A text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe (OWASP, "CSV Injection"),
 * and so does one that has some already, so that whoever reads the file back takes one away.
 */
function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Whatever separates cells where the file is opened: no text falls apart there, with a formula in its second half. */
function quoted(text: string): string {
  return /[;,\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
