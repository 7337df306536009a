import type { Table, TableField, TableRow } from '@verstak/api';
import { addDays, startOfDay } from '@verstak/domain';
import type { Filter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';
import type { CellType, Column } from '../../ui/table/column';

/** Columns that stand from the first; the others are there for who chooses them. */
const SHOWN = 7;

/** Which columns, counted from 0, have no room in tables narrower than this. */
const GIVING_WAY = [
  [6, 1100],
  [5, 900],
  [4, 700],
] as const;

/** What stands in every row, and is looked for last. */
const OF_ALL = new Set(['id', 'version', 'createdAt', 'updatedAt']);

const TYPES: Partial<Record<TableField['kind'], CellType>> = {
  money: 'money',
  quantity: 'number',
  count: 'number',
  instant: 'moment',
  phone: 'phone',
  email: 'email',
  code: 'code',
  id: 'template',
  ids: 'template',
};

/** What one value of a row needs to be a cell: a list or a document has its place on the page of the row alone. */
export function isListed({ kind }: TableField): boolean {
  return kind !== 'list' && kind !== 'document' && kind !== 'any';
}

/** Whether rows hold a link to another one in a field. */
export function isLink({ kind, of, kindBy }: TableField): boolean {
  return (kind === 'id' || kind === 'ids') && !!(of ?? kindBy);
}

/** The columns of a table as its fields declare them: first what a row is called, then what every row has. */
export function columnsOf(
  table: Table,
  words: { header: (name: string) => string; value: (field: TableField, value: unknown) => string },
): Column<TableRow>[] {
  const fields = table.fields.filter(isListed);
  const rank = (field: TableField): number => {
    if (field.name === table.calledBy) return 0;
    if (OF_ALL.has(field.name)) return 5;
    if (isAside(field, fields)) return 4;
    return field.isRequired ? (isLink(field) ? 1 : 2) : 3;
  };
  const sorted = fields.toSorted((one, other) => rank(one) - rank(other));
  return sorted.map((field, index) => {
    const { name, kind, isSortable } = field;
    const type = kind === 'id' && !isLink(field) ? 'code' : TYPES[kind];
    const width = GIVING_WAY.find(([from]) => index >= from)?.[1];
    return {
      key: name,
      header: words.header(name),
      isSortable,
      value: ({ values }) => (type && type !== 'template' ? values[name] : words.value(field, values[name])),
      ...(type && { type }),
      ...(index === 0 && { card: 'title' as const }),
      ...(width && { hideBelow: width }),
      isOptional: index >= SHOWN || rank(field) > 3,
    };
  });
}

/** A field that says again what another one beside it says, or what few look for. */
function isAside({ name, kind }: TableField, fields: readonly TableField[]): boolean {
  const of = /^(\w+)(Name|Number)$/.exec(name)?.[1];
  return kind === 'note' || kind === 'ids' || (of !== undefined && fields.some((one) => one.name === `${of}Id`));
}

/** How rows are sorted at first: the newest of them, where that can be told. */
export function sortOf({ fields }: Table): string {
  const newest = fields.find(({ name, isSortable }) => isSortable && (name === 'createdAt' || name === 'at'));
  return newest ? `-${newest.name}` : '';
}

/** How the documents are found that a filter by ids is about. */
export interface Finder {
  search: (kind: string, words: string) => Promise<readonly { id: string; label: string }[]>;
  nameOf: (kind: string, id: string) => Promise<string>;
}

/** The filters of a table as its fields declare them. */
export function filtersOf(
  table: Table,
  words: { header: (name: string) => string; choice: (field: TableField, value: string) => string },
  { search, nameOf }: Finder,
): Filter[] {
  return table.fields.flatMap((field): Filter[] => {
    const { name, kind, filter, filterBy: key, of, choices } = field;
    if (!filter || !key) return [];
    const label = words.header(name);
    if (filter === 'flag') return [{ kind: 'flag', key, label }];
    if (filter === 'range') {
      if (kind === 'money') return [{ kind: 'sum', key, label }];
      if (kind === 'share') return [{ kind, key, label }];
      return kind === 'instant' || kind === 'day' ? [{ kind: 'period', key, label }] : [];
    }
    if (choices) {
      const options = choices.map(({ value }) => ({ value, label: words.choice(field, value) }));
      return [{ kind: 'choice', key, label, options, isTranslated: true }];
    }
    if (!of) return [];
    const found = { search: async (text: string) => search(of, text), nameOf: async (id: string) => nameOf(of, id) };
    return [{ kind: 'entity', key, label, isSeveral: true, ...found }];
  });
}

/** What the address says of filters, as the API is asked: days become the instants at which they begin and end. */
export function filterOf(table: Table, { filters }: Pick<ListView, 'filters'>, timeZone: string): string {
  const asked = table.fields.flatMap(({ kind, filter, filterBy: key }): [string, string][] => {
    if (!filter || !key) return [];
    const given = (name: string): string | undefined => filters[name]?.join(',');
    const [some, from, to] = [given(key), given(`${key}From`), given(`${key}To`)];
    if (filter !== 'range') return some ? [[key, some]] : [];
    const begin = (day: string): string => (kind === 'instant' ? startOfDay(day, timeZone).toISOString() : day);
    return [
      ...(from ? ([[`${key}From`, begin(from)]] as [string, string][]) : []),
      ...(to ? ([[`${key}To`, begin(kind === 'instant' ? addDays(to, 1) : to)]] as [string, string][]) : []),
    ];
  });
  return new URLSearchParams(asked).toString();
}
