import type { ListRequests$Params } from '@verstak/api';
import {
  type CalendarDay,
  REQUEST_ITEM_STATES,
  REQUEST_STATUSES,
  REQUESTED_KINDS,
  addDays,
  startOfDay,
} from '@verstak/domain';
import type { ReadyView } from '../../entities/views/view-strip';
import type { ListView } from '../../ui/list/list-view';

/** What every workshop looks for. */
export const READY_VIEWS: readonly ReadyView[] = [
  { key: 'draft', label: 'requests.view.drafts', query: 'status=draft' },
  { key: 'waiting', label: 'requests.view.waiting', query: 'state=waiting&status=in_process' },
  { key: 'in_process', label: 'requests.view.inProcess', query: 'status=in_process' },
  { key: 'late', label: 'requests.view.late', query: 'isLate=true', isAlarming: true },
];

/** Filters of requests in the address. */
export const REQUEST_FILTERS = [
  'status',
  'state',
  'supplierId',
  'kind',
  'categoryId',
  'stockItemId',
  'orderId',
  'requesterId',
  'costFrom',
  'costTo',
  'createdFrom',
  'createdTo',
  'sentFrom',
  'sentTo',
  'dueDayFrom',
  'dueDayTo',
  'isLate',
  'isMine',
] as const;

type RequestFilter = (typeof REQUEST_FILTERS)[number];

/** What the address says, as the API is asked, without its page; days become instants of the workshop's zone. */
export function queryOf({ sort, q, filters }: ListView, timeZone: string): ListRequests$Params {
  const all = (name: RequestFilter): readonly string[] => filters[name] ?? [];
  const first = (name: RequestFilter): string | undefined => all(name)[0];
  const some = <T extends string>(name: RequestFilter, known: readonly T[]): T[] =>
    all(name).filter((value): value is T => (known as readonly string[]).includes(value));
  const start = (day: CalendarDay | undefined, later = 0): string | undefined =>
    day && startOfDay(addDays(day, later), timeZone).toISOString();
  const sum = (name: RequestFilter): number | undefined => {
    const minor = Number(first(name) ?? NaN);
    return Number.isSafeInteger(minor) ? minor : undefined;
  };
  return given({
    sort,
    q: q || undefined,
    status: some('status', REQUEST_STATUSES),
    state: some('state', REQUEST_ITEM_STATES),
    kind: some('kind', REQUESTED_KINDS),
    supplierId: [...all('supplierId')],
    categoryId: [...all('categoryId')],
    stockItemId: [...all('stockItemId')],
    orderId: [...all('orderId')],
    requesterId: [...all('requesterId')],
    costFrom: sum('costFrom'),
    costTo: sum('costTo'),
    createdFrom: start(first('createdFrom')),
    createdTo: start(first('createdTo'), 1),
    sentFrom: start(first('sentFrom')),
    sentTo: start(first('sentTo'), 1),
    dueDayFrom: first('dueDayFrom'),
    dueDayTo: first('dueDayTo'),
    isLate: first('isLate') === 'true' || undefined,
    isMine: first('isMine') === 'true' || undefined,
  });
}

/** What is asked for, without the names of what is not. */
function given<T extends object>(asked: T): T {
  const isAsked = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => isAsked(value))) as T;
}
