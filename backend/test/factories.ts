import type { OrderStatus, PartState } from '@verstak/domain';
import type { Caller } from './caller.js';

/** A client as the API answers. */
export interface ClientBody {
  id: string;
  number: number;
  version: number;
  name: string;
  balance?: number;
  isArchived: boolean;
  phone?: string;
  note?: string;
  contacts?: { id: string; name: string; phone?: string }[];
}

export interface ItemBody {
  id: string;
  title: string;
  quantity: number;
  unit: string;
  unitPrice?: number;
  discountPercent?: number;
  total?: number;
  wishes?: string;
  masterId?: string;
  needsNoWork?: boolean;
  masterName?: string;
}

/** An order as the API answers. */
export interface OrderBody {
  id: string;
  number: number;
  version: number;
  status: OrderStatus;
  heldFrom?: OrderStatus;
  clientId: string;
  clientName: string;
  items: ItemBody[];
  total?: number;
  paid?: number;
  dueAt?: string;
  note?: string;
  orderedAt: string;
  deliveredAt?: string;
  partsTotal: number;
  partsDone: number;
}

export interface PartBody {
  id: string;
  number: number;
  code: string;
  version: number;
  orderId: string;
  orderNumber: number;
  itemId: string;
  title: string;
  wishes?: string;
  quantity: number;
  state: PartState;
  isHeld: boolean;
  masterId?: string;
  dueAt?: string;
  note?: string;
  passesTotal: number;
  masterName?: string;
  workedMs: number;
  startedAt?: string;
  isTimeCorrected?: boolean;
  scraps: { quantity: number; reason: string; masterName: string }[];
}

export interface PageBody<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

export interface HistoryBody {
  action: string;
  entity: string;
  params?: { reason?: string; doneAt?: string; timeCorrected?: string; file?: string };
  at: string;
  entityVersion: number;
  actor: { id?: string; name: string; address?: string };
  changes: { path: string; before?: unknown; after?: unknown }[];
}

let made = 0;

/** Adds a client. */
export async function makeClient(by: Caller, fields: object = {}): Promise<ClientBody> {
  return accepted<ClientBody>(by, '/clients', { company: `Клиент ${(made += 1)}`, ...fields });
}

/** A line of an order as it is sent: two pieces at 1,500.00 unless told. */
export function line(fields: object = {}): Record<string, unknown> {
  return { title: 'Кружка с гравировкой', quantity: 2, unit: 'шт', unitPrice: 150_000, ...fields };
}

/** Takes an order of one line, for a new client unless told. */
export async function makeOrder(
  by: Caller,
  fields: { clientId?: string; items?: object[]; [name: string]: unknown } = {},
): Promise<OrderBody> {
  const clientId = fields.clientId ?? (await makeClient(by)).id;
  return accepted<OrderBody>(by, '/orders', { clientId, items: [line()], ...fields });
}

/** An order in production, every item of which is this master's. */
export async function makeOrderInWork(by: Caller, masterId: string, items: object[] = [line()]): Promise<OrderBody> {
  const order = await makeOrder(by, { status: 'confirmed', items: items.map((item) => ({ ...item, masterId })) });
  return accepted<OrderBody>(by, `/orders/${order.id}/status`, { status: 'in_production' }, 200);
}

/** A stretch of work as the API answers. */
export interface PassBody {
  id: string;
  partId: string;
  masterId: string;
  masterName: string;
  startedAt: string;
  endedAt?: string;
}

/** The stretches of work on a part that somebody sees, oldest first. */
export async function passesOf(by: Caller, partId: string): Promise<PassBody[]> {
  const { body } = await by.get<PageBody<PassBody>>(`/parts/${partId}/passes?sort=startedAt&pageSize=200`);
  return body.items;
}

/** The parts of an order, oldest first. */
export async function partsOf(by: Caller, orderId: string): Promise<PartBody[]> {
  const { body } = await by.get<PageBody<PartBody>>(`/parts?orderId=${orderId}&pageSize=200`);
  return body.items.sort((one, other) => one.number - other.number);
}

async function accepted<T>(by: Caller, path: string, body: object, status = 201): Promise<T> {
  const answer = await by.post<T>(path, body);
  if (answer.status !== status)
    throw new Error(`POST ${path} ${JSON.stringify(body)}: ${answer.status} ${answer.text}`);
  return answer.body;
}
