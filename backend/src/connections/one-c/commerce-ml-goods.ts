import type { ProductRecord } from '../records.js';
import type { CommerceMlClassifier } from './commerce-ml-classifier.js';
import { currencyOf, decimalOf, isTrue, quantityOf, type XmlElement } from './commerce-ml-element.js';
import { faultOf, type RecordFault } from './commerce-ml-fault.js';

/** Letters of what another system calls something by. */
const MOST_ID = 100;

/** What a good or an offer tells. */
export interface Told<R> {
  externalId?: string;
  record?: R;
  faults: RecordFault[];
}

/** What prices are read by. */
export interface PriceReading {
  /** The name of 1C's price type, or its id; the first one where it is empty. */
  priceType?: string;
  /** Of the workshop (ISO 4217), and its decimal places. */
  currency: string;
  digits: number;
}

/** The units of measure (OKEI) that goods are usually told in, where only their codes are told. */
const UNITS: Readonly<Record<string, string>> = {
  '006': 'м',
  '6': 'м',
  '055': 'м²',
  '55': 'м²',
  '112': 'л',
  '163': 'г',
  '166': 'кг',
  '715': 'пара',
  '778': 'упаковка',
  '796': 'шт',
  '839': 'набор',
};

/** What a `Товар` of a catalogue tells of a product. */
export function productOf(good: XmlElement, classifier: CommerceMlClassifier): Told<ProductRecord> {
  const told = identified(good);
  if (told.externalId === undefined || told.faults.length) return told;
  const name = good.textOf('Наименование');
  const isArchived = isDeleted(good);
  if (!name && !isArchived) return { ...told, faults: [faultOf('no_name', 'Наименование', '')] };
  const category = classifier.categoryOf(good.all('Группы', 'Ид').map(({ text }) => text));
  const record: ProductRecord = {
    subject: 'products',
    externalId: told.externalId,
    ...(name ? { name } : {}),
    ...cleared('article', good.textOf('Артикул')),
    ...given('unit', unitOf(good.child('БазоваяЕдиница'))),
    ...cleared('description', good.textOf('Описание')),
    ...given('category', category),
    isArchived,
  };
  return { ...told, record };
}

/** What a `Предложение` tells of the price and the stock of a product. */
export function offerOf(
  offer: XmlElement,
  classifier: CommerceMlClassifier,
  reading: PriceReading,
): Told<ProductRecord> {
  const told = identified(offer);
  if (told.externalId === undefined || told.faults.length) return told;
  const faults: RecordFault[] = [];
  const price = priceOf(offer, classifier, reading, faults);
  const stock = stockOf(offer, faults);
  const record: ProductRecord = {
    subject: 'products',
    externalId: told.externalId,
    ...given('price', price),
    ...given('stock', stock),
  };
  const isTold = price !== undefined || stock !== undefined;
  return { ...told, faults, ...(isTold ? { record } : {}) };
}

function identified(element: XmlElement): Told<never> {
  const id = element.textOf('Ид');
  if (!id) return { faults: [faultOf('no_id', 'Ид', '')] };
  if (id.length > MOST_ID) return { externalId: id.slice(0, MOST_ID), faults: [faultOf('id_too_long', 'Ид', id)] };
  const told = { externalId: id };
  if (id.includes('#')) return { ...told, faults: [faultOf('characteristic', 'Ид', id)] };
  if (element.isTooLong) return { ...told, faults: [faultOf('text_too_long', element.name, id)] };
  return { ...told, faults: [] };
}

function isDeleted(good: XmlElement): boolean {
  return /^Удал[её]н$/i.test(good.attributes['Статус'] ?? '') || isTrue(good.textOf('ПометкаУдаления'));
}

function unitOf(unit: XmlElement | undefined): string | undefined {
  if (!unit) return undefined;
  const { НаименованиеКраткое: short, НаименованиеПолное: full, Код: code } = unit.attributes;
  const told = unit.text || short?.trim() || '';
  if (/^\d*$/.test(told)) return UNITS[told || (code ?? '').trim()] ?? full?.trim();
  return told.replace(/\.$/, '');
}

function priceOf(
  offer: XmlElement,
  classifier: CommerceMlClassifier,
  { priceType, currency, digits }: PriceReading,
  faults: RecordFault[],
): number | undefined {
  const prices = offer.all('Цены', 'Цена');
  if (!prices.length) return undefined;
  const type = classifier.priceType(priceType);
  if (priceType && !type) {
    faults.push(faultOf('price_type', 'ТипЦены', priceType));
    return undefined;
  }
  const price = type ? prices.find((one) => one.textOf('ИдТипаЦены') === type.id) : prices[0];
  if (!price) return undefined;
  const told = price.textOf('Валюта') || type?.currency;
  const amount = price.textOf('ЦенаЗаЕдиницу') ?? '';
  const factor = price.textOf('Коэффициент');
  const minor = decimalOf(amount, digits);
  if (told && currencyOf(told) !== currency) faults.push(faultOf('currency', 'Валюта', told));
  else if (factor && decimalOf(factor, 3) !== 1_000) faults.push(faultOf('price_unit', 'Коэффициент', factor));
  else if (minor === undefined || minor < 0) faults.push(faultOf('price', 'ЦенаЗаЕдиницу', amount));
  else return minor;
  return undefined;
}

/** Of all stores together; what 1C has sold without having it counts as none. */
function stockOf(offer: XmlElement, faults: RecordFault[]): number | undefined {
  const own = offer.textOf('Количество');
  const told = own === undefined ? storesOf(offer) : [own];
  if (!told.length) return undefined;
  const quantities = told.map((text) => (text ? quantityOf(text) : 0));
  const unclear = quantities.indexOf(undefined);
  if (unclear >= 0) {
    faults.push(faultOf('quantity', 'Количество', told[unclear] ?? ''));
    return undefined;
  }
  const thousandths = quantities.reduce<number>((sum, quantity = 0) => sum + Math.round(quantity * 1_000), 0);
  return Math.max(0, thousandths) / 1_000;
}

/** `Остатки` of version 2.08 and later, with or without stores; else the attribute of each store as before. */
function storesOf(offer: XmlElement): string[] {
  const rests = offer.all('Остатки', 'Остаток');
  const newer = rests.flatMap((rest) => {
    const stores = rest.all('Склад').flatMap((store) => store.textOf('Количество') ?? []);
    return stores.length ? stores : [rest.textOf('Количество') ?? []].flat();
  });
  if (newer.length) return newer;
  return ['Склад', 'Склады'].flatMap((name) =>
    offer.all(name).flatMap(({ attributes }) => attributes['КоличествоНаСкладе'] ?? []),
  );
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined || value === '' ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}

/** What is told empty has been cleared. */
function cleared<K extends string>(key: K, value: string | undefined): Partial<Record<K, string | null>> {
  return value === undefined ? {} : ({ [key]: value || null } as Partial<Record<K, string | null>>);
}
