import type { Money, OrderStatus } from '@verstak/domain';

/** A product as systems tell each other of it; what a system does not tell is `undefined`, what it has cleared `null`. */
export interface ProductRecord {
  subject: 'products';
  /** What the other system calls it by: at most 100 letters. */
  externalId: string;
  name?: string;
  article?: string | null;
  unit?: string;
  description?: string | null;
  /** The names of its category and of those that one lies in, the outermost first. */
  category?: readonly string[];
  /** For one unit, in minor units of the workshop's currency. */
  price?: Money;
  /** How much of it there is, in its unit. */
  stock?: number;
  /** A product that is new here is sold from stock, though how much of it there is comes later. */
  isStocked?: boolean;
  isArchived?: boolean;
}

/** Somebody who orders. */
export interface ClientRecord {
  subject: 'clients';
  externalId: string;
  company?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  middleName?: string | null;
  phone?: string | null;
  email?: string | null;
  address?: string | null;
  note?: string | null;
  isArchived?: boolean;
}

/** One line of an order. */
export interface OrderLineRecord {
  /** The product in the other system; without one it is written freely. */
  productId?: string;
  title: string;
  quantity: number;
  /** For one unit, in minor units. */
  unitPrice: Money;
  note?: string;
  /** What all of it comes to, in minor units, where a discount makes that another sum. */
  total?: Money;
}

/** An order with its lines. */
export interface OrderRecord {
  subject: 'orders';
  externalId: string;
  /** The number by which people know it in the system it comes from. */
  number?: string;
  /** The client in the other system. */
  clientId?: string;
  status?: OrderStatus;
  orderedAt?: Date;
  dueAt?: Date | null;
  note?: string | null;
  lines?: readonly OrderLineRecord[];
  /** What has been paid for it, in minor units. */
  paid?: Money;
}

/** What one system tells another of one document. */
export type ExchangedRecord = ProductRecord | ClientRecord | OrderRecord;

/** A record that another system may not know yet. */
export type GivenRecord = ExchangedRecord extends infer R
  ? R extends ExchangedRecord
    ? Omit<R, 'externalId'> & { externalId?: string }
    : never
  : never;

/** The fields of a record by their names, with `null` for one that is empty. */
export type RecordFields = Record<string, unknown>;

/** Some of the fields; those that are not there are left out. */
export function picked(fields: RecordFields, names: readonly string[]): RecordFields {
  return Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
}
