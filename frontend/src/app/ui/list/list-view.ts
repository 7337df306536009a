import type { ParamMap, Params } from '@angular/router';

/** What a list shows, as its address says it. */
export interface ListView {
  /** From 1. */
  page: number;
  pageSize: number;
  /** A field, with `-` before it for descending. */
  sort: string;
  q: string;
  /** Chosen values by filter; a filter without values is absent. */
  filters: Readonly<Record<string, readonly string[]>>;
}

/** What of a list's address is its own: the sort it starts with and the filters it knows. */
export interface ListSpec {
  sort: string;
  filters: readonly string[];
  /** Stands before each of its names in the address, `<key>.page`, so that two lists of one page do not meet. */
  key?: string;
}

export const PAGE_SIZES = [25, 50, 100] as const;

const DEFAULT_PAGE_SIZE = PAGE_SIZES[0];

/** The view that an address describes; anything it does not understand counts as the default. */
export function readView(params: ParamMap, spec: ListSpec): ListView {
  const filters: Record<string, string[]> = {};
  const given = (name: string): string | null => params.get(nameIn(spec, name));
  for (const name of spec.filters) {
    const values = (given(name) ?? '').split(',').filter(Boolean);
    if (values.length) filters[name] = values;
  }
  const pageSize = Number(given('pageSize'));
  return {
    page: pageOf(given('page')),
    pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? DEFAULT_PAGE_SIZE,
    sort: given('sort') ?? spec.sort,
    q: given('q') ?? '',
    filters,
  };
}

/** The address of a view: query parameters, `null` for what is the default, so that addresses stay short. */
export function writeView(view: ListView, spec: ListSpec): Params {
  const filters = spec.filters.map((name) => [name, view.filters[name]?.join(',') || null]);
  const values = {
    page: view.page === 1 ? null : view.page,
    pageSize: view.pageSize === DEFAULT_PAGE_SIZE ? null : view.pageSize,
    sort: view.sort === spec.sort ? null : view.sort,
    q: view.q || null,
    ...Object.fromEntries(filters),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [nameIn(spec, name), value]));
}

/** A view as a text that can be kept: its words, filters and sort as an address says them, whatever its page. */
export function queryOfView(view: ListView, spec: ListSpec): string {
  const kept = Object.entries(writeView({ ...view, page: 1, pageSize: DEFAULT_PAGE_SIZE }, spec)).filter(
    ([, value]) => value !== null,
  );
  return new URLSearchParams(kept.sort() as [string, string][]).toString();
}

/** What a view shows, in whatever order and on whatever page: its words and filters as one text. */
export function narrowingOf({ q, filters }: ListView): string {
  return JSON.stringify([q, ...Object.entries(filters).sort()]);
}

/** The next sort when a header is pressed: ascending, descending, back to the default. */
export function nextSort(current: string, field: string, initial: string): string {
  if (current === field) return `-${field}`;
  if (current === `-${field}`) return initial === current ? field : initial;
  return field;
}

/** Whether anything narrows the list. */
export function isNarrowed(view: Pick<ListView, 'q' | 'filters'>): boolean {
  return view.q !== '' || Object.keys(view.filters).length > 0;
}

function nameIn({ key }: ListSpec, name: string): string {
  return key ? `${key}.${name}` : name;
}

function pageOf(text: string | null): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}
