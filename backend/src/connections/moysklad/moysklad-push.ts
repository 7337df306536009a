import type { ClientRecord, ExchangedRecord, OrderRecord, ProductRecord } from '../records.js';
import { MOST_ROWS, type MoySkladClient } from './moysklad-client.js';
import { clientFrom, clientTo, orderFrom, orderTo, productFrom, productTo, type Given } from './moysklad-codecs.js';
import { refOf, type OrderFacts, type ProductFacts } from './moysklad-facts.js';
import { MoySkladFault, type MoySkladRefusal } from './moysklad-fault.js';
import { placesOf, writtenLines } from './moysklad-places.js';
import { ARCHIVED_TOO, assortmentOf, chunks, withValues } from './moysklad-reading.js';
import { saveAll, syncIdOf, type Saved } from './moysklad-saving.js';
import type { WireAssortment, WireBody, WireCounterparty, WireEntity, WireOrder, WireRef } from './moysklad-wire.js';

/** Something that MoySklad is to have as it is here. */
export interface Outgoing<R extends ExchangedRecord> {
  /** What it is called here, for good: MoySklad makes no second one for the same key. */
  key: string;
  /** What it is called there, once that is known. */
  externalId?: string | undefined;
  /** It was sent before, and nobody knows what came of it. */
  isRepeated?: boolean;
  record: Partial<Given<R>>;
}

/** What came of it: how it stands there now, lines of orders left out, or what is wrong with it. */
export type Sent<R extends ExchangedRecord> =
  { key: string; record: R } | { key: string; refusals: readonly MoySkladRefusal[] };

/** Gives products, in the order of `items`; stock it does not, which follows from documents there. Throws `MoySkladFault`. */
export async function pushProducts(
  client: MoySkladClient,
  facts: ProductFacts,
  items: readonly Outgoing<ProductRecord>[],
): Promise<Sent<ProductRecord>[]> {
  const known = await identified(client, 'product', items);
  const there = await assortmentOf(
    client,
    known.flatMap(({ externalId }) => externalId ?? []),
  );
  const refsOf = await placesOf(
    client,
    facts,
    known.map(({ record }) => record),
  );
  const prepare = ({ externalId, record }: Outgoing<ProductRecord>): Ready => {
    const type = externalId ? there.get(externalId)?.meta.type : 'product';
    if (!type) throw new MoySkladFault('refused', [{ error: 'MoySklad has no such product any more' }]);
    return { type, body: type === 'variant' ? variantTo(record, facts) : productTo(record, refsOf(record), facts) };
  };
  return send(client, known, prepare, (row: WireAssortment) => productFrom(row, facts));
}

/** Its name, unit and folder a variant has from its product. */
function variantTo({ article, description, price }: Partial<ProductRecord>, facts: ProductFacts): WireBody {
  const own = { ...(article !== undefined && { article }), ...(description !== undefined && { description }) };
  return productTo({ subject: 'products', ...own, ...(price !== undefined && { price }) }, {}, facts);
}

/** Gives clients, in the order of `items`. Throws `MoySkladFault`. */
export async function pushClients(
  client: MoySkladClient,
  items: readonly Outgoing<ClientRecord>[],
): Promise<Sent<ClientRecord>[]> {
  const known = await identified(client, 'counterparty', items);
  const prepare = ({ externalId, record }: Outgoing<ClientRecord>): Ready => {
    return { type: 'counterparty', body: clientTo(record, !externalId) };
  };
  return send(client, known, prepare, (row: WireCounterparty) => clientFrom(row));
}

/** Gives orders with all of their lines, in the order of `items`; payments are documents there. Throws `MoySkladFault`. */
export async function pushOrders(
  client: MoySkladClient,
  facts: OrderFacts,
  items: readonly Outgoing<OrderRecord>[],
): Promise<Sent<OrderRecord>[]> {
  const known = await identified(client, 'customerorder', items);
  const lines = known.flatMap(({ record }) => record.lines ?? []);
  const products = await assortmentOf(
    client,
    lines.flatMap(({ productId }) => productId ?? []),
  );
  const written = await writtenLines(
    client,
    lines.flatMap(({ productId, title }) => (productId ? [] : title)),
  );
  const prepare = ({ externalId, record }: Outgoing<OrderRecord>): Ready => {
    const refs = {
      organization: externalId ? undefined : facts.organization,
      agent: record.clientId ? ref(client, 'counterparty', record.clientId) : undefined,
      assortment: record.lines?.map(({ productId, title }, n) => {
        const row = productId ? products.get(productId) : found(written.get(title));
        if (row) return refOf(row);
        throw new MoySkladFault('refused', [{ parameter: `positions[${n}]`, error: 'There is no such product' }]);
      }),
    };
    return { type: 'customerorder', body: orderTo(record, refs, facts) };
  };
  return send(client, known, prepare, (row: WireOrder) => orderFrom(row, undefined, new Map(), facts));
}

function found(saved: Saved<WireEntity> | undefined): WireEntity | undefined {
  if (saved && 'refusals' in saved) throw new MoySkladFault('refused', saved.refusals);
  return saved?.row;
}

function ref(client: MoySkladClient, type: string, id: string): WireRef {
  return { meta: { href: client.href(`entity/${type}/${id}`), type } };
}

/** What was sent before without an answer may be there: it is found by the id of its key. */
async function identified<R extends ExchangedRecord>(
  client: MoySkladClient,
  type: string,
  items: readonly Outgoing<R>[],
): Promise<Outgoing<R>[]> {
  const unsure = items.filter(({ externalId, isRepeated }) => !externalId && isRepeated);
  const ids = unsure.map(({ key }) => syncIdOf(key));
  const filter = type === 'customerorder' ? [] : ARCHIVED_TOO;
  const there = await withValues<WireEntity & { syncId?: string }>(client, `entity/${type}`, 'syncId', ids, filter);
  const idBySync = new Map(there.map(({ id, syncId }) => [syncId, id]));
  return items.map((item) => ({ ...item, externalId: item.externalId ?? idBySync.get(syncIdOf(item.key)) }));
}

/** What is ready to be sent, and to which list. */
interface Ready {
  type: string;
  body: WireBody;
}

async function send<R extends ExchangedRecord, T extends WireEntity>(
  client: MoySkladClient,
  items: readonly Outgoing<R>[],
  prepare: (item: Outgoing<R>) => Ready,
  read: (row: T) => R,
): Promise<Sent<R>[]> {
  const results = new Map<string, Sent<R>>();
  const ready = items.flatMap((item) => {
    try {
      return [{ ...item, ...prepare(item) }];
    } catch (error) {
      if (!(error instanceof MoySkladFault && error.problem === 'refused')) throw error;
      results.set(item.key, { key: item.key, refusals: error.refusals });
      return [];
    }
  });
  for (const type of new Set(ready.map((one) => one.type))) {
    const some = ready.filter((one) => one.type === type);
    const bodies = some.map(({ key, externalId, body }) => {
      const who = externalId ? ref(client, type, externalId) : { syncId: syncIdOf(key) };
      return { ...who, ...body, ...firstPositions(body) };
    });
    const saved = await saveAll<T>(client, `entity/${type}`, bodies);
    for (const [n, { key, body }] of some.entries()) results.set(key, await told(client, key, body, saved[n], read));
  }
  return items.flatMap(({ key }) => results.get(key) ?? []);
}

function firstPositions({ positions }: WireBody): WireBody {
  return Array.isArray(positions) ? { positions: positions.slice(0, MOST_ROWS) } : {};
}

async function told<R extends ExchangedRecord, T extends WireEntity>(
  client: MoySkladClient,
  key: string,
  { positions }: WireBody,
  saved: Saved<T> | undefined,
  read: (row: T) => R,
): Promise<Sent<R>> {
  if (!saved || 'refusals' in saved) return { key, refusals: saved?.refusals ?? [] };
  // An order takes so many positions with it; whoever is cut off here gives the order again, which begins anew.
  const others = Array.isArray(positions) ? positions.slice(MOST_ROWS) : [];
  for (const some of chunks(others, MOST_ROWS))
    await client.ask(`entity/customerorder/${saved.row.id}/positions`, { method: 'POST', json: some, isOnce: true });
  return { key, record: read(saved.row) };
}
