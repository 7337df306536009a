import type { ListOrders$Params } from '@verstak/api';
import { ORDER_STATUSES, type OrderStatus, addDays, startOfDay } from '@verstak/domain';
import type { ListView } from '../../../ui/list/list-view';
import type { ViewTab } from '../../../ui/view-tabs/view-tabs';

/** Filters of orders in the address. */
export const ORDER_FILTERS = [
  'status',
  'clientId',
  'masterId',
  'dueFrom',
  'dueTo',
  'orderedFrom',
  'orderedTo',
  'totalFrom',
  'totalTo',
  'isLate',
  'isMine',
] as const;

/** What the address says, as the API is asked; days become instants of the workshop's zone, the last one included. */
export function queryOf(view: Pick<ListView, 'q' | 'filters'>, timeZone: string): ListOrders$Params {
  const all = (name: OrderFilter): string[] | undefined => (view.filters[name] ? [...view.filters[name]] : undefined);
  const start = (name: OrderFilter, later = 0): string | undefined => {
    const [day] = all(name) ?? [];
    return day && startOfDay(addDays(day, later), timeZone).toISOString();
  };
  const sum = (name: OrderFilter): number | undefined => {
    const minor = Number(all(name)?.[0] ?? NaN);
    return Number.isSafeInteger(minor) ? minor : undefined;
  };
  const isOn = (name: OrderFilter): true | undefined => (all(name)?.[0] === 'true' ? true : undefined);
  const status = all('status')?.filter(isStatus);
  return given({
    q: view.q || undefined,
    status: status?.length ? status : undefined,
    clientId: all('clientId'),
    masterId: all('masterId'),
    dueFrom: start('dueFrom'),
    dueTo: start('dueTo', 1),
    orderedFrom: start('orderedFrom'),
    orderedTo: start('orderedTo', 1),
    totalFrom: sum('totalFrom'),
    totalTo: sum('totalTo'),
    isLate: isOn('isLate'),
    isMine: isOn('isMine'),
  });
}

type OrderFilter = (typeof ORDER_FILTERS)[number];

/** What is asked for, without the names of what is not. */
function given<T extends object>(asked: T): T {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as T;
}

const PRESETS: readonly { key: string; filters: Readonly<Record<string, string>> }[] = [
  { key: 'all', filters: {} },
  { key: 'mine', filters: { isMine: 'true' } },
  { key: 'late', filters: { isLate: 'true' } },
  { key: 'in_production', filters: { status: 'in_production' } },
  { key: 'ready', filters: { status: 'ready' } },
];

/** Ready-made views as tabs; the one whose filters are the address's own is current. */
export function presetTabs(view: ListView, lateCount: number | undefined): ViewTab[] {
  const present = view.q ? undefined : flat(view.filters);
  return PRESETS.map(({ key, filters }) => ({
    key,
    label: `orders.preset.${key}`,
    params: { ...Object.fromEntries(ORDER_FILTERS.map((name) => [name, filters[name] ?? null])), q: null, page: null },
    isCurrent: present === flat(filters),
    ...(key === 'late' && lateCount ? { count: lateCount, isAlarming: true } : {}),
  }));
}

function flat(filters: Readonly<Record<string, string | readonly string[]>>): string {
  return Object.entries(filters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&');
}

function isStatus(value: string): value is OrderStatus {
  return (ORDER_STATUSES as readonly string[]).includes(value);
}
