import type { Permission } from '@verstak/domain';

/** How a cell writes its value; `template` leaves it to a `uiCell` of the page. */
export type CellType = 'text' | 'code' | 'phone' | 'email' | 'number' | 'money' | 'day' | 'moment' | 'due' | 'template';

/** One column, declared once as data. */
export interface Column<T> {
  /** Names the column, its template and, unless `sortKey` says otherwise, its sort field. */
  key: string;
  /** Translation key of the header. */
  header: string;
  type?: CellType;
  /** Gives the value; default is the row's property named like the column. */
  value?: (row: T) => unknown;
  /** How the phone number in it is dialled, where that is known. */
  dialled?: (row: T) => string | undefined;
  isSortable?: boolean;
  sortKey?: string;
  /** Figures stand at the end by themselves. */
  align?: 'start' | 'end';
  /** Hidden where the table is narrower, in px. */
  hideBelow?: 700 | 900 | 1100 | 1300;
  /** Not shown until chosen in the column chooser. */
  isOptional?: boolean;
  /** Only for those who may read it: who holds this permission, or all of these. */
  permission?: Permission | readonly Permission[];
  /** Takes its share of the room that the other columns leave; what is longer is cut and stands in the tooltip. */
  isFluid?: boolean;
  /** CSS width of the column and its skeleton. */
  width?: string;
  /** Part in the card of a narrow screen: first line, its end, or a labelled line below (default). */
  card?: 'title' | 'end' | 'line' | 'none';
}

const AT_END: readonly CellType[] = ['number', 'money'];

export function alignOf(column: Column<never>): 'start' | 'end' {
  return column.align ?? (AT_END.includes(column.type ?? 'text') ? 'end' : 'start');
}

/** The value of a cell before formatting. */
export function valueOf<T>(column: Column<T>, row: T): unknown {
  return column.value ? column.value(row) : (row as Record<string, unknown>)[column.key];
}
