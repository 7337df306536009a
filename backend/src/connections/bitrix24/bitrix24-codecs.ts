import { divideHalfUp, formatDecimal, type Money, type OrderStatus } from '@verstak/domain';
import type { ClientRecord, OrderLineRecord, OrderRecord, ProductRecord } from '../records.js';
import type { Params } from './batch-query.js';
import { Bitrix24Fault } from './bitrix24-fault.js';
import {
  COMPANY,
  CONTACT,
  clientId,
  clientRef,
  dayOf,
  dayText,
  lineOf,
  minorUnits,
  multifield,
  multifieldEdit,
  numberOf,
  plainText,
  type Multifield,
} from './bitrix24-values.js';

/** What an item says of where it comes from, if it is one of ours. */
export const ORIGINATOR = 'VERSTAK';

/** How what is exchanged is told: the same for a whole connection. */
export interface Bitrix24Terms {
  /** The workshop's currency (ISO 4217). */
  currency: string;
  /** Decimal places of it. */
  digits: number;
  /** The workshop's (IANA): days are its days. */
  timeZone: string;
  /** The funnel of deals that is exchanged; 0 is the common one. */
  funnel: number;
  /** What a stage of a deal means; one that is not named tells no status. */
  statusOfStage: Readonly<Record<string, OrderStatus>>;
  /** Where a deal begins that is told nothing else. */
  firstStage: string;
  /** Which stage a deal goes to. */
  stageOfStatus: Readonly<Partial<Record<OrderStatus, string>>>;
  /** The property of a product that is its article, as `property121`; none where there is none such. */
  articleProperty?: string | undefined;
  /** The name or number of the price that is taken; the base price unless told. */
  priceType?: string | undefined;
}

/** A contact as `crm.item.list` tells it. */
export interface ContactItem {
  id: number;
  name?: string | null;
  lastName?: string | null;
  secondName?: string | null;
  comments?: string | null;
  companyId?: number | string | null;
  originId?: string | null;
  fm?: Multifield[] | null;
}

export interface CompanyItem {
  id: number;
  title?: string | null;
  comments?: string | null;
  originId?: string | null;
  fm?: Multifield[] | null;
}

/** Somebody who orders by himself. */
export function clientOfContact(contact: ContactItem): ClientRecord {
  return {
    subject: 'clients',
    externalId: clientId(CONTACT, contact.id),
    ...personOf(contact),
    ...reachedBy(contact.fm),
    note: plainText(contact.comments),
  };
}

/**
 * A company that orders, and with it whoever is its first contact: his names, and his phone and e-mail where it has
 * none. Of a company that nobody speaks for no names are told.
 */
export function clientOfCompany(company: CompanyItem, contact?: ContactItem): ClientRecord {
  const [own, others] = [reachedBy(company.fm), reachedBy(contact?.fm)];
  return {
    subject: 'clients',
    externalId: clientId(COMPANY, company.id),
    company: lineOf(company.title),
    ...(contact ? personOf(contact) : {}),
    phone: own.phone ?? others.phone,
    email: own.email ?? others.email,
    note: plainText(company.comments),
  };
}

function personOf({
  name,
  lastName,
  secondName,
}: ContactItem): Pick<ClientRecord, 'firstName' | 'lastName' | 'middleName'> {
  return { firstName: lineOf(name), lastName: lineOf(lastName), middleName: lineOf(secondName) };
}

function reachedBy(fm: ContactItem['fm']): { phone: string | null; email: string | null } {
  return { phone: lineOf(multifield(fm, 'PHONE')?.value), email: lineOf(multifield(fm, 'EMAIL')?.value) };
}

/** What of a record is to become another where it is known as `known`: fields of a contact. */
export function contactEdit(record: ClientRecord, known: ClientRecord | undefined, fm?: ContactItem['fm']): Params {
  return { ...personEdit(record, known), ...commonEdit(record, known, fm) };
}

/** As `contactEdit`, of a company. */
export function companyEdit(record: ClientRecord, known: ClientRecord | undefined, fm?: CompanyItem['fm']): Params {
  return { ...edit('title', record.company, known?.company), ...commonEdit(record, known, fm) };
}

/** As `contactEdit`, of who speaks for a company: names alone. */
export function personEdit(record: ClientRecord, known: ClientRecord | undefined): Params {
  return {
    ...edit('name', record.firstName, known?.firstName),
    ...edit('lastName', record.lastName, known?.lastName),
    ...edit('secondName', record.middleName, known?.middleName),
  };
}

function commonEdit(record: ClientRecord, known: ClientRecord | undefined, fm: ContactItem['fm']): Params {
  const phone = isAnother(record.phone, known?.phone) ? multifieldEdit(fm, 'PHONE', record.phone) : undefined;
  const email = isAnother(record.email, known?.email) ? multifieldEdit(fm, 'EMAIL', record.email) : undefined;
  return { ...edit('comments', record.note, known?.note), ...((phone ?? email) ? { fm: { ...phone, ...email } } : {}) };
}

/** Nothing of it where it is not told, or the same. */
function edit(name: string, wished: string | null | undefined, known: string | null | undefined): Params {
  return isAnother(wished, known) ? { [name]: wished ?? '' } : {};
}

function isAnother(wished: string | null | undefined, known: string | null | undefined): boolean {
  return wished !== undefined && (wished || null) !== (known || null);
}

/** A deal has the day of its end: it is due when the working day ends. */
const DUE_HOUR = 18;

/** A deal as `crm.item.list` tells it. */
export interface DealItem {
  id: number;
  title?: string | null;
  stageId?: string | null;
  categoryId?: number | string | null;
  companyId?: number | string | null;
  contactId?: number | string | null;
  currencyId?: string | null;
  comments?: string | null;
  begindate?: string | null;
  closedate?: string | null;
  originId?: string | null;
}

/** Fields of a deal that are asked for. */
export const DEAL_FIELDS = [
  'id',
  'title',
  'stageId',
  'categoryId',
  'companyId',
  'contactId',
  'currencyId',
  'comments',
  'begindate',
  'closedate',
  'originId',
];

/** A row of a deal as `crm.item.productrow.list` tells it. */
export interface ProductRow {
  id: number;
  ownerId: number | string;
  productId?: number | string | null;
  productName?: string | null;
  /** For one unit, less discount, with taxes. */
  price?: number | string | null;
  quantity?: number | string | null;
  sort?: number | string | null;
}

/** A deal with its rows as an order; throws `Bitrix24Fault` where it is in another currency. */
export function orderOf(deal: DealItem, rows: readonly ProductRow[], terms: Bitrix24Terms): OrderRecord {
  if (deal.currencyId && deal.currencyId !== terms.currency)
    throw new Bitrix24Fault('bitrix24.currency', { answer: deal.currencyId });
  const [company, contact] = [numberOf(deal.companyId), numberOf(deal.contactId)];
  const status = terms.statusOfStage[deal.stageId ?? ''];
  const orderedAt = dayOf(deal.begindate, terms.timeZone);
  return {
    subject: 'orders',
    externalId: String(deal.id),
    number: String(deal.id),
    ...(company ? { clientId: clientId(COMPANY, company) } : contact ? { clientId: clientId(CONTACT, contact) } : {}),
    ...(status ? { status } : {}),
    ...(orderedAt ? { orderedAt } : {}),
    dueAt: dayOf(deal.closedate, terms.timeZone, DUE_HOUR) ?? null,
    note: plainText(deal.comments),
    lines: [...rows]
      .sort((one, other) => Number(one.sort) - Number(other.sort) || one.id - other.id)
      .map((row) => lineOfRow(row, terms)),
  };
}

function lineOfRow(
  { productId, productName, price, quantity }: ProductRow,
  { digits }: Bitrix24Terms,
): OrderLineRecord {
  const product = numberOf(productId);
  return {
    ...(product ? { productId: String(product) } : {}),
    title: lineOf(productName) ?? '—',
    quantity: Math.round(Number(quantity ?? 1) * 1_000) / 1_000,
    unitPrice: minorUnits(price, digits) ?? 0,
  };
}

/** What of an order is to become another where it is known as `known`: fields of a deal, without its rows. */
export function dealEdit(record: OrderRecord, known: OrderRecord | undefined, terms: Bitrix24Terms): Params {
  const { status, orderedAt, dueAt, note, number, clientId: client } = record;
  const stage = status && status !== known?.status ? terms.stageOfStatus[status] : undefined;
  const { timeZone } = terms;
  const [begun, due] = [orderedAt, dueAt].map((at) => (at === undefined ? undefined : dayText(at, timeZone)));
  return {
    ...(known ? {} : newDeal(number, terms)),
    ...(client && client !== known?.clientId ? partyOf(client) : {}),
    ...(stage ? { stageId: stage } : {}),
    ...edit('begindate', begun, dayText(known?.orderedAt ?? null, timeZone)),
    ...edit('closedate', due, dayText(known?.dueAt ?? null, timeZone)),
    ...edit('comments', note, known?.note),
  };
}

function newDeal(number: string | undefined, { currency, funnel }: Bitrix24Terms): Params {
  return { title: `№ ${number ?? '—'}`, currencyId: currency, categoryId: funnel, isManualOpportunity: 'N' };
}

/** Whoever orders; a person who orders by himself leaves no company there. */
function partyOf(client: string): Params {
  const ref = clientRef(client);
  if (!ref) return {};
  return ref.type === COMPANY ? { companyId: ref.id } : { contactId: ref.id, companyId: 0 };
}

/** The rows of a deal, all of them; `undefined` where they are not told, or the same. */
export function rowsEdit(
  record: OrderRecord,
  known: OrderRecord | undefined,
  terms: Bitrix24Terms,
): Params[] | undefined {
  const { lines } = record;
  if (!lines || (known?.lines ?? []).map(lineKey).join('\n') === lines.map(lineKey).join('\n')) return undefined;
  return lines.map((line, place) => ({
    ...(line.productId ? { productId: line.productId } : {}),
    productName: line.title,
    price: formatDecimal(priceOf(line), terms.digits),
    quantity: String(line.quantity),
    sort: (place + 1) * 10,
  }));
}

function lineKey(line: OrderLineRecord): string {
  return JSON.stringify([line.productId ?? '', lineOf(line.title), line.quantity, priceOf(line)]);
}

/** The price of a row is that less discount. */
function priceOf({ unitPrice, quantity, total }: OrderLineRecord): Money {
  if (total === undefined || !(quantity > 0)) return unitPrice;
  return divideHalfUp(BigInt(total) * 1_000n, BigInt(Math.round(quantity * 1_000)));
}

/** A product, or a variant of one, as `catalog.product.list` and `catalog.product.offer.list` tell it. */
export interface ProductItem {
  id: number;
  name?: string | null;
  active?: string | null;
  measure?: number | string | null;
  detailText?: string | null;
  previewText?: string | null;
  iblockSectionId?: number | string | null;
  quantity?: number | string | null;
  /** Whether its quantity is counted: `Y`, `N`, or `D` as the portal is set. */
  quantityTrace?: string | null;
  [property: `property${number}`]: unknown;
}

/** What a price of a product is. */
export interface PriceItem {
  id: number;
  productId: number | string;
  price?: number | string | null;
  currency?: string | null;
}

/** Names that products refer to by numbers. */
export interface CatalogNames {
  units: ReadonlyMap<number, string>;
  sections: ReadonlyMap<number, { name: string; within: number | undefined }>;
}

/** A product with its price; one in another currency tells none. */
export function productOf(
  product: ProductItem,
  price: PriceItem | undefined,
  { units, sections }: CatalogNames,
  terms: Bitrix24Terms,
): ProductRecord {
  const { articleProperty, currency, digits } = terms;
  const unit = units.get(numberOf(product.measure) ?? 0);
  const minor = price?.currency === currency ? minorUnits(price.price, digits) : undefined;
  const isCounted = product.quantityTrace !== 'N' && Number.isFinite(Number(product.quantity ?? NaN));
  return {
    subject: 'products',
    externalId: String(product.id),
    ...(lineOf(product.name) ? { name: lineOf(product.name) ?? '' } : {}),
    ...(articleProperty ? { article: propertyOf(product[articleProperty as `property${number}`]) } : {}),
    ...(unit ? { unit } : {}),
    description: plainText(product.detailText) ?? plainText(product.previewText),
    category: wayTo(numberOf(product.iblockSectionId), sections),
    ...(minor === undefined ? {} : { price: minor }),
    ...(isCounted ? { stock: Number(product.quantity) } : {}),
    isArchived: product.active === 'N',
  };
}

/** The names of sections, the outermost first; each but once, should they lie in one another. */
function wayTo(id: number | undefined, sections: CatalogNames['sections']): string[] {
  const way = new Map<number, string>();
  for (let at = id; at !== undefined && !way.has(at);) {
    const section = sections.get(at);
    if (!section) break;
    way.set(at, section.name);
    at = section.within;
  }
  return [...way.values()].reverse();
}

/** A property is told as `{ value, valueId }`, or a list of them where it may have several. */
function propertyOf(property: unknown): string | null {
  const first: unknown = Array.isArray(property) ? property[0] : property;
  const value = first && typeof first === 'object' ? (first as { value?: unknown }).value : first;
  return typeof value === 'number' ? String(value) : lineOf(value);
}
