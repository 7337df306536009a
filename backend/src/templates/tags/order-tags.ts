import { dueFor, type Money, type PaymentState } from '@verstak/domain';
import { DateTime } from 'luxon';
import { Client } from '../../clients/client.js';
import { Order, OrderItem } from '../../orders/order.js';
import { saidDetails } from '../../orders/said-details.js';
import { STATUS_WORDS } from '../../orders/status-words.js';
import type { ExportLanguage } from '../../platform/exports/table.js';
import { sumsOf, writtenAmount, writtenCalendarDay, writtenDay, writtenDecimal } from '../../workshop/writing.js';
import { minutes, PART_TAGS, type PartSource } from './part-tags.js';
import { sumInWords } from './sum-in-words.js';
import { list, picture, readerOf, text, under, type Making, type Tag } from './tag.js';
import type { TagReading } from './tag-reading.js';

/** What a settlement is called; the console says the same. */
const PAYMENTS: Record<ExportLanguage, Record<PaymentState, string>> = {
  ru: {
    nothing: 'платить не за что',
    none: 'не оплачен',
    part: 'оплачен частично',
    paid: 'оплачен',
    over: 'переплата',
    refund: 'к возврату',
  },
  en: {
    nothing: 'nothing to pay',
    none: 'not paid',
    part: 'paid in part',
    paid: 'paid',
    over: 'paid too much',
    refund: 'to be given back',
  },
};

/** An order and its client as their reader may read them, and what belongs to them. */
export interface OrderSource {
  order: Partial<Order>;
  client?: Partial<Client> | undefined;
  read: TagReading;
}

interface ItemSource extends OrderSource {
  item: Partial<OrderItem>;
  position: number;
}

const money = (sum: Money | undefined, making: Making): string | undefined =>
  sum === undefined ? undefined : sumsOf(making)(sum);
const inWords = (sum: Money | undefined, making: Making): string | undefined =>
  sum === undefined ? undefined : sumInWords(sum, making);

/** What is still to be paid, of whom may read it. */
function left({ total, paid, status }: Partial<Order>): Money | undefined {
  return total === undefined || paid === undefined || !status ? undefined : dueFor({ total, paid, status });
}

const PARTS = ['parts', ['Детали', 'Parts']] as const;

/** The parts of an order, or of one of its items, each with what reads more of it. */
async function partsOf({ order, read }: OrderSource, item?: Partial<OrderItem>): Promise<PartSource[]> {
  return (await read.partsOf(order, item)).map((part) => ({ part, read }));
}

const ITEM_TAGS: readonly Tag<ItemSource>[] = [
  text('position', ['Номер по порядку', 'Number in the list'], ({ position }) => String(position)),
  text('title', ['Позиция', 'Item'], ({ item }) => item.title),
  text('product', ['Изделие', 'Product'], ({ item }) => item.product),
  text('details', ['Что выбрано и заполнено', 'What was chosen and filled in'], ({ item }, { lang }) =>
    saidDetails(item.details, lang).join('\n'),
  ),
  text('wishes', ['Пожелания', 'Wishes'], ({ item }) => item.wishes),
  text('quantity', ['Количество', 'Quantity'], ({ item }, making) => writtenDecimal(item.quantity ?? 0, making)),
  text('unit', ['Единица', 'Unit'], ({ item }) => item.unit),
  text('amount', ['Количество с единицей', 'Quantity with unit'], ({ item: { quantity = 0, unit = '' } }, making) =>
    writtenAmount({ quantity, unit }, making),
  ),
  text(
    'price',
    ['Цена', 'Price'],
    ({ item }, making) => money(item.unitPrice, making),
    readerOf(OrderItem, 'unitPrice'),
  ),
  text(
    'discount',
    ['Скидка, %', 'Discount, %'],
    ({ item }, making) => (item.discountPercent ? writtenDecimal(item.discountPercent, making) : undefined),
    readerOf(OrderItem, 'discountPercent'),
  ),
  text('total', ['Сумма', 'Sum'], ({ item }, making) => money(item.total, making), readerOf(OrderItem, 'total')),
  text(
    'gross',
    ['Сумма без скидки', 'Sum before discount'],
    ({ item }, making) => money(item.gross, making),
    readerOf(OrderItem, 'gross'),
  ),
  text('master', ['Исполнитель', 'Assigned to'], ({ item }) => item.masterName),
  text('route', ['Маршрут', 'Route'], ({ item }) => item.routeName),
  text(
    'plannedMinutes',
    ['Норма времени, мин', 'Norm, minutes'],
    async ({ item, order, read }, making) => minutes(await read.plannedSecondsOf(order, item), making),
    'parts:read',
  ),
  picture('picture', ['Картинка позиции или изделия', 'Picture of the item or its product'], ({ item, order, read }) =>
    read.pictureOfItem(order, item),
  ),
  list<ItemSource, PartSource>(
    ...PARTS,
    (source) => partsOf(source, source.item),
    () => PART_TAGS,
    'parts:read',
  ),
];

const CLIENT_TAGS: readonly Tag<Partial<Client>>[] = [
  text('name', ['Клиент', 'Client'], ({ name }) => name),
  text('company', ['Организация клиента', 'Company of the client'], ({ company }) => company),
  text('person', ['Имя клиента', 'Name of the person'], ({ firstName, middleName, lastName }) =>
    [firstName, middleName, lastName].filter(Boolean).join(' '),
  ),
  text('phone', ['Телефон клиента', 'Phone of the client'], ({ phone }) => phone, readerOf(Client, 'phone')),
  text('email', ['Эл. почта клиента', 'E-mail of the client'], ({ email }) => email, readerOf(Client, 'email')),
  text('address', ['Адрес клиента', 'Address of the client'], ({ address }) => address, readerOf(Client, 'address')),
];

const TEXTS: readonly Tag<OrderSource>[] = [
  text('number', ['Номер заказа', 'Order number'], ({ order }) => order.number?.toString()),
  text(
    'status',
    ['Состояние заказа', 'Status of the order'],
    ({ order }, { lang }) => order.status && STATUS_WORDS[lang][order.status],
  ),
  text('client', ['Клиент, как он записан в заказе', 'Client as the order has it'], ({ order }) => order.clientName),
  text(
    'ordered',
    ['Когда принят', 'When it was taken'],
    ({ order }, making) => order.orderedAt && writtenDay(order.orderedAt, making),
  ),
  text('due', ['Срок', 'Due'], ({ order }, making) => order.dueAt && writtenDay(order.dueAt, making)),
  text('manager', ['Менеджер', 'Manager'], ({ order }) => order.managerName),
  text('note', ['Примечание к заказу', 'Note of the order'], ({ order }) => order.note),
  text(
    'deliveryAddress',
    ['Адрес доставки', 'Delivery address'],
    ({ order }) => order.deliveryAddress,
    readerOf(Order, 'deliveryAddress'),
  ),
  text('total', ['Итого', 'Total'], ({ order }, making) => money(order.total, making), readerOf(Order, 'total')),
  text(
    'totalInWords',
    ['Итого прописью', 'Total in words'],
    ({ order }, making) => inWords(order.total, making),
    readerOf(Order, 'total'),
  ),
  text(
    'gross',
    ['Итого без скидок', 'Total before discounts'],
    ({ order }, making) => money(order.gross, making),
    readerOf(Order, 'gross'),
  ),
  text(
    'discount',
    ['Скидка', 'Discount'],
    ({ order: { gross, total } }, making) =>
      gross === undefined || total === undefined || gross === total ? undefined : money(gross - total, making),
    readerOf(Order, 'gross'),
  ),
  text('paid', ['Оплачено', 'Paid'], ({ order }, making) => money(order.paid, making), readerOf(Order, 'paid')),
  text('left', ['К оплате', 'To pay'], ({ order }, making) => money(left(order), making), readerOf(Order, 'paid')),
  text(
    'leftInWords',
    ['К оплате прописью', 'To pay, in words'],
    ({ order }, making) => inWords(left(order), making),
    readerOf(Order, 'paid'),
  ),
  text(
    'payment',
    ['Состояние оплаты', 'State of payment'],
    ({ order }, { lang }) => order.payment && PAYMENTS[lang][order.payment],
    readerOf(Order, 'payment'),
  ),
  text('itemsTotal', ['Сколько позиций', 'How many items'], ({ order }) => String(order.items?.length ?? 0)),
  text('partsTotal', ['Сколько деталей', 'How many parts'], ({ order }) => order.partsTotal?.toString()),
  text('plannedMinutes', ['Норма времени заказа, мин', 'Norm of the order, minutes'], ({ order }, making) =>
    minutes(order.plannedSeconds || undefined, making),
  ),
  text('validUntil', ['До какого дня действует предложение', 'Until when an offer holds'], (_source, making) =>
    writtenCalendarDay(
      DateTime.fromISO(making.today).plus({ days: making.validDays }).toISODate() ?? making.today,
      making,
    ),
  ),
  picture('qr', ['QR-код заказа', 'QR code of the order'], ({ order, read }) =>
    order.id ? read.orderCode(String(order.id)) : undefined,
  ),
];

/** What every template says of an order and its client: without lists, for what belongs to one. */
export const ORDER_TEXTS: readonly Tag<OrderSource>[] = [
  ...under<OrderSource, OrderSource>('order', TEXTS, (source) => source),
  ...under<Partial<Client>, OrderSource>('client', CLIENT_TAGS, ({ client }) => client),
];

/** What templates of orders say. */
export const ORDER_TAGS: readonly Tag<OrderSource>[] = [
  ...ORDER_TEXTS,
  list<OrderSource, ItemSource>(
    'items',
    ['Позиции', 'Items'],
    (source) => (source.order.items ?? []).map((item, index) => ({ ...source, item, position: index + 1 })),
    () => ITEM_TAGS,
  ),
  list<OrderSource, PartSource>(
    ...PARTS,
    (source) => partsOf(source),
    () => PART_TAGS,
    'parts:read',
  ),
];
