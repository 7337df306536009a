import type { ItemAnswer, Order, OrderItem } from '@verstak/api';
import { type CalendarDay, type Money, type PricedLine, lineTotal, orderTotal } from '@verstak/domain';
import { dayOf } from '../../../core/i18n/format';
import { makerOf } from './maker';

/** One line of an order as it is typed: empty texts and `null` where nothing is. */
export interface LineDraft {
  /** Empty for a line that is not stored yet. */
  id: string;
  title: string;
  product: string;
  /** The product of the catalog; empty for what stands in none. */
  productId: string;
  choiceIds: string[];
  answers: ItemAnswer[];
  wishes: string;
  quantity: number | null;
  unit: string;
  /** Minor units. */
  unitPrice: number | null;
  discountPercent: number | null;
  /** What a unit costs where that is told, in minor units. */
  unitCost: number | null;
  /** Who makes it: an id, `NO_WORK`, or nobody yet. */
  masterId: string;
}

/** An order as it is typed; fields are named as in the API, so that its faults find them. */
export interface OrderDraft {
  clientId: string;
  dueAt: CalendarDay;
  note: string;
  /** Empty where it is picked up. */
  deliveryAddress: string;
  /** Minor units. */
  paid: number | null;
  items: LineDraft[];
}

export const EMPTY_ORDER: OrderDraft = {
  clientId: '',
  dueAt: '',
  note: '',
  deliveryAddress: '',
  paid: null,
  items: [],
};

/** A line with nothing in it yet; goods are counted in pieces unless told otherwise. */
export function blankLine(unit: string): LineDraft {
  return {
    id: '',
    title: '',
    product: '',
    productId: '',
    choiceIds: [],
    answers: [],
    wishes: '',
    quantity: 1,
    unit,
    unitPrice: null,
    discountPercent: null,
    unitCost: null,
    masterId: '',
  };
}

/** Whether a new line holds nothing that would be missed; such a line is not sent. */
export function isBlank({ id, title, product, wishes, unitPrice }: LineDraft): boolean {
  return !id && !title.trim() && !product.trim() && !wishes.trim() && unitPrice === null;
}

/** The line's total in minor units, as the server will count it; nothing while a figure is missing. */
export function totalOfLine(line: LineDraft): Money {
  return lineTotal(priced(line));
}

/** The order's total in minor units. */
export function totalOfLines(lines: readonly LineDraft[]): Money {
  return orderTotal(lines.map(priced));
}

function priced({ quantity, unitPrice, discountPercent }: LineDraft): PricedLine {
  return { quantity: quantity ?? 0, unitPrice: unitPrice ?? 0, discountPercent: discountPercent ?? 0 };
}

/** A stored line as it is typed. */
export function lineOf(item: OrderItem): LineDraft {
  return {
    id: item.id,
    title: item.title,
    product: item.product ?? '',
    productId: item.productId ?? '',
    choiceIds: item.choiceIds ?? [],
    answers: item.answers ?? [],
    wishes: item.wishes ?? '',
    quantity: item.quantity,
    unit: item.unit,
    unitPrice: item.unitPrice ?? null,
    discountPercent: item.discountPercent || null,
    unitCost: item.unitCost ?? null,
    masterId: makerOf(item),
  };
}

/** A stored order as it is typed; days are those of the workshop's zone. */
export function draftOf(order: Order, timeZone: string): OrderDraft {
  return {
    clientId: order.clientId,
    dueAt: order.dueAt ? dayOf(new Date(order.dueAt), timeZone) : '',
    note: order.note ?? '',
    deliveryAddress: order.deliveryAddress ?? '',
    paid: order.paid ?? null,
    items: order.items.map(lineOf),
  };
}

/** A copy of an order to take anew: same client and lines, without dates and payments. */
export function copyOf(order: Order): OrderDraft {
  const items = order.items.map((item) => ({ ...lineOf(item), id: '' }));
  const { clientId, note = '', deliveryAddress = '' } = order;
  return { clientId, dueAt: '', note, deliveryAddress, paid: null, items };
}
