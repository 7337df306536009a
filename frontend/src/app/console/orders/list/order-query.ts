import type { ListOrders$Params } from '@verstak/api';
import { ORDER_STATUSES, type OrderStatus, addDays } from '@verstak/domain';
import { startOfDay } from '../../../ui/fields/calendar-day';
import type { ListView } from '../../../ui/list/list-view';
import type { ViewTab } from '../../../ui/view-tabs/view-tabs';

/** Filters of orders in the address. */
export const ORDER_FILTERS = ['status', 'clientId', 'masterId', 'dueFrom', 'dueTo', 'isLate', 'isMine'] as const;

/** What the address says, as the API is asked; days become instants of the workshop's zone, the last one included. */
export function queryOf(view: Pick<ListView, 'q' | 'filters'>, timeZone: string): ListOrders$Params {
  const first = (name: (typeof ORDER_FILTERS)[number]): string | undefined => view.filters[name]?.[0];
  const status = (view.filters['status'] ?? []).filter(isStatus);
  const [clientId, masterId, from, to] = [first('clientId'), first('masterId'), first('dueFrom'), first('dueTo')];
  return {
    ...(view.q ? { q: view.q } : {}),
    ...(status.length ? { status } : {}),
    ...(clientId ? { clientId } : {}),
    ...(masterId ? { masterId } : {}),
    ...(from ? { dueFrom: startOfDay(from, timeZone).toISOString() } : {}),
    ...(to ? { dueTo: startOfDay(addDays(to, 1), timeZone).toISOString() } : {}),
    ...(first('isLate') === 'true' ? { isLate: true } : {}),
    ...(first('isMine') === 'true' ? { isMine: true } : {}),
  };
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
