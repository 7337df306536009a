/** What MoySklad says of a thing besides the thing: where it is, and of a list, how it goes on. */
export interface WireMeta {
  href: string;
  type: string;
  size?: number;
  nextHref?: string;
}

/** By what one thing refers to another. */
export interface WireRef {
  meta: WireMeta;
}

/** A list, or a page of one. */
export interface WireList<T> {
  meta?: WireMeta;
  rows: T[];
}

/** What every thing has. Dates are texts of Moscow's clock, sums are kopecks, what is empty is left out. */
export interface WireEntity extends WireRef {
  id: string;
  name?: string;
  description?: string;
  externalCode?: string;
  updated: string;
  archived?: boolean;
}

export interface WirePrice {
  value: number;
  currency?: WireRef;
  priceType?: { id?: string; name?: string } & Partial<WireRef>;
}

/** A product, service, bundle or variant. */
export interface WireAssortment extends WireEntity {
  article?: string;
  /** The names of the folders that it lies in, by `/`; empty where it lies in none. */
  pathName?: string;
  uom?: WireRef;
  salePrices?: WirePrice[];
}

export interface WireCounterparty extends WireEntity {
  companyType?: string;
  legalFirstName?: string;
  legalLastName?: string;
  legalMiddleName?: string;
  phone?: string;
  email?: string;
  actualAddress?: string;
}

export interface WirePosition {
  quantity: number;
  /** Of one, without the discount. */
  price: number;
  /** Percent. */
  discount?: number;
  vat?: number;
  vatEnabled?: boolean;
  assortment: WireRef;
}

export interface WireOrder extends WireEntity {
  moment?: string;
  deliveryPlannedMoment?: string;
  deleted?: string;
  agent?: WireRef;
  state?: WireRef;
  rate?: { currency?: WireRef };
  vatEnabled?: boolean;
  vatIncluded?: boolean;
  payedSum?: number;
  /** The rows are there by `expand` alone, and no more than a hundred of them. */
  positions?: { meta: WireMeta; rows?: WirePosition[] };
}

/** A body that is sent: what stands in it is another, what does not stays as it was. */
export type WireBody = Record<string, unknown>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id at the end of an address of MoySklad's; `undefined` where there is none. */
export function idOf(ref: Partial<WireRef> | undefined): string | undefined {
  const href: unknown = ref?.meta?.href;
  const last = typeof href === 'string' ? href.split('?')[0]?.split('/').at(-1) : undefined;
  return isId(last) ? last.toLowerCase() : undefined;
}

/** Whether something is an id as MoySklad gives them. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}
