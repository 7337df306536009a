import type { FieldState, FieldTree, ValidationError } from '@angular/forms/signals';
import type { Permission } from '@verstak/domain';
import type { EntityOption } from '../fields/entity-field';
import type { Option } from '../fields/select-base';

/** What a cell takes; `template` leaves it to a `uiLineCell` of the page, as a figure that is counted. */
export type LineKind = 'text' | 'number' | 'money' | 'choice' | 'template';

/** How a column of a pasted table becomes this one. */
export interface PasteRule<T> {
  /** How its heading reads, in any language. */
  heading: RegExp;
  /** The column that a unit behind the figure goes to: `10 шт`. */
  unitTo?: string;
  /** Keeps, with its name, what could not be read as a figure or was too long. */
  keepsUnread?: boolean;
  /** What a pasted sum ought to be, in minor units: it is compared and not taken. */
  expected?: (row: T) => number;
}

/** What is suggested while a text is typed, and what becomes of the row with one of them. */
export interface Suggesting<T> {
  search: (words: string) => Promise<readonly EntityOption[]>;
  take: (row: LineRow<T>, id: string) => Promise<void>;
}

/** One column of an editable grid, declared once as data. The first one is the line's title. */
export interface LineColumn<T> {
  /** The field of the row that it shows, or the name of its template. */
  key: string;
  /** Translation key of the header and of what screen readers hear. */
  label: string;
  kind: LineKind;
  /** Translation key of what stands in an empty cell; for a choice, of choosing nothing. */
  hint?: string;
  /** CSS width, the same in every line; by default a share of what the others leave. */
  width?: string;
  /** Stands under the line and is opened on demand. */
  isFolded?: boolean;
  /** What a folded template says of the row while it is closed. */
  summary?: (row: T) => string;
  /** Whether the row shows what is folded away of it unasked. */
  opensFor?: (row: T) => boolean;
  /** Further fields of the row that a template changes, and that go with a copy of it. */
  keeps?: readonly string[];
  /** Only for those who may read it. */
  permission?: Permission;
  /** Most letters of a text, and whether it may have several lines. */
  limit?: number;
  isMultiline?: boolean;
  /** What a text may be of what there is already. */
  suggests?: Suggesting<T>;
  /** Decimals of a number. */
  places?: number;
  /** What a choice chooses among, translated. */
  options?: () => readonly Option[];
  /** Without it the column is none of a pasted table's. */
  paste?: PasteRule<T>;
}

/** Whether the column shows a field of the row, and not something that is made from it. */
export function hasField({ kind }: Pick<LineColumn<never>, 'kind'>): boolean {
  return kind !== 'template';
}

/** A row of the form; under each column's key it has a field, which no type can tell of a row of any kind. */
export type LineRow<T> = () => FieldState<T>;

/** The field of a row that a column shows; what it holds is told by the column's kind. */
export function fieldOf<V = unknown>(row: LineRow<unknown>, key: string): FieldTree<V> {
  const field = (row as unknown as Readonly<Record<string, FieldTree<V> | undefined>>)[key];
  if (!field) throw new Error(`The rows of the grid have no field ${key}`);
  return field;
}

/** What is wrong with a row where it was touched: the first fault of each column, by its key. */
export function faultsOf<T>(row: LineRow<T>, columns: readonly LineColumn<T>[]): Map<string, ValidationError> {
  const found = columns.filter(hasField).flatMap(({ key }): [string, ValidationError][] => {
    const field = fieldOf(row, key)();
    const [fault] = field.touched() ? field.errors() : [];
    return fault ? [[key, fault]] : [];
  });
  return new Map(found);
}
