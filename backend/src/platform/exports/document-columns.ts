import { dayIn, type Permission } from '@verstak/domain';
import { followPath } from '../fields/field-path.js';
import { columnKindOf, lackingFor, type Class, type ColumnKind } from '../fields/index.js';
import { YES_NO, type ExportLanguage, type Table, type Value } from './table.js';

/** A column of exported documents, whose rows may be the members of a list of theirs. */
export interface DocumentColumn<D> {
  /** The field it shows, as a path such as `total` or `items.*.unitPrice`: who may not read that gets no column. */
  path: string;
  title: Record<ExportLanguage, string>;
  /** What else such a column is headed by in files of other systems, from which it is imported. */
  also?: readonly string[];
  /** What the values of an imported column look like, where that tells it from others. */
  looks?: RegExp;
  width?: number;
  /** How it is written, where not as its field is. */
  kind?: ColumnKind;
  /** What stands in it, where not the value of its field; in a table of a list, for this member of it. */
  value?: (document: D, language: ExportLanguage, member?: unknown) => Value;
}

/** A table of a list: a row for each document or, with `list`, for each member of that list. */
export interface DocumentTable<D> {
  title: Record<ExportLanguage, string>;
  columns: readonly DocumentColumn<D>[];
  list?: keyof D & string;
  /** Who may have the table at all. */
  readBy?: Permission;
}

/** How documents are written into a table, and for whom. */
export interface Writing {
  type: Class;
  permissions: ReadonlySet<Permission>;
  language: ExportLanguage;
  timeZone: string;
  currency: string;
  currencyDigits: number;
}

/** A column that is known to be readable. */
interface ReadColumn<D> extends DocumentColumn<D> {
  kind: ColumnKind;
}

/** A table of documents with the columns that its reader may read; titles of money name the currency. */
export function documentTable<D extends object>(
  { title, columns, list }: DocumentTable<D>,
  documents: AsyncIterable<D>,
  writing: Writing,
): Table {
  const { language, currency, currencyDigits: digits } = writing;
  const readable = columns.flatMap((column) => readColumn(column, writing));
  return {
    title: title[language],
    columns: readable.map(({ kind, title: own, width }) => ({
      kind,
      ...(width ? { width } : {}),
      ...(kind === 'money' ? { digits } : {}),
      title: kind === 'money' ? `${own[language]}, ${currency}` : own[language],
    })),
    rows: rowsOf(documents, list, (document, member) =>
      readable.map((column) =>
        column.value ? column.value(document, language, member) : valueAt(column, document, member, writing),
      ),
    ),
  };
}

function readColumn<D>(column: DocumentColumn<D>, { type, permissions }: Writing): ReadColumn<D>[] {
  const { fields } = followPath(type, column.path);
  const last = fields.at(-1);
  if (!last) throw new Error(`${type.name} has no field ${column.path}`);
  if (fields.some((field) => lackingFor(field, permissions))) return [];
  return [{ ...column, kind: column.kind ?? columnKindOf(last.kind) }];
}

async function* rowsOf<D extends object>(
  documents: AsyncIterable<D>,
  list: (keyof D & string) | undefined,
  row: (document: D, member: object | undefined) => Value[],
): AsyncGenerator<Value[]> {
  for await (const document of documents) {
    const members = list ? ((document[list] ?? []) as readonly object[]) : [undefined];
    for (const member of members) yield row(document, member);
  }
}

/** The value at a path, `list.*.field` in the member; instants as days of the workshop's time zone, flags as words. */
function valueAt<D>(
  { path, kind }: ReadColumn<D>,
  document: object,
  member: object | undefined,
  { timeZone, language }: Writing,
): Value {
  const [name = '', , inner] = path.split('.');
  const value = ((inner ? member : document) as Record<string, unknown> | undefined)?.[inner ?? name];
  if (kind === 'flag') return YES_NO[language][value ? 0 : 1];
  if (value instanceof Date) return dayIn(timeZone, value);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
