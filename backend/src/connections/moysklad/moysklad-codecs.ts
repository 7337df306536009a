import type { Money } from '@verstak/domain';
import { createHash } from 'node:crypto';
import type { ClientRecord, OrderLineRecord, OrderRecord, ProductRecord } from '../records.js';
import { refOf, type OrderFacts, type ProductFacts } from './moysklad-facts.js';
import { MoySkladFault } from './moysklad-fault.js';
import { instantOfMoment, momentOf } from './moysklad-time.js';
import {
  idOf,
  type WireAssortment,
  type WireBody,
  type WireCounterparty,
  type WireOrder,
  type WirePosition,
  type WireRef,
} from './moysklad-wire.js';

/** A record without what it is called there: of one that MoySklad does not know yet. */
export type Given<R> = Omit<R, 'externalId'>;

/** What MoySklad tells of a product, service, bundle or variant. A variant says nothing of its unit and its folder. */
export function productFrom(row: WireAssortment, facts: ProductFacts): ProductRecord {
  const unit = facts.units.get(idOf(row.uom) ?? '');
  const price = priceOf(row, facts);
  return {
    subject: 'products',
    externalId: row.id,
    ...(row.name !== undefined && { name: row.name }),
    article: row.article || null,
    description: row.description || null,
    isArchived: row.archived ?? false,
    ...(row.meta.type !== 'variant' && { category: row.pathName ? row.pathName.split('/') : [] }),
    ...(unit && { unit }),
    ...(price !== undefined && { price }),
  };
}

function priceOf({ salePrices = [] }: WireAssortment, { priceType, currency }: ProductFacts): Money | undefined {
  const price = salePrices.find((one) => (one.priceType?.id ?? idOf(one.priceType as WireRef)) === idOf(priceType));
  const isForeign = price?.currency !== undefined && currency && idOf(price.currency) !== idOf(currency);
  return price && !isForeign ? Math.round(price.value) : undefined;
}

/** What of a product is sent by reference. */
export interface ProductRefs {
  uom?: WireRef | undefined;
  /** `null` for none. */
  folder?: WireRef | null | undefined;
}

/** A product as MoySklad is told of it, less how much of it there is: that follows from documents there. */
export function productTo(record: Partial<Given<ProductRecord>>, refs: ProductRefs, facts: ProductFacts): WireBody {
  const { name, article, description, isArchived, price } = record;
  return {
    ...(name !== undefined && { name }),
    ...(article !== undefined && { article: article ?? '' }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(isArchived !== undefined && { archived: isArchived }),
    ...(refs.uom && { uom: refs.uom }),
    ...(refs.folder !== undefined && { productFolder: refs.folder }),
    ...(price !== undefined && {
      salePrices: [{ value: price, priceType: facts.priceType, ...(facts.currency && { currency: facts.currency }) }],
    }),
  };
}

/** What MoySklad tells of a counterparty. People of a company are others there, so a company tells no names of people. */
export function clientFrom(row: WireCounterparty): ClientRecord {
  const { name = '', legalFirstName, legalLastName, legalMiddleName } = row;
  const isNamed = !!(legalFirstName || legalLastName);
  const people = {
    firstName: isNamed ? legalFirstName || null : name,
    lastName: legalLastName || null,
    middleName: legalMiddleName || null,
  };
  return {
    subject: 'clients',
    externalId: row.id,
    ...(isPerson(row) ? { company: null, ...people } : { company: name }),
    phone: row.phone || null,
    email: row.email || null,
    address: row.actualAddress || null,
    note: row.description || null,
    isArchived: row.archived ?? false,
  };
}

function isPerson({ companyType }: WireCounterparty): boolean {
  return companyType?.startsWith('individual') ?? false;
}

/** A client as MoySklad is told of it; `isNew` tells it what kind of client that is, which stays as people there set it. */
export function clientTo(record: Partial<Given<ClientRecord>>, isNew: boolean): WireBody {
  const { company, phone, email, address, note, isArchived } = record;
  return {
    ...(company ? { name: company } : namesTo(record)),
    ...(isNew && { companyType: company ? 'legal' : 'individual' }),
    ...(phone !== undefined && { phone: phone ?? '' }),
    ...(email !== undefined && { email: email ?? '' }),
    ...(address !== undefined && { actualAddress: address ?? '' }),
    ...(note !== undefined && { description: note ?? '' }),
    ...(isArchived !== undefined && { archived: isArchived }),
  };
}

function namesTo({ firstName, lastName, middleName }: Partial<ClientRecord>): WireBody {
  const name = [lastName, firstName, middleName].filter(Boolean).join(' ');
  if (!name) return {};
  return { name, legalFirstName: firstName ?? '', legalLastName: lastName ?? '', legalMiddleName: middleName ?? '' };
}

/** What of the products of an order must be known to tell its lines. */
export type KnownProducts = ReadonlyMap<string, Pick<WireAssortment, 'name' | 'externalCode'>>;

/**
 * What MoySklad tells of an order; one in its bin is cancelled. Throws `MoySkladFault` where it is in another currency
 * than the account.
 */
export function orderFrom(
  row: WireOrder,
  positions: readonly WirePosition[] | undefined,
  products: KnownProducts,
  facts: OrderFacts,
): OrderRecord {
  const { currency } = row.rate ?? {};
  if (currency && facts.currency && idOf(currency) !== idOf(facts.currency))
    throw new MoySkladFault('refused', [{ parameter: 'rate', error: 'The order is in another currency' }]);
  const clientId = row.agent?.meta.type === 'counterparty' ? idOf(row.agent) : undefined;
  const status = row.deleted ? 'cancelled' : statusFrom(row.state, facts);
  const orderedAt = instantOfMoment(row.moment);
  return {
    subject: 'orders',
    externalId: row.id,
    ...(row.name !== undefined && { number: row.name }),
    ...(clientId && { clientId }),
    ...(status && { status }),
    ...(orderedAt && { orderedAt }),
    dueAt: instantOfMoment(row.deliveryPlannedMoment) ?? null,
    note: row.description || null,
    ...(positions && { lines: positions.map((position) => lineFrom(position, row, products)) }),
    ...(row.payedSum !== undefined && { paid: Math.round(row.payedSum) }),
  };
}

function statusFrom(state: WireRef | undefined, { states, statuses }: OrderFacts): OrderRecord['status'] {
  const id = idOf(state);
  const name = id && states.find((one) => idOf(one) === id)?.name;
  return statuses.find(({ theirs }) => theirs === name)?.ours;
}

/** A line with what it comes to, tax included as here, where a discount or parts of a kopeck make that another sum. */
function lineFrom(position: WirePosition, order: WireOrder, products: KnownProducts): OrderLineRecord {
  const { quantity, price, discount = 0, vat = 0, vatEnabled = true } = position;
  const isTaxAdded = order.vatEnabled === true && order.vatIncluded === false && vatEnabled;
  const exact = isTaxAdded ? price * (1 + vat / 100) : price;
  const unitPrice = Math.round(exact);
  const total = Math.round(exact * quantity * (1 - discount / 100));
  const id = idOf(position.assortment);
  const known = products.get(id ?? '');
  return {
    ...(id && !isWrittenLine(known?.externalCode) && { productId: id }),
    title: known?.name ?? id ?? '',
    quantity,
    unitPrice,
    ...(total !== Math.round(unitPrice * quantity) && { total }),
  };
}

/** What of an order is sent by reference. */
export interface OrderRefs {
  organization?: WireRef | undefined;
  agent?: WireRef | undefined;
  /** What stands in each line, in their order. */
  assortment?: readonly WireRef[] | undefined;
}

/**
 * An order as MoySklad is told of it, less what has been paid: that follows from documents there. Its positions are all
 * there are, so others go. Throws `MoySkladFault` where MoySklad has no such status as is set for ours.
 */
export function orderTo(record: Partial<Given<OrderRecord>>, refs: OrderRefs, facts: OrderFacts): WireBody {
  const { number, orderedAt, dueAt, note, status, lines } = record;
  const state = status && stateTo(status, facts);
  return {
    ...(refs.organization && { organization: refs.organization }),
    ...(refs.agent && { agent: refs.agent }),
    ...(number !== undefined && { name: number }),
    ...(orderedAt && { moment: momentOf(orderedAt) }),
    ...(dueAt !== undefined && { deliveryPlannedMoment: dueAt && momentOf(dueAt) }),
    ...(note !== undefined && { description: note ?? '' }),
    ...(state && { state }),
    // Prices here have the tax in them.
    ...(lines && { vatIncluded: true, positions: lines.map((line, n) => positionTo(line, refs.assortment?.[n])) }),
  };
}

function stateTo(status: NonNullable<OrderRecord['status']>, facts: OrderFacts): WireRef | undefined {
  const name = facts.statuses.find(({ ours }) => ours === status)?.theirs;
  if (name === undefined) return undefined;
  const state = facts.states.find((one) => one.name === name);
  if (!state) throw new MoySkladFault('refused', [{ parameter: 'state', error: `There is no status “${name}”` }]);
  return refOf(state);
}

function positionTo(line: OrderLineRecord & { total?: Money }, assortment: WireRef | undefined): WireBody {
  const { quantity, unitPrice, total } = line;
  const full = quantity * unitPrice;
  const discount = total === undefined || !full ? 0 : Number((100 * (1 - total / full)).toFixed(10));
  return { quantity, price: unitPrice, discount, assortment };
}

const WRITTEN_LINE = 'verstak-line-';

/** By what a service is known that stands in MoySklad for a line that is written freely: one for each title. */
export function writtenLineCode(title: string): string {
  return WRITTEN_LINE + createHash('sha256').update(title).digest('hex').slice(0, 32);
}

/** Whether a service stands for a line that is written freely. */
export function isWrittenLine(externalCode: string | undefined): boolean {
  return externalCode?.startsWith(WRITTEN_LINE) ?? false;
}
