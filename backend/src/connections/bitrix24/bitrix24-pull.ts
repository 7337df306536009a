import type { ConnectionSubject } from '@verstak/domain';
import type { ClientRecord, ExchangedRecord, OrderRecord, ProductRecord } from '../records.js';
import {
  DEAL_FIELDS,
  clientOfCompany,
  clientOfContact,
  orderOf,
  productOf,
  type Bitrix24Terms,
  type CatalogNames,
  type CompanyItem,
  type ContactItem,
  type DealItem,
  type PriceItem,
  type ProductItem,
  type ProductRow,
} from './bitrix24-codecs.js';
import { PAGE_ROWS, lastId, pageOf, rowsOf, type Bitrix24Client, type List } from './bitrix24-client.js';
import { Bitrix24Fault } from './bitrix24-fault.js';
import { COMPANY, CONTACT, DEAL, clientId, clientRef, numberOf } from './bitrix24-values.js';

/** How far a source of changes has been read. */
export interface Bitrix24Mark {
  /** All before this instant has been; none where everything there is is being read, by id. */
  at?: string;
  /** Of what changed at that instant, or of everything: all up to this id has been. */
  id: number;
  /** When reading everything began. */
  begunAt?: string;
}

/** How far a subject has been read: the mark of each of its sources. */
export type Bitrix24Cursor = Record<string, Bitrix24Mark>;

/** What was read of one page of changes. */
export interface Pulled {
  records: ExchangedRecord[];
  /** What was asked for and is not there. */
  gone: string[];
  /** What is there and cannot be taken. */
  refused: { externalId: string; fault: Bitrix24Fault }[];
  /** Where to go on once it is taken in. */
  cursor: Bitrix24Cursor;
}

/** A list that changes show in. */
interface Source {
  name: string;
  list: List;
  /** The field that says when a row was last another. */
  changed: string;
  /** The record that a row is of. */
  recordOf: (row: Row) => string | undefined;
}

type Row = Record<string, unknown> & { id: number };

/**
 * How far back is looked once everything seemed read: a change is dated when it begins, and to be seen when it is done,
 * up to a minute later (a request is cut after 60 seconds).
 */
const OVERLAP_MS = 120_000;

/** Reads from Bitrix24 what has changed, by time and id, and what records are now. Throws `Bitrix24Fault`. */
export class Bitrix24Pull {
  private catalog: Promise<Catalog> | undefined;

  constructor(
    private readonly client: Bitrix24Client,
    private readonly terms: Bitrix24Terms,
  ) {}

  /**
   * What has changed since a cursor, a page at a time, everything where there is none. Each page tells where to go on:
   * whoever takes pages in and then keeps their cursor misses nothing and may meet some again.
   */
  async *changes(subject: ConnectionSubject, cursor: Bitrix24Cursor = {}): AsyncGenerator<Pulled> {
    let reached = cursor;
    for (const source of await this.sources(subject)) {
      for await (const { rows, mark } of this.changed(source, reached[source.name])) {
        reached = { ...reached, [source.name]: mark };
        const ids = new Set(rows.map(source.recordOf).filter((id) => id !== undefined));
        yield { ...(await this.read(subject, [...ids])), cursor: reached };
      }
    }
  }

  /** What records are now, at most 50 of them. */
  async read(subject: ConnectionSubject, externalIds: readonly string[]): Promise<Omit<Pulled, 'cursor'>> {
    if (!externalIds.length) return { records: [], gone: [], refused: [] };
    if (subject === 'clients') return this.readClients(externalIds);
    return subject === 'orders' ? this.readOrders(externalIds) : this.readProducts(externalIds);
  }

  /** The rows of a source that have changed since a mark, page by page; the last page may be empty. */
  private async *changed(source: Source, from?: Bitrix24Mark): AsyncGenerator<{ rows: Row[]; mark: Bitrix24Mark }> {
    let mark: Bitrix24Mark = from ?? { id: 0 };
    while (mark.at === undefined) {
      const { result, at } = await this.client.call(source.list.method, pageOf(source.list, mark.id));
      const rows = rowsOf<Row>(result, source.list.key);
      const begunAt = mark.begunAt ?? secondsOf(at);
      const isLast = rows.length < PAGE_ROWS;
      mark = isLast ? { at: before(begunAt), id: 0 } : { id: lastId(rows, mark.id), begunAt };
      yield { rows, mark };
    }
    for (;;) {
      // First the rest of what changed at that instant, for many rows may share it.
      const rest = mark.id ? (await this.page(source, { [`=${source.changed}`]: mark.at, '>id': mark.id })).rows : [];
      const { rows, at } = rest.length
        ? { rows: rest, at: undefined }
        : await this.page(source, { [`>${source.changed}`]: mark.at });
      const last = rows.at(-1);
      const isLast = at !== undefined && rows.length < PAGE_ROWS;
      if (last && !isLast) mark = { at: instantOf(last[source.changed]), id: Number(last.id) };
      if (isLast) mark = { at: before(secondsOf(at)), id: 0 };
      yield { rows, mark };
      if (isLast) return;
    }
  }

  private async page({ list, changed }: Source, filter: Record<string, unknown>): Promise<{ rows: Row[]; at: Date }> {
    const order = { [changed]: 'ASC', id: 'ASC' };
    const params = { ...list.params, filter: { ...list.filter, ...filter }, order, start: -1 };
    const { result, at } = await this.client.call(list.method, params);
    return { rows: rowsOf<Row>(result, list.key), at };
  }

  private async sources(subject: ConnectionSubject): Promise<Source[]> {
    const changed = 'updatedTime';
    if (subject === 'orders') {
      const filter = { '=categoryId': this.terms.funnel };
      const list = { ...items(DEAL, ['id', changed]), filter };
      return [{ name: 'deals', list, changed, recordOf: ({ id }) => String(id) }];
    }
    if (subject === 'clients')
      return [
        {
          name: 'companies',
          list: items(COMPANY, ['id', changed]),
          changed,
          recordOf: ({ id }) => clientId(COMPANY, id),
        },
        { name: 'contacts', list: items(CONTACT, ['id', changed, 'companyId']), changed, recordOf: clientOfRow },
      ];
    const catalog = await this.names();
    const products = catalog.lists.map((list) => {
      const scan = { ...list, params: { select: ['id', 'iblockId', 'timestampX'] } };
      return { name: list.name, list: scan, changed: 'timestampX', recordOf: ({ id }: Row) => String(id) };
    });
    const prices = { method: 'catalog.price.list', key: 'prices', filter: { catalogGroupId: catalog.priceType } };
    return [
      ...products,
      { name: 'prices', list: prices, changed: 'timestampX', recordOf: ({ productId }) => String(productId as number) },
    ];
  }

  private async readClients(externalIds: readonly string[]): Promise<Omit<Pulled, 'cursor'>> {
    const refs = externalIds.map(clientRef).filter((ref) => ref !== undefined);
    const idsOf = (type: number): number[] => refs.filter((ref) => ref.type === type).map(({ id }) => id);
    const contacts = await this.items<ContactItem>(CONTACT, idsOf(CONTACT));
    const within = contacts.map(({ companyId }) => numberOf(companyId)).filter((id) => id !== undefined);
    const companies = await this.items<CompanyItem>(COMPANY, [...new Set([...idsOf(COMPANY), ...within])]);
    const first = await this.firstContacts(companies.map(({ id }) => id));
    const records: ClientRecord[] = [
      ...companies.map((company) => clientOfCompany(company, first.get(Number(company.id)))),
      ...contacts.filter(({ companyId }) => !numberOf(companyId)).map(clientOfContact),
    ];
    const there = new Set([
      ...records.map(({ externalId }) => externalId),
      ...contacts.map(({ id }) => clientId(CONTACT, id)),
    ]);
    return { records, gone: externalIds.filter((id) => !there.has(id)), refused: [] };
  }

  /** Who speaks for companies: of each the contact that was there first. */
  async firstContacts(companies: readonly number[]): Promise<Map<number, ContactItem>> {
    const first = new Map<number, ContactItem>();
    if (!companies.length) return first;
    const list = { ...items(CONTACT, ['*']), filter: { '@companyId': companies } };
    for await (const page of this.client.list<ContactItem>(list))
      for (const contact of page) {
        const company = numberOf(contact.companyId) ?? 0;
        if (!first.has(company)) first.set(company, contact);
      }
    return first;
  }

  private async readOrders(externalIds: readonly string[]): Promise<Omit<Pulled, 'cursor'>> {
    const deals = await this.items<DealItem>(DEAL, numbers(externalIds), DEAL_FIELDS);
    const rows = await this.rowsOfDeals(deals.map(({ id }) => id));
    const records: OrderRecord[] = [];
    const refused: Pulled['refused'] = [];
    // One that was moved into another funnel is not exchanged any more, and not gone.
    for (const deal of deals.filter(({ categoryId }) => Number(categoryId ?? 0) === this.terms.funnel))
      try {
        records.push(orderOf(deal, rows.get(Number(deal.id)) ?? [], this.terms));
      } catch (error) {
        if (!(error instanceof Bitrix24Fault)) throw error;
        refused.push({ externalId: String(deal.id), fault: error });
      }
    return { records, gone: without(externalIds, deals), refused };
  }

  /** The rows of deals. */
  async rowsOfDeals(ids: readonly number[]): Promise<Map<number, ProductRow[]>> {
    const rows = new Map<number, ProductRow[]>(ids.map((id) => [Number(id), []]));
    if (!ids.length) return rows;
    const filter = { '=ownerType': 'D', '=ownerId': ids };
    const list = { method: 'crm.item.productrow.list', key: 'productRows', filter };
    for await (const page of this.client.list<ProductRow>(list))
      for (const row of page) rows.get(Number(row.ownerId))?.push(row);
    return rows;
  }

  private async readProducts(externalIds: readonly string[]): Promise<Omit<Pulled, 'cursor'>> {
    const catalog = await this.names();
    const ids = numbers(externalIds);
    const { articleProperty } = this.terms;
    const select = ['id', 'iblockId', 'name', 'active', 'measure', 'detailText', 'previewText', 'iblockSectionId'];
    const fields = [...select, 'quantity', 'quantityTrace', ...(articleProperty ? [articleProperty] : [])];
    const found = await this.client.batchAll<unknown>([
      ...catalog.lists.map((list) => ({
        method: list.method,
        params: pageOf({ ...list, params: { select: fields }, filter: { ...list.filter, id: ids } }),
      })),
      {
        method: 'catalog.price.list',
        params: pageOf({
          method: 'catalog.price.list',
          key: 'prices',
          filter: { catalogGroupId: catalog.priceType, '@productId': ids },
        }),
      },
    ]);
    const products = catalog.lists.flatMap(({ key }, n) => rowsOf<ProductItem>(found[n], key));
    const prices = new Map(rowsOf<PriceItem>(found.at(-1), 'prices').map((price) => [Number(price.productId), price]));
    const records: ProductRecord[] = products.map((product) =>
      productOf(product, prices.get(Number(product.id)), catalog, this.terms),
    );
    return { records, gone: without(externalIds, products), refused: [] };
  }

  /** Items by their ids, with their phones and e-mails where all fields are asked for. */
  async items<T extends { id: number }>(type: number, ids: readonly number[], select = ['*']): Promise<T[]> {
    if (!ids.length) return [];
    const list = { ...items(type, select), filter: { '@id': ids } };
    const found: T[] = [];
    for await (const page of this.client.list<T>(list)) found.push(...page);
    return found;
  }

  /** What products refer to, read once. */
  private names(): Promise<Catalog> {
    this.catalog ??= this.readNames().catch((error: unknown) => {
      this.catalog = undefined;
      throw error;
    });
    return this.catalog;
  }

  private priceTypeOf(all: readonly PriceType[]): number {
    const { priceType } = this.terms;
    const wished = all.find(
      ({ id, name }) => priceType !== undefined && (String(id) === priceType || name === priceType),
    );
    // One that is not there has no prices, where another would have wrong ones.
    if (priceType !== undefined) return wished?.id ?? 0;
    return (all.find(({ base }) => base === 'Y') ?? all[0])?.id ?? 0;
  }

  private async readNames(): Promise<Catalog> {
    const all = async <T extends { id: number }>(method: string, key: string): Promise<T[]> => {
      const found: T[] = [];
      for await (const page of this.client.list<T>({ method, key })) found.push(...page);
      return found;
    };
    const catalogs = await all<CatalogItem>('catalog.catalog.list', 'catalogs');
    const measures = await all<MeasureItem>('catalog.measure.list', 'measures');
    const priceTypes = await all<PriceType>('catalog.priceType.list', 'priceTypes');
    const sections: SectionItem[] = [];
    for (const { iblockId } of catalogs.filter(({ productIblockId }) => !numberOf(productIblockId)))
      for await (const page of this.client.list<SectionItem>({
        method: 'catalog.section.list',
        key: 'sections',
        filter: { iblockId },
      }))
        sections.push(...page);
    return {
      lists: catalogs.map(({ iblockId, productIblockId }) =>
        numberOf(productIblockId)
          ? { name: `offers-${iblockId}`, method: 'catalog.product.offer.list', key: 'offers', filter: { iblockId } }
          : { name: `products-${iblockId}`, method: 'catalog.product.list', key: 'products', filter: { iblockId } },
      ),
      priceType: this.priceTypeOf(priceTypes),
      units: new Map(measures.map(({ id, symbol, measureTitle }) => [Number(id), symbol ?? measureTitle ?? ''])),
      sections: new Map(
        sections.map(({ id, name, iblockSectionId }) => [Number(id), { name, within: numberOf(iblockSectionId) }]),
      ),
    };
  }
}

interface PriceType {
  id: number;
  name?: string | null;
  base?: string | null;
}

/** Where products lie, and what they refer to. */
interface Catalog extends CatalogNames {
  lists: (List & { name: string })[];
  /** The base price. */
  priceType: number;
}

interface CatalogItem {
  id: number;
  iblockId: number;
  /** Whose variants are in it; none where products themselves are. */
  productIblockId?: number | string | null;
}

interface MeasureItem {
  id: number;
  symbol?: string | null;
  measureTitle?: string | null;
}

interface SectionItem {
  id: number;
  name: string;
  iblockSectionId?: number | string | null;
}

function items(entityTypeId: number, select: string[]): List {
  return { method: 'crm.item.list', key: 'items', params: { entityTypeId, select } };
}

/** A contact of a company is no client of his own. */
function clientOfRow({ id, companyId }: Row): string {
  const company = numberOf(companyId);
  return company ? clientId(COMPANY, company) : clientId(CONTACT, id);
}

function numbers(externalIds: readonly string[]): number[] {
  return externalIds.map(numberOf).filter((id) => id !== undefined);
}

function without(externalIds: readonly string[], found: readonly { id: number }[]): string[] {
  const there = new Set(found.map(({ id }) => String(id)));
  return externalIds.filter((id) => !there.has(id));
}

function before(instant: string): string {
  return secondsOf(new Date(Date.parse(instant) - OVERLAP_MS));
}

/** An instant as the API takes it: to the second, with its zone. */
function secondsOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+00:00`;
}

function instantOf(value: unknown): string {
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime())) throw new Bitrix24Fault('bitrix24.incomplete', { answer: 'time' });
  return secondsOf(at);
}
