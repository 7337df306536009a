import type { ImportFaultCode, Permission } from '@verstak/domain';
import type { DocumentColumn } from '../exports/document-columns.js';
import type { ExportLanguage } from '../exports/table.js';
import { columnKindOf, fieldsOf, lackingFor, type Class, type ColumnKind } from '../fields/index.js';

/** A field that a column of a file may hold. */
export interface ImportColumn {
  field: string;
  title: Readonly<Record<ExportLanguage, string>>;
  /** What else such columns are headed by, elsewhere. */
  also: readonly string[];
  kind: ColumnKind;
  isRequired: boolean;
  /** What its values look like, where that tells it from others. */
  looks?: RegExp;
}

/** What a kind of document takes of a file. */
export interface ImportTarget {
  columns: readonly ImportColumn[];
  /** Its rows belong to one another. */
  isTree: boolean;
  /** Its rows may change what there is already, so that none of its fields needs a column. */
  isPartial?: boolean;
  /** Of a tree told by one column a level, the fields that its labels stand for: the first that has no column. */
  labels?: readonly string[];
  /** The field by which rows are told apart: no two rows below one another, of a tree: no two beside one another, have the same. */
  unique?: readonly string[];
}

/** Something wrong with a row, or with the whole file (row 0). */
export interface ImportFault {
  row: number;
  /** The heading, or the letters of a column without one; empty where no column is to blame. */
  column: string;
  code: ImportFaultCode;
  /** The rule that is broken, more closely. */
  rule?: string;
  value?: string;
  /** What would be accepted. */
  message: string;
}

/**
 * The columns of a list's export whose fields a body takes, and the number by which a row says which document it
 * changes; less those that these permissions may not read.
 */
export function importColumns<D extends object>(
  { body, entity }: { body: Class; entity: Class<D> },
  exported: readonly DocumentColumn<D>[],
  permissions: ReadonlySet<Permission>,
): ImportColumn[] {
  const taken = new Map(fieldsOf(body).map((field) => [field.name, field]));
  for (const field of fieldsOf(entity)) if (field.drawn === 'number') taken.set(field.name, field);
  return exported.flatMap(({ path, title, also = [], looks }) => {
    const field = taken.get(path);
    if (!field || lackingFor(field, permissions)) return [];
    const isRequired = !field.optional && !field.drawn;
    return [{ field: path, title, also, kind: columnKindOf(field.kind), isRequired, ...(looks ? { looks } : {}) }];
  });
}
