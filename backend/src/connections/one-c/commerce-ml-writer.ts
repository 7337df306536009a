import { formatDecimal, lineTotal, type Money, type OrderStatus } from '@verstak/domain';
import { DateTime } from 'luxon';
import type { ClientRecord, OrderLineRecord, OrderRecord } from '../records.js';

/** An order as it is sent, with who ordered. */
export interface SentOrder {
  order: OrderRecord;
  client?: ClientRecord;
}

/** What orders are written by. */
export interface OrderWriting {
  /** Of the workshop (ISO 4217), and its decimal places. */
  currency: string;
  digits: number;
  timeZone: string;
  /** When the file is made. */
  at: Date;
  /** What 1C is told of each status; where it is told none, 1C keeps its own. */
  statusWords: Readonly<Partial<Record<OrderStatus, string>>>;
}

/** The version of the scheme that files are written in, and that 1C is told. */
export const SCHEMA_VERSION = '2.08';

/** Orders as a file of CommerceML in UTF-8, piece by piece: one order at a time is held. */
export async function* writeOrders(
  orders: AsyncIterable<SentOrder> | Iterable<SentOrder>,
  writing: OrderWriting,
): AsyncGenerator<string> {
  const made = local(writing.at, writing).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<КоммерческаяИнформация ВерсияСхемы="${SCHEMA_VERSION}" ДатаФормирования="${made}">\n`;
  for await (const sent of orders) yield `${documentOf(sent, writing)}\n`;
  yield '</КоммерческаяИнформация>\n';
}

/** An element of others, or of a text; without either there is none. */
function element(name: string, content: readonly string[] | string | undefined): string {
  if (content === undefined) return '';
  return `<${name}>${typeof content === 'string' ? escape(content) : content.join('')}</${name}>`;
}

/** What XML 1.0 has no letters for is left out. */
const NO_LETTERS = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

function escape(text: string): string {
  return text.replace(NO_LETTERS, '').replace(/[&<>"\r]/g, (letter) => ENTITIES[letter] ?? letter);
}

function local(instant: Date, { timeZone }: OrderWriting): DateTime {
  return DateTime.fromJSDate(instant, { zone: timeZone });
}

function documentOf({ order, client }: SentOrder, writing: OrderWriting): string {
  const { currency, digits } = writing;
  const { lines = [] } = order;
  const at = order.orderedAt && local(order.orderedAt, writing);
  return element('Документ', [
    element('Ид', order.externalId),
    element('Номер', order.number),
    element('Дата', at?.toFormat('yyyy-MM-dd')),
    element('ХозОперация', 'Заказ товара'),
    element('Роль', 'Продавец'),
    element('Валюта', currency === 'RUB' ? 'руб' : currency),
    element('Курс', '1'),
    element('Сумма', formatDecimal(totalOf(lines), digits)),
    element('Контрагенты', client && [clientOf(client)]),
    element('Время', at?.toFormat('HH:mm:ss')),
    element('Комментарий', order.note ?? undefined),
    element(
      'Товары',
      order.lines?.map((line) => goodOf(line, digits)),
    ),
    element('ЗначенияРеквизитов', requisitesOf(order, writing)),
  ]);
}

function clientOf(client: ClientRecord): string {
  const { company, lastName, firstName, middleName, phone, email, address } = client;
  const person = [lastName, firstName, middleName].filter(Boolean).join(' ');
  const name = company || person || client.externalId;
  const contacts = [contactOf('Телефон рабочий', phone), contactOf('Почта', email)].filter(Boolean);
  return element('Контрагент', [
    element('Ид', client.externalId),
    element('Наименование', name),
    element('Роль', 'Покупатель'),
    ...(company ? [element('ОфициальноеНаименование', company)] : [element('ПолноеНаименование', name)]),
    element('Фамилия', lastName || undefined),
    element('Имя', firstName || undefined),
    element('Отчество', middleName || undefined),
    element('АдресРегистрации', address ? [element('Представление', address)] : undefined),
    element('Контакты', contacts.length ? contacts : undefined),
  ]);
}

function contactOf(type: string, value: string | null | undefined): string {
  return value ? element('Контакт', [element('Тип', type), element('Значение', value)]) : '';
}

const PIECE = '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>';

/** 1C knows its own good by its id, with its unit; what is written freely is a service to it. */
function goodOf(line: OrderLineRecord, digits: number): string {
  const kind = line.productId === undefined ? 'Услуга' : 'Товар';
  return element('Товар', [
    element('Ид', line.productId),
    element('Наименование', line.title),
    line.productId === undefined ? PIECE : '',
    element('ЦенаЗаЕдиницу', formatDecimal(line.unitPrice, digits)),
    element('Количество', String(line.quantity)),
    element('Сумма', formatDecimal(sumOf(line), digits)),
    element('Скидки', discountOf(line, digits)),
    element('Описание', line.note),
    element('ЗначенияРеквизитов', [requisite('ВидНоменклатуры', kind), requisite('ТипНоменклатуры', kind)]),
  ]);
}

/** What a line comes to, with its discount. */
function sumOf({ total, ...line }: OrderLineRecord): Money {
  return total ?? lineTotal(line);
}

function totalOf(lines: readonly OrderLineRecord[]): Money {
  return lines.reduce((sum, line) => sum + sumOf(line), 0);
}

function discountOf(line: OrderLineRecord, digits: number): string[] | undefined {
  const discount = lineTotal(line) - sumOf(line);
  if (discount <= 0) return undefined;
  const told = [element('Сумма', formatDecimal(discount, digits)), element('УчтеноВСумме', 'true')];
  return [element('Скидка', [element('Наименование', 'Скидка'), ...told])];
}

function requisitesOf(order: OrderRecord, writing: OrderWriting): string[] {
  const { status, dueAt, paid, lines = [] } = order;
  const word = status && writing.statusWords[status];
  const isPaid = paid !== undefined && paid > 0 && paid >= totalOf(lines);
  return [
    ...(word ? [requisite('Статус заказа', word)] : []),
    ...(status ? [requisite('Отменен', String(status === 'cancelled'))] : []),
    ...(dueAt ? [requisite('Дата отгрузки', local(dueAt, writing).toFormat("yyyy-MM-dd'T'HH:mm:ss"))] : []),
    ...(paid === undefined
      ? []
      : [requisite('Заказ оплачен', String(isPaid)), requisite('Сумма оплаты', formatDecimal(paid, writing.digits))]),
  ];
}

function requisite(name: string, value: string): string {
  return element('ЗначениеРеквизита', [element('Наименование', name), element('Значение', value)]);
}
