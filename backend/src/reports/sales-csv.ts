import { formatDecimal } from '@verstak/domain';
import { harmless, type ColumnKind, type Table } from './sales-tables.js';
import type { ExportLanguage } from './sales.dto.js';

/** Excel reads a CSV as UTF-8 only when it begins so. */
const BOM = '\ufeff';

/** A table as CSV (RFC 4180) the way spreadsheets of the language open it: `;` and a decimal comma, or `,` and a point. */
export function csvOf({ columns, rows }: Table, language: ExportLanguage): string {
  const separator = language === 'ru' ? ';' : ',';
  const comma = (decimal: string): string => (language === 'ru' ? decimal.replace('.', ',') : decimal);
  const written = (value: string | number, kind: ColumnKind): string => {
    if (typeof value === 'string') return quoted(harmless(value));
    return comma(kind === 'money' ? formatDecimal(value) : String(value));
  };
  const lines = [
    columns.map(({ title }) => quoted(title)),
    ...rows.map((row) => row.map((value, index) => written(value, columns[index]?.kind ?? 'text'))),
  ];
  return BOM + lines.map((line) => `${line.join(separator)}\r\n`).join('');
}

/** Whatever separates cells where the file is opened: no text falls apart there, with a formula in its second half. */
function quoted(text: string): string {
  return /[;,\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
