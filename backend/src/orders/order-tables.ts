import { dayIn, type OrderStatus } from '@verstak/domain';
import type { DocumentColumn } from '../platform/tables/document-columns.js';
import type { ExportLanguage, Value } from '../platform/tables/table.js';
import type { Order, OrderItem } from './order.js';

/** What an export of orders is written with. */
export interface OrderWriting {
  language: ExportLanguage;
  timeZone: string;
}

/** A line of an order beside its order. */
export interface OrderLine {
  order: Order;
  item: OrderItem;
}

/** What a status is called in files; the console says the same. */
export const STATUS_WORDS: Record<ExportLanguage, Record<OrderStatus, string>> = {
  ru: {
    draft: 'черновик',
    confirmed: 'подтверждён',
    in_production: 'в работе',
    ready: 'готов',
    delivered: 'выдан',
    on_hold: 'приостановлен',
    cancelled: 'отменён',
  },
  en: {
    draft: 'draft',
    confirmed: 'confirmed',
    in_production: 'in work',
    ready: 'ready',
    delivered: 'handed over',
    on_hold: 'on hold',
    cancelled: 'cancelled',
  },
};

const NUMBER = { path: 'number', kind: 'number', title: { ru: '№', en: 'No.' } } as const;
const CLIENT = { path: 'clientName', kind: 'text', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;
const STATUS = { path: 'status', kind: 'text', title: { ru: 'Состояние', en: 'Status' }, width: 16 } as const;
const DUE = { path: 'dueAt', kind: 'day', title: { ru: 'Срок', en: 'Due' } } as const;

/** Columns of the sheet of orders. */
export function orderColumns({ language, timeZone }: OrderWriting): DocumentColumn<Order>[] {
  const day = dayOf(timeZone);
  return [
    { ...NUMBER, value: ({ number }) => number },
    { ...STATUS, value: ({ status }) => STATUS_WORDS[language][status] },
    { ...CLIENT, value: ({ clientName }) => clientName },
    {
      path: 'items',
      kind: 'text',
      title: { ru: 'Позиции', en: 'Items' },
      width: 48,
      value: ({ items }) => items.map(({ title, quantity, unit }) => `${title} × ${quantity} ${unit}`).join('; '),
    },
    { path: 'orderedAt', kind: 'day', title: { ru: 'Принят', en: 'Ordered' }, value: (order) => day(order.orderedAt) },
    { ...DUE, value: (order) => day(order.dueAt) },
    {
      path: 'deliveredAt',
      kind: 'day',
      title: { ru: 'Выдан', en: 'Handed over' },
      value: (order) => day(order.deliveredAt),
    },
    { path: 'gross', kind: 'money', title: { ru: 'До скидки', en: 'Before discount' }, value: ({ gross }) => gross },
    { path: 'total', kind: 'money', title: { ru: 'Сумма', en: 'Total' }, value: ({ total }) => total },
    { path: 'paid', kind: 'money', title: { ru: 'Оплачено', en: 'Paid' }, value: ({ paid }) => paid },
    {
      path: 'items.*.masterName',
      kind: 'text',
      title: { ru: 'Исполнители', en: 'Assigned to' },
      value: ({ items }) => [...new Set(items.flatMap(({ masterName }) => masterName ?? []))].join(', '),
    },
    {
      path: 'managerName',
      kind: 'text',
      title: { ru: 'Менеджер', en: 'Manager' },
      value: ({ managerName }) => managerName,
    },
    { path: 'note', kind: 'text', title: { ru: 'Примечание', en: 'Note' }, width: 48, value: ({ note }) => note },
  ];
}

/** Columns of the sheet of lines, one row for each line of each order. */
export function lineColumns({ language, timeZone }: OrderWriting): DocumentColumn<OrderLine>[] {
  const day = dayOf(timeZone);
  return [
    { ...NUMBER, title: { ru: 'Заказ №', en: 'Order no.' }, value: ({ order }) => order.number },
    { ...STATUS, value: ({ order }) => STATUS_WORDS[language][order.status] },
    { ...CLIENT, value: ({ order }) => order.clientName },
    { ...DUE, value: ({ order }) => day(order.dueAt) },
    line('title', 'text', 'Позиция', 'Item', 36),
    line('product', 'text', 'Изделие', 'Product', 36),
    line('wishes', 'text', 'Пожелания', 'Wishes', 48),
    line('quantity', 'quantity', 'Количество', 'Quantity'),
    line('unit', 'text', 'Ед.', 'Unit', 8),
    line('unitPrice', 'money', 'Цена', 'Price'),
    line('discountPercent', 'share', 'Скидка, %', 'Discount, %'),
    line('total', 'money', 'Сумма', 'Total'),
    line('masterName', 'text', 'Исполнитель', 'Assigned to'),
  ];
}

/** The lines of orders, in their order. */
export async function* linesOf(orders: AsyncIterable<Order>): AsyncGenerator<OrderLine> {
  for await (const order of orders) for (const item of order.items) yield { order, item };
}

function line(
  name: keyof OrderItem,
  kind: DocumentColumn<OrderLine>['kind'],
  ru: string,
  en: string,
  width?: number,
): DocumentColumn<OrderLine> {
  return {
    path: `items.*.${name}`,
    kind,
    title: { ru, en },
    ...(width ? { width } : {}),
    value: ({ item }) => item[name],
  };
}

function dayOf(timeZone: string): (instant: Date | undefined) => Value {
  return (instant) => instant && dayIn(timeZone, instant);
}
