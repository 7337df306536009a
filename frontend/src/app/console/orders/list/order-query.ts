import type { ListOrders$Params } from '@verstak/api';
import {
  type CalendarDay,
  OPEN_STATUSES,
  ORDER_STATUSES,
  type OrderStatus,
  PAYMENT_STATES,
  type PaymentState,
  addDays,
  startOfDay,
} from '@verstak/domain';
import { type DuePreset, dueWithin, isDuePreset } from '../../../entities/due';
import { NONE } from '../../../entities/orders/order-address';
import type { ListView } from '../../../ui/list/list-view';
import type { ReadyView } from '../../../entities/views/view-strip';

/** Filters of orders in the address. */
export const ORDER_FILTERS = [
  'status',
  'clientId',
  'masterId',
  'managerId',
  'productId',
  'categoryId',
  'due',
  'dueFrom',
  'dueTo',
  'orderedFrom',
  'orderedTo',
  'payment',
  'owedFrom',
  'owedTo',
  'totalFrom',
  'totalTo',
  'marginFrom',
  'marginTo',
  'isMine',
  'isFromShop',
] as const;

/** What an order or its items refer to, and how orders are asked for that lack it. */
const MISSING = {
  clientId: undefined,
  masterId: 'masterMissing',
  managerId: 'managerMissing',
  productId: 'productMissing',
  categoryId: 'categoryMissing',
} as const;

/** What the address says, as the API is asked; days become instants of the workshop's zone, the last one included. */
export function queryOf(
  view: Pick<ListView, 'q' | 'filters'>,
  timeZone: string,
  today: CalendarDay,
): ListOrders$Params {
  const all = (name: OrderFilter): string[] | undefined => (view.filters[name] ? [...view.filters[name]] : undefined);
  const startOf = (day: CalendarDay): string => startOfDay(day, timeZone).toISOString();
  const start = (name: OrderFilter, later = 0): string | undefined => {
    const [day] = all(name) ?? [];
    return day && startOf(addDays(day, later));
  };
  const sum = (name: OrderFilter): number | undefined => {
    const minor = Number(all(name)?.[0] ?? NaN);
    return Number.isSafeInteger(minor) ? minor : undefined;
  };
  const share = (name: OrderFilter): number | undefined => {
    const percent = Number(all(name)?.[0] ?? NaN);
    return Number.isFinite(percent) ? percent : undefined;
  };
  const isOn = (name: OrderFilter): true | undefined => (all(name)?.[0] === 'true' ? true : undefined);
  const status = all('status')?.filter(isStatus);
  const payment = all('payment')?.filter(isPaymentState);
  const [preset] = all('due') ?? [];
  return given({
    q: view.q || undefined,
    status: status?.length ? status : undefined,
    ...referredTo(view.filters),
    dueFrom: start('dueFrom'),
    dueTo: start('dueTo', 1),
    ...(isDuePreset(preset) ? dueOf(preset, today, timeZone) : {}),
    payment: payment?.length ? payment : undefined,
    owedFrom: sum('owedFrom'),
    owedTo: sum('owedTo'),
    orderedFrom: start('orderedFrom'),
    orderedTo: start('orderedTo', 1),
    totalFrom: sum('totalFrom'),
    totalTo: sum('totalTo'),
    marginFrom: share('marginFrom'),
    marginTo: share('marginTo'),
    isMine: isOn('isMine'),
    isFromShop: isOn('isFromShop'),
  });
}

/** To what orders are to refer, or that they lack it: both at once is asked for nowhere, and lacking goes before. */
function referredTo(filters: ListView['filters']): ListOrders$Params {
  const asked = Object.entries(MISSING).flatMap(([name, missing]): [string, true | string[]][] => {
    const ids = filters[name];
    if (!ids) return [];
    return missing && ids.includes(NONE) ? [[missing, true]] : [[name, [...ids]]];
  });
  return Object.fromEntries(asked);
}

/** What a word says of when orders are due. */
function dueOf(preset: DuePreset, today: CalendarDay, timeZone: string): ListOrders$Params {
  if (preset === 'late') return { isLate: true };
  return preset === 'none' ? { dueMissing: true } : dueWithin(preset, today, timeZone);
}

type OrderFilter = (typeof ORDER_FILTERS)[number];

/** What is asked for, without the names of what is not. */
function given<T extends object>(asked: T): T {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as T;
}

/** What every workshop looks for; an order that was handed over or cancelled has left the first of them. */
export const READY_VIEWS: readonly ReadyView[] = [
  { key: 'open', label: 'orders.open', query: new URLSearchParams({ status: OPEN_STATUSES.join(',') }).toString() },
  { key: 'late', label: 'orders.late', query: 'due=late', isAlarming: true },
];

function isPaymentState(value: string): value is PaymentState {
  return (PAYMENT_STATES as readonly string[]).includes(value);
}

function isStatus(value: string): value is OrderStatus {
  return (ORDER_STATUSES as readonly string[]).includes(value);
}
