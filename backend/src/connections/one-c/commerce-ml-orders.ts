import { lineTotal, type Money, type OrderStatus } from '@verstak/domain';
import { DateTime } from 'luxon';
import type { ClientRecord, OrderLineRecord, OrderRecord } from '../records.js';
import { currencyOf, decimalOf, isTrue, quantityOf, type XmlElement } from './commerce-ml-element.js';
import { faultOf, type RecordFault } from './commerce-ml-fault.js';
import type { Told } from './commerce-ml-goods.js';

/** What documents are read by. */
export interface OrderReading {
  /** Of the workshop (ISO 4217), and its decimal places. */
  currency: string;
  digits: number;
  timeZone: string;
  /** What 1C calls the statuses of its orders, and `Проведен` and `Отгружен`, which its requisites tell. */
  statuses?: Readonly<Record<string, OrderStatus>>;
}

const MOST_ID = 100;

/** What a `Документ` tells of an order, and of who ordered. */
export function orderOf(document: XmlElement, reading: OrderReading): Told<OrderRecord> & { client?: ClientRecord } {
  const id = document.textOf('Ид') || document.textOf('Номер');
  if (!id) return { faults: [faultOf('no_id', 'Ид', '')] };
  if (id.length > MOST_ID) return { externalId: id.slice(0, MOST_ID), faults: [faultOf('id_too_long', 'Ид', id)] };
  const operation = document.textOf('ХозОперация') ?? '';
  const refused = refusalOf(document, operation, reading);
  if (refused) return { externalId: id, faults: [refused] };
  const faults: RecordFault[] = [];
  const client = clientOf(document);
  const requisites = requisitesOf(document);
  const lines = document.child('Товары') && linesOf(document, reading, faults);
  const [number, note] = [document.textOf('Номер'), document.textOf('Комментарий')];
  const orderedAt = instantOf(document.textOf('Дата'), document.textOf('Время'), reading, faults);
  const due = requisites.get('Дата отгрузки');
  const status = statusOf(requisites, reading, faults);
  const paid = paidOf(document, requisites, reading);
  // Of an order whose lines are not understood none are told: half of them would be another order.
  const areWhole = !faults.some(({ reason }) => reason === 'price' || reason === 'quantity');
  const record: OrderRecord = {
    subject: 'orders',
    externalId: id,
    ...(number ? { number } : {}),
    ...(client ? { clientId: client.externalId } : {}),
    ...(status ? { status } : {}),
    ...(orderedAt ? { orderedAt } : {}),
    ...(due === undefined ? {} : { dueAt: instantOf(due, undefined, reading, faults) ?? null }),
    ...(note === undefined ? {} : { note: note || null }),
    ...(lines && areWhole ? { lines } : {}),
    ...(paid === undefined ? {} : { paid }),
  };
  return { externalId: id, record, ...(client ? { client } : {}), faults };
}

function refusalOf(document: XmlElement, operation: string, { currency }: OrderReading): RecordFault | undefined {
  if (!/^Заказ/i.test(operation)) return faultOf('operation', 'ХозОперация', operation);
  if (document.isTooLong) return faultOf('text_too_long', document.name, '');
  const told = document.textOf('Валюта');
  return told && currencyOf(told) !== currency ? faultOf('currency', 'Валюта', told) : undefined;
}

/** The requisites by their names. */
function requisitesOf(document: XmlElement): Map<string, string> {
  const told = document.all('ЗначенияРеквизитов', 'ЗначениеРеквизита');
  return new Map(told.map((one) => [one.textOf('Наименование') ?? '', one.textOf('Значение') ?? '']));
}

/** `undefined` where none is told, or one that nobody has said the meaning of. */
function statusOf(
  requisites: ReadonlyMap<string, string>,
  { statuses = {} }: OrderReading,
  faults: RecordFault[],
): OrderStatus | undefined {
  const isGone = ['Отменен', 'Отменён', 'ПометкаУдаления'].some((name) => isTrue(requisites.get(name)));
  if (isGone) return 'cancelled';
  const known = new Map(Object.entries(statuses).map(([word, status]) => [word.toLowerCase(), status]));
  const word = requisites.get('Статус заказа') || requisites.get('Статуса заказа ИД');
  const status = word ? known.get(word.toLowerCase()) : undefined;
  if (word && !status) faults.push(faultOf('status', 'Статус заказа', word));
  if (word) return status;
  const isShipped = isDated(requisites.get('Дата отгрузки по 1С')) && known.get('отгружен');
  return isShipped || (isTrue(requisites.get('Проведен')) ? known.get('проведен') : undefined);
}

/** 1C writes a date that it has not as `T`, or as the first day of its calendar. */
function isDated(text: string | undefined): boolean {
  return !!text && text !== 'T' && text !== 'Т' && !text.startsWith('0001-01-01');
}

function paidOf(
  document: XmlElement,
  requisites: ReadonlyMap<string, string>,
  { digits }: OrderReading,
): Money | undefined {
  const told = requisites.get('Сумма оплаты');
  if (told) return decimalOf(told, digits);
  const isPaid = isTrue(requisites.get('Заказ оплачен')) || isDated(requisites.get('Дата оплаты по 1С'));
  return isPaid ? decimalOf(document.textOf('Сумма') ?? '', digits) : undefined;
}

function instantOf(
  date: string | undefined,
  time: string | undefined,
  { timeZone }: OrderReading,
  faults: RecordFault[],
): Date | undefined {
  if (!date || !isDated(date)) return undefined;
  const text = date.includes('T') ? date : `${date}T${time || '00:00:00'}`;
  const instant = DateTime.fromISO(text, { zone: timeZone });
  if (instant.isValid) return instant.toJSDate();
  faults.push(faultOf('date', 'Дата', text));
  return undefined;
}

function linesOf(document: XmlElement, { digits }: OrderReading, faults: RecordFault[]): OrderLineRecord[] {
  return document.all('Товары', 'Товар').flatMap((good) => {
    const [price = '', count = ''] = [good.textOf('ЦенаЗаЕдиницу'), good.textOf('Количество')];
    const [unitPrice, quantity] = [decimalOf(price, digits), quantityOf(count)];
    if (unitPrice === undefined || unitPrice < 0) {
      faults.push(faultOf('price', 'ЦенаЗаЕдиницу', price));
      return [];
    }
    if (quantity === undefined || quantity <= 0) {
      faults.push(faultOf('quantity', 'Количество', count));
      return [];
    }
    const productId = good.textOf('Ид')?.split('#')[0];
    const note = good.textOf('Описание');
    const sum = decimalOf(good.textOf('Сумма') ?? '', digits);
    const isDiscounted = sum !== undefined && sum >= 0 && sum !== lineTotal({ unitPrice, quantity });
    const line: OrderLineRecord = {
      ...(productId ? { productId } : {}),
      title: good.textOf('Наименование') ?? '',
      quantity,
      unitPrice,
      ...(note ? { note } : {}),
      ...(isDiscounted ? { total: sum } : {}),
    };
    return [line];
  });
}

/** Who ordered: the buyer, else the first who is named. */
function clientOf(document: XmlElement): ClientRecord | undefined {
  const all = document.all('Контрагенты', 'Контрагент');
  const told = all.find((one) => /^Покупатель$/i.test(one.textOf('Роль') ?? '')) ?? all[0];
  const externalId = told?.textOf('Ид');
  if (!told || !externalId || externalId.length > MOST_ID) return undefined;
  const address = told.textOf('АдресРегистрации', 'Представление') ?? told.textOf('Адрес', 'Представление');
  const [phone, email] = [contactOf(told, /телефон/i), contactOf(told, /почта|mail/i)];
  return {
    subject: 'clients',
    externalId,
    ...namesOf(told),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(address ? { address } : {}),
  };
}

function namesOf(told: XmlElement): Partial<ClientRecord> {
  const company = told.textOf('ОфициальноеНаименование');
  const [lastName, firstName] = [told.textOf('Фамилия'), told.textOf('Имя')];
  const middleName = told.textOf('Отчество');
  const full = told.textOf('ПолноеНаименование') || told.textOf('Наименование') || '';
  if (!lastName && !firstName) return { company: company || full };
  return {
    ...(company ? { company } : {}),
    ...(lastName ? { lastName } : {}),
    ...(firstName ? { firstName } : {}),
    ...(middleName ? { middleName } : {}),
  };
}

function contactOf(told: XmlElement, type: RegExp): string | undefined {
  const contacts = [...told.all('Контакты', 'Контакт'), ...told.all('АдресРегистрации', 'Контакты', 'Контакт')];
  return contacts.find((one) => type.test(one.textOf('Тип') ?? ''))?.textOf('Значение');
}
