import type { Permission } from '@verstak/domain';
import { followPath } from '../fields/field-path.js';
import type { Class } from '../fields/index.js';
import type { ColumnKind, ExportLanguage, Table, Value } from './table.js';

/** A column of exported documents; `Row` is what one row is made of. */
export interface DocumentColumn<Row> {
  /** The field it shows, as a path such as `total` or `items.*.unitPrice`: who may not read that gets no column. */
  path: string;
  title: Record<ExportLanguage, string>;
  kind: ColumnKind;
  width?: number;
  value: (row: Row) => Value;
}

/** How documents are written into a table, and for whom. */
export interface Writing {
  type: Class;
  permissions: ReadonlySet<Permission>;
  language: ExportLanguage;
  currency: string;
  currencyDigits: number;
}

/** A table of documents with the columns that its reader may read; titles of money name the currency. */
export function documentTable<Row>(
  title: Record<ExportLanguage, string>,
  columns: readonly DocumentColumn<Row>[],
  rows: AsyncIterable<Row>,
  { type, permissions, language, currency, currencyDigits: digits }: Writing,
): Table {
  const readable = readableColumns(type, columns, permissions);
  return {
    title: title[language],
    columns: readable.map((column) => ({
      ...column,
      ...(column.kind === 'money' ? { digits } : {}),
      title: column.kind === 'money' ? `${column.title[language]}, ${currency}` : column.title[language],
    })),
    rows: valuesOf(rows, readable),
  };
}

function readableColumns<Row>(
  type: Class,
  columns: readonly DocumentColumn<Row>[],
  permissions: ReadonlySet<Permission>,
): DocumentColumn<Row>[] {
  return columns.filter(({ path }) => {
    const { fields } = followPath(type, path);
    if (!fields.length) throw new Error(`${type.name} has no field ${path}`);
    return fields.every(({ readBy }) => !readBy || permissions.has(readBy));
  });
}

async function* valuesOf<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly DocumentColumn<Row>[],
): AsyncGenerator<Value[]> {
  for await (const row of rows) yield columns.map(({ value }) => value(row));
}
