import { dueFor } from '@verstak/domain';
import type { Client } from '../clients/client.js';
import type { PdfPages, PrintedCell, PrintedColumn } from '../platform/exports/pdf-pages.js';
import { accountOf, letterheadOf } from '../workshop/letterhead.js';
import { sumsOf, writtenAmount, writtenDay, writtenDecimal, type Printing, type Writing } from '../workshop/writing.js';
import type { Order, OrderItem } from './order.js';
import { belowTitle } from './order-writing.js';

const WORDS = {
  ru: {
    order: 'Заказ №',
    job: 'Наряд. Заказ №',
    client: 'Заказчик',
    phone: 'Телефон',
    email: 'Эл. почта',
    address: 'Адрес',
    ordered: 'Принят',
    due: 'Срок',
    manager: 'Менеджер',
    delivery: 'Доставка',
    note: 'Примечание',
    row: '№',
    item: 'Что сделать',
    quantity: 'Кол-во',
    price: 'Цена',
    discount: 'Скидка',
    sum: 'Сумма',
    gross: 'До скидки',
    total: 'Итого',
    paid: 'Оплачено',
    left: 'К оплате',
    account: 'Для оплаты',
    master: 'Исполнитель',
    done: 'Готово',
    signed: ['Принял', 'Заказчик'],
    made: ['Выполнил', 'Проверил'],
  },
  en: {
    order: 'Order No.',
    job: 'Job sheet. Order No.',
    client: 'Client',
    phone: 'Phone',
    email: 'E-mail',
    address: 'Address',
    ordered: 'Ordered',
    due: 'Due',
    manager: 'Manager',
    delivery: 'Delivery',
    note: 'Note',
    row: 'No.',
    item: 'What to make',
    quantity: 'Qty',
    price: 'Price',
    discount: 'Discount',
    sum: 'Sum',
    gross: 'Before discount',
    total: 'Total',
    paid: 'Paid',
    left: 'To pay',
    account: 'Pay to',
    master: 'Assigned to',
    done: 'Done',
    signed: ['Taken by', 'Client'],
    made: ['Made by', 'Checked by'],
  },
} as const;

/** An order with its client, where the reader may see whom to reach and how. */
export interface PrintedOrder {
  order: Order;
  client?: Client | undefined;
}

/** The form of an order for its client: what, for how much, by when. */
export function drawOrderForm(pages: PdfPages, { order, client }: PrintedOrder, writing: Printing): void {
  const words = WORDS[writing.lang];
  const money = sumsOf(writing);
  const { workshop, logo, lang } = writing;
  pages.title(`${words.order} ${order.number}`, letterheadOf(workshop, lang, logo));
  pages.facts([
    [words.client, order.clientName],
    [words.phone, client?.phone],
    [words.email, client?.email],
    [words.address, client?.address],
    [words.ordered, writtenDay(order.orderedAt, writing)],
    [words.due, order.dueAt && writtenDay(order.dueAt, writing)],
    [words.manager, order.managerName],
    [words.delivery, order.deliveryAddress],
    [words.note, order.note],
  ]);
  const hasDiscount = order.items.some(({ discountPercent }) => discountPercent);
  const columns: PrintedColumn[] = [
    { title: words.row, share: 0.05 },
    { title: words.item, share: hasDiscount ? 0.44 : 0.53 },
    { title: words.quantity, share: 0.12, align: 'right' },
    { title: words.price, share: 0.15, align: 'right' },
    ...(hasDiscount ? [{ title: words.discount, share: 0.09, align: 'right' } as const] : []),
    { title: words.sum, share: 0.15, align: 'right' },
  ];
  const rows = order.items.map((item, index) => [
    { text: String(index + 1) },
    whatToMake(item, writing),
    { text: writtenAmount(item, writing) },
    { text: money(item.unitPrice) },
    ...(hasDiscount
      ? [{ text: item.discountPercent ? `${writtenDecimal(item.discountPercent, writing)} %` : '' }]
      : []),
    { text: money(item.total) },
  ]);
  pages.table(columns, rows);
  pages.sums([
    ...(order.gross === order.total ? [] : [[words.gross, money(order.gross)] as const]),
    [words.total, money(order.total)],
    ...(order.paid ? [[words.paid, money(order.paid)] as const] : []),
    [words.left, money(dueFor(order))],
  ]);
  if (dueFor(order) > 0) pages.facts([[words.account, accountOf(workshop, lang)]]);
  pages.signatures(words.signed);
}

/** What masters are to make: neither whose it is nor what it costs. */
export function drawJobSheet(pages: PdfPages, { order }: PrintedOrder, writing: Printing): void {
  const words = WORDS[writing.lang];
  const { workshop, logo } = writing;
  pages.title(`${words.job} ${order.number}`, { name: workshop.name, ...(logo ? { logo } : {}) });
  pages.facts([
    [words.due, order.dueAt && writtenDay(order.dueAt, writing)],
    [words.manager, order.managerName],
  ]);
  const columns: PrintedColumn[] = [
    { title: words.row, share: 0.05 },
    { title: words.item, share: 0.53 },
    { title: words.quantity, share: 0.12, align: 'right' },
    { title: words.master, share: 0.2 },
    { title: words.done, share: 0.1 },
  ];
  const rows = order.items.map((item, index) => [
    { text: String(index + 1) },
    whatToMake(item, writing),
    { text: writtenAmount(item, writing) },
    { text: item.masterName ?? '' },
    { text: '' },
  ]);
  pages.table(columns, rows);
  pages.signatures(words.made);
}

function whatToMake(item: OrderItem, writing: Writing): PrintedCell {
  const below = belowTitle(item, writing).join('\n');
  return { text: item.title, ...(below ? { below } : {}) };
}
