import type { ClientRecord, ExchangedRecord, OrderRecord, ProductRecord } from '../records.js';
import { MOST_EXPANDED, MOST_ROWS, type MoySkladClient } from './moysklad-client.js';
import { clientFrom, isWrittenLine, orderFrom, productFrom } from './moysklad-codecs.js';
import type { OrderFacts, ProductFacts } from './moysklad-facts.js';
import { MoySkladFault, type MoySkladRefusal } from './moysklad-fault.js';
import {
  ARCHIVED_TOO,
  assortmentOf,
  changedSince,
  chunks,
  withValues,
  type ChangedQuery,
  type ReadMark,
} from './moysklad-reading.js';
import { readStock, type Stock, type StockMark } from './moysklad-stock.js';
import {
  idOf,
  type WireAssortment,
  type WireCounterparty,
  type WireEntity,
  type WireOrder,
  type WirePosition,
} from './moysklad-wire.js';

/** What MoySklad sells, each of which is a product here. */
export const PRODUCT_TYPES = ['product', 'service', 'bundle', 'variant'] as const;
/** What of that lies in a store. */
const STOCKED: ReadonlySet<string> = new Set(['product', 'variant']);

/** What was said of something that cannot be taken, and why. */
export interface NotTaken {
  externalId: string;
  refusals: readonly MoySkladRefusal[];
}

/** Some of what MoySklad tells, and the mark to go on from when that is kept. */
export interface Pulled<R extends ExchangedRecord, M> {
  records: R[];
  notTaken: NotTaken[];
  mark: M;
}

/** How far the lists of what is sold have been read, and when stock was. */
export type ProductMarks = Partial<Record<(typeof PRODUCT_TYPES)[number], ReadMark>> & { stock?: StockMark };

/**
 * What has changed of products, services, bundles and variants since the marks, each with how much of it there is; what
 * only that has changed of comes last. Without `now` nothing is told of stock. Throws `MoySkladFault`.
 */
export async function* pullProducts(
  client: MoySkladClient,
  facts: ProductFacts,
  marks: ProductMarks = {},
  now?: Date,
): AsyncGenerator<Pulled<ProductRecord, ProductMarks>> {
  const stock = now && (await readStock(client, marks.stock, now));
  let mark = marks;
  for (const type of PRODUCT_TYPES) {
    for await (const { rows, mark: read } of changedSince<WireAssortment>(client, queryOf(type), marks[type])) {
      mark = { ...mark, [type]: read };
      yield { ...(await counted(client, rows, facts, stock)), mark };
    }
  }
  if (!stock) return;
  // The first time all that there is stood in the lists.
  for (const ids of Object.keys(marks).length ? chunks(stock.left(), MOST_ROWS) : []) {
    const rows = [...(await assortmentOf(client, ids)).values()];
    yield { ...(await counted(client, rows, facts, stock)), mark };
  }
  yield { records: [], notTaken: [], mark: { ...mark, stock: stock.mark } };
}

async function counted(
  client: MoySkladClient,
  rows: readonly WireAssortment[],
  facts: ProductFacts,
  stock: Stock | undefined,
): Promise<Taken<ProductRecord>> {
  const { records, notTaken } = productsFrom(rows, facts);
  if (!stock) return { records, notTaken };
  const ids = rows.flatMap(({ id, meta }) => (STOCKED.has(meta.type) ? id : []));
  const levels = await stock.of(client, ids);
  return { records: records.map((record) => ({ ...record, ...levels.get(record.externalId) })), notTaken };
}

/** What has changed of clients since the mark. Throws `MoySkladFault`. */
export async function* pullClients(
  client: MoySkladClient,
  mark?: ReadMark,
): AsyncGenerator<Pulled<ClientRecord, ReadMark>> {
  for await (const page of changedSince<WireCounterparty>(client, queryOf('counterparty'), mark))
    yield { ...taken(page.rows, clientFrom), mark: page.mark };
}

/** What has changed of orders since the mark, those that went into the bin since among them. Throws `MoySkladFault`. */
export async function* pullOrders(
  client: MoySkladClient,
  facts: OrderFacts,
  mark?: ReadMark,
): AsyncGenerator<Pulled<OrderRecord, ReadMark>> {
  const query = { ...queryOf('customerorder'), ...(mark && { filter: BIN_TOO }) };
  for await (const page of changedSince<WireOrder>(client, query, mark))
    yield { ...(await ordersFrom(client, page.rows, facts)), mark: page.mark };
}

/** The documents of a list that lie in the bin are told of only when that is asked. */
const BIN_TOO = ['isDeleted=true', 'isDeleted=false'];

function queryOf(type: string): ChangedQuery {
  const path = `entity/${type}`;
  if (type === 'customerorder') return { path, expand: 'positions', limit: MOST_EXPANDED };
  // Variants are archived with their product, and cannot be asked for by that.
  return type === 'variant' ? { path } : { path, filter: ARCHIVED_TOO };
}

/** What was changed, as a call of MoySklad's names it: what of that is there still, and of what is gone, that it is. */
export async function fetchProducts(
  client: MoySkladClient,
  facts: ProductFacts,
  ids: Iterable<string>,
): Promise<Omit<Pulled<ProductRecord, never>, 'mark'>> {
  const wanted = [...ids];
  const found = await assortmentOf(client, wanted);
  const { records, notTaken } = productsFrom([...found.values()], facts);
  return { records: [...records, ...gone('products', wanted, found)], notTaken };
}

/** The same for clients. */
export async function fetchClients(
  client: MoySkladClient,
  ids: Iterable<string>,
): Promise<Omit<Pulled<ClientRecord, never>, 'mark'>> {
  const wanted = [...ids];
  const found = byId(await withValues<WireCounterparty>(client, 'entity/counterparty', 'id', wanted, ARCHIVED_TOO));
  const { records, notTaken } = taken([...found.values()], clientFrom);
  return { records: [...records, ...gone('clients', wanted, found)], notTaken };
}

/** The same for orders: one that is gone is cancelled. */
export async function fetchOrders(
  client: MoySkladClient,
  facts: OrderFacts,
  ids: Iterable<string>,
): Promise<Omit<Pulled<OrderRecord, never>, 'mark'>> {
  const wanted = [...ids];
  const found = byId(await withValues<WireOrder>(client, 'entity/customerorder', 'id', wanted, BIN_TOO));
  const { records, notTaken } = await ordersFrom(client, [...found.values()], facts);
  const missing = wanted.filter((id) => !found.has(id));
  const cancelled = missing.map((externalId) => ({
    subject: 'orders' as const,
    externalId,
    status: 'cancelled' as const,
  }));
  return { records: [...records, ...cancelled], notTaken };
}

function byId<T extends WireEntity>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function gone<S extends 'products' | 'clients'>(
  subject: S,
  wanted: readonly string[],
  found: ReadonlyMap<string, unknown>,
): { subject: S; externalId: string; isArchived: true }[] {
  const missing = wanted.filter((id) => !found.has(id));
  return missing.map((externalId) => ({ subject, externalId, isArchived: true as const }));
}

function productsFrom(rows: readonly WireAssortment[], facts: ProductFacts): Taken<ProductRecord> {
  const sold = rows.filter((row) => !isWrittenLine(row.externalCode));
  return taken(sold, (row) => productFrom(row, facts));
}

async function ordersFrom(
  client: MoySkladClient,
  rows: readonly WireOrder[],
  facts: OrderFacts,
): Promise<Taken<OrderRecord>> {
  const positions = new Map<string, WirePosition[] | undefined>();
  for (const row of rows) positions.set(row.id, await positionsOf(client, row));
  const ids = [...positions.values()].flatMap((some = []) => some.flatMap(({ assortment }) => idOf(assortment) ?? []));
  const products = await assortmentOf(client, ids);
  return taken(rows, (row) => orderFrom(row, positions.get(row.id), products, facts));
}

/** All positions of an order: with it come a hundred at most. `undefined` where the order is gone by now. */
async function positionsOf(client: MoySkladClient, { id, positions }: WireOrder): Promise<WirePosition[] | undefined> {
  const { rows, meta } = positions ?? {};
  if (rows && rows.length >= (meta?.size ?? 0)) return rows;
  return client.all<WirePosition>(`entity/customerorder/${id}/positions`).catch((error: unknown) => {
    if (error instanceof MoySkladFault && error.problem === 'missing') return undefined;
    throw error;
  });
}

interface Taken<R> {
  records: R[];
  notTaken: NotTaken[];
}

/** Reads rows one by one: what is wrong with one of them is no matter of the others. */
function taken<T extends WireEntity, R>(rows: readonly T[], read: (row: T) => R): Taken<R> {
  const result: Taken<R> = { records: [], notTaken: [] };
  for (const row of rows) {
    try {
      result.records.push(read(row));
    } catch (error) {
      const refusals =
        error instanceof MoySkladFault ? error.refusals : [{ error: `Not as documented: ${String(error)}` }];
      result.notTaken.push({ externalId: row.id, refusals });
    }
  }
  return result;
}
