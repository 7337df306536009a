import type { OrderStatus } from '@verstak/domain';
import type { MoySkladClient } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import { idOf, type WireEntity, type WireRef } from './moysklad-wire.js';

/** What of an account must be known to read and write products: units and prices are told by reference. */
export interface ProductFacts {
  /** Names of units by their ids; those that are made on the way come to them. */
  units: Map<string, string>;
  /** The currency in which the account is kept; what is in another one is not taken. */
  currency: WireRef | undefined;
  /** Which of the prices of a product is its price. */
  priceType: WireRef;
}

/** Which status there is which here: the first of several for one of ours is the one that is given. */
export interface StatusPair {
  ours: OrderStatus;
  theirs: string;
}

/** What of an account must be known to read and write orders. */
export interface OrderFacts {
  currency: WireRef | undefined;
  /** Whose orders they are: the company in whose name the account is kept. */
  organization: WireRef | undefined;
  /** Every status of an order. */
  states: readonly WireEntity[];
  statuses: readonly StatusPair[];
}

/** Reads what must be known for products; `priceType` is a name, the first type stands for none. Throws `MoySkladFault`. */
export async function readProductFacts(client: MoySkladClient, priceType?: string): Promise<ProductFacts> {
  const units = await client.all<WireEntity>('entity/uom');
  const types = await client.ask<WireEntity[]>('context/companysettings/pricetype');
  const type = chosen(Array.isArray(types) ? types : [], priceType, 'price type');
  if (!type) throw new MoySkladFault('not_understood', [{ error: 'There are no price types' }]);
  return { units: namesOf(units), currency: await readCurrency(client), priceType: refOf(type) };
}

/** Reads what must be known for orders; `organization` is a name, the first one stands for none. Throws `MoySkladFault`. */
export async function readOrderFacts(
  client: MoySkladClient,
  statuses: readonly StatusPair[],
  organization?: string,
): Promise<OrderFacts> {
  const metadata = await client.ask<{ states?: WireEntity[] }>('entity/customerorder/metadata');
  const company = chosen(await client.all<WireEntity>('entity/organization'), organization, 'organization');
  return {
    currency: await readCurrency(client),
    organization: company && refOf(company),
    states: metadata?.states ?? [],
    statuses,
  };
}

async function readCurrency(client: MoySkladClient): Promise<WireRef | undefined> {
  const currencies = await client.all<WireEntity & { default?: boolean }>('entity/currency');
  const own = currencies.find((currency) => currency.default);
  return own && refOf(own);
}

function chosen(all: readonly WireEntity[], name: string | undefined, what: string): WireEntity | undefined {
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (!found && name !== undefined)
    throw new MoySkladFault('refused', [{ parameter: what, error: `There is no ${what} “${name}”` }]);
  return found;
}

function namesOf(entities: readonly WireEntity[]): Map<string, string> {
  return new Map(entities.map((entity) => [idOf(entity) ?? '', entity.name ?? '']));
}

/** A thing as others refer to it. */
export function refOf({ meta: { href, type } }: WireRef): WireRef {
  return { meta: { href, type } };
}
