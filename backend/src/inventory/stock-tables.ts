import type { MovementKind, StockState, WriteOffReason } from '@verstak/domain';
import type { DocumentColumn, DocumentTable } from '../platform/exports/document-columns.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { Movement } from './movement.js';
import type { StockItem } from './stock-item.js';

type Words<K extends string> = Record<ExportLanguage, Record<K, string>>;

/** What is called how in files; the console says the same. */
const STATE_WORDS: Words<StockState> = {
  ru: { short: 'не хватает', out: 'закончилось', low: 'мало', enough: 'хватает', uncounted: 'не считали' },
  en: { short: 'short', out: 'used up', low: 'low', enough: 'enough', uncounted: 'not counted' },
};
const KIND_WORDS: Words<MovementKind> = {
  ru: {
    receipt: 'приход',
    issue: 'расход',
    return: 'возврат',
    write_off: 'списание',
    stocktake: 'инвентаризация',
    reversal: 'отмена движения',
  },
  en: {
    receipt: 'receipt',
    issue: 'issue',
    return: 'return',
    write_off: 'write-off',
    stocktake: 'stocktake',
    reversal: 'reversal',
  },
};
const REASON_WORDS: Words<WriteOffReason> = {
  ru: {
    damaged: 'испорчено',
    expired: 'истёк срок',
    lost: 'потеряно',
    used: 'израсходовано без заказа',
    other: 'другое',
  },
  en: { damaged: 'damaged', expired: 'expired', lost: 'lost', used: 'used without an order', other: 'other' },
};

/** What other systems call their columns, which are imported as these. */
const NAMES = ['Наименование', 'Номенклатура', 'Товар', 'Title', 'Item', 'Material name'];
const ARTICLES = ['Арт.', 'Код материала', 'SKU', 'Item code', 'Material code'];
const UNITS = ['Ед.', 'Ед. изм.', 'Единица измерения', 'UoM', 'Unit of measure'];
const COSTS = ['Цена закупки', 'Закупочная цена', 'Себестоимость', 'Purchase price', 'Unit cost'];
const POINTS = ['Минимальный остаток', 'Неснижаемый остаток', 'Min', 'Reorder level', 'Minimum'];
const PLACES = ['Ячейка', 'Место хранения', 'Bin', 'Shelf'];
const CODES = ['Внешний код', 'Код', 'External id', 'ID'];

const STATE: DocumentColumn<StockItem> = {
  path: 'state',
  title: { ru: 'Состояние', en: 'State' },
  width: 14,
  value: ({ state }, language) => STATE_WORDS[language][state],
};

/** The sheet of what lies in stock. */
export const STOCK_SHEETS: Record<'stock', DocumentTable<StockItem>> = {
  stock: {
    title: { ru: 'Остатки', en: 'Stock' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' }, also: ['Номер', 'Item no.'] },
      { path: 'article', title: { ru: 'Артикул', en: 'Article' }, also: ARTICLES },
      { path: 'name', title: { ru: 'Название', en: 'Name' }, also: NAMES, width: 36 },
      { path: 'unit', title: { ru: 'Единица', en: 'Unit' }, also: UNITS },
      { path: 'isProduct', title: { ru: 'Изделие', en: 'Product' } },
      STATE,
      { path: 'onHand', title: { ru: 'Остаток', en: 'On hand' } },
      { path: 'reserved', title: { ru: 'В резерве', en: 'Reserved' } },
      { path: 'available', title: { ru: 'Доступно', en: 'Available' } },
      { path: 'expected', title: { ru: 'Ожидается', en: 'Expected' } },
      { path: 'reorderPoint', title: { ru: 'Точка заказа', en: 'Reorder point' }, also: POINTS },
      { path: 'cost', title: { ru: 'Себестоимость единицы', en: 'Cost' }, also: COSTS },
      { path: 'supplierName', title: { ru: 'Поставщик', en: 'Supplier' }, width: 28 },
      { path: 'location', title: { ru: 'Место', en: 'Location' }, also: PLACES },
      { path: 'countedAt', title: { ru: 'Последняя инвентаризация', en: 'Last counted' } },
      { path: 'note', title: { ru: 'Заметка', en: 'Note' }, also: ['Примечание', 'Comment'], width: 48 },
      { path: 'externalId', title: { ru: 'Код в другой системе', en: 'Id in another system' }, also: CODES },
    ],
  },
};

/** The sheet of movements. */
export const MOVEMENT_SHEETS: Record<'movements', DocumentTable<Movement>> = {
  movements: {
    title: { ru: 'Движения', en: 'Movements' },
    columns: [
      { path: 'day', title: { ru: 'День', en: 'Day' } },
      {
        path: 'kind',
        title: { ru: 'Движение', en: 'Movement' },
        width: 18,
        value: ({ kind }, language) => KIND_WORDS[language][kind],
      },
      { path: 'stockItemName', title: { ru: 'Что', en: 'Item' }, width: 36 },
      { path: 'quantity', title: { ru: 'Количество', en: 'Quantity' } },
      { path: 'unit', title: { ru: 'Единица', en: 'Unit' } },
      { path: 'balance', title: { ru: 'Остаток после', en: 'Balance' } },
      { path: 'unitCost', title: { ru: 'Себестоимость единицы', en: 'Cost' } },
      {
        path: 'reason',
        title: { ru: 'Причина', en: 'Reason' },
        value: ({ reason }, language) => (reason ? REASON_WORDS[language][reason] : undefined),
      },
      { path: 'supplierName', title: { ru: 'Поставщик', en: 'Supplier' }, width: 28 },
      { path: 'orderNumber', title: { ru: 'Заказ №', en: 'Order no.' } },
      { path: 'requestNumber', title: { ru: 'Заявка №', en: 'Request no.' } },
      { path: 'doneByName', title: { ru: 'Кто', en: 'By' } },
      { path: 'note', title: { ru: 'Примечание', en: 'Note' }, width: 48 },
    ],
  },
};
