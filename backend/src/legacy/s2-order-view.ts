import { dayIn, divideHalfUp, formatDecimal, QUANTITY_PLACES, type Money, type OrderStatus } from '@verstak/domain';
import type { Config } from '../platform/config/config.module.js';
import type { Client } from '../clients/client.js';
import type { Order } from '../orders/order.js';
import type { S2Order, S2OrderListItem, S2Status } from './s2-order.dto.js';

const SCALE = 10 ** QUANTITY_PLACES;

/** What days and sums of the workshop are counted in. */
type Counting = Pick<Config, 'timeZone' | 'currencyDigits'>;

/** What S2 reads of an order. */
export function shownOrder(
  order: Order,
  client: Client | undefined,
  { timeZone, currencyDigits: digits }: Counting,
): S2Order {
  return {
    ...fieldsOf(order, timeZone),
    client: { ...shownClient(order, client), mobile_phone: client?.phone ?? '' },
    price: Number(formatDecimal(priceOf(order), digits)),
    total_price: Number(formatDecimal(order.total, digits)),
  };
}

/** What S2 reads of an order in a list. */
export function listedOrder(
  order: Order,
  client: Client | undefined,
  { timeZone, currencyDigits: digits }: Counting,
): S2OrderListItem {
  return {
    id: order.number,
    ...fieldsOf(order, timeZone),
    client: shownClient(order, client),
    price: decimalText(priceOf(order), digits),
    total_price: decimalText(order.total, digits),
  };
}

/** Units with two decimals, as S2 writes them, or with all that the currency has. */
function decimalText(minor: Money, digits: number): string {
  return digits < 2 ? formatDecimal(minor * 10 ** (2 - digits)) : formatDecimal(minor, digits);
}

/** Delivered, cancelled, or anything before. */
export function s2StatusOf(status: OrderStatus): S2Status {
  if (status === 'delivered') return 'Completed';
  return status === 'cancelled' ? 'Cancelled' : 'Pending';
}

/** Titles of all items, joined by a comma. */
export function productOf({ items }: Pick<Order, 'items'>): string {
  return items.map(({ title }) => title).join(', ');
}

/** Quantities of all items together. */
export function quantityOf({ items }: Pick<Order, 'items'>): number {
  return Number(thousandths(items)) / SCALE;
}

/** The unit price of the only item, or the total by quantity rounded half up, in minor units; 0 without items. */
export function priceOf({ items, total }: Pick<Order, 'items' | 'total'>): Money {
  const [only, ...others] = items;
  if (!only) return 0;
  return others.length ? divideHalfUp(BigInt(total) * BigInt(SCALE), thousandths(items)) : only.unitPrice;
}

function thousandths(items: Order['items']): bigint {
  return items.reduce((sum, { quantity }) => sum + BigInt(Math.round(quantity * SCALE)), 0n);
}

function fieldsOf(
  order: Order,
  timeZone: string,
): Pick<S2Order, 'product' | 'quantity' | 'description' | 'status' | 'created_at'> {
  return {
    product: productOf(order),
    quantity: quantityOf(order),
    description: order.note ?? '',
    status: s2StatusOf(order.status),
    created_at: minuteIn(timeZone, order.orderedAt),
  };
}

function shownClient(order: Order, client: Client | undefined): { full_name: string; email: string } {
  const name = client?.company || [client?.firstName, client?.lastName].filter(Boolean).join(' ');
  return { full_name: name || order.clientName, email: client?.email ?? '' };
}

/** `DD.MM.YYYY HH:mm` in a time zone. */
function minuteIn(timeZone: string, instant: Date): string {
  const [year, month, day] = dayIn(timeZone, instant).split('-');
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${day}.${month}.${year} ${time.format(instant)}`;
}
