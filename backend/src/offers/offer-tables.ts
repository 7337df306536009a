import type { Permission } from '@verstak/domain';
import { externalIdColumn, NOTE_COLUMN } from '../contacts/contact-columns.js';
import type { DocumentTable } from '../platform/exports/document-columns.js';
import { importColumns, type ImportColumn } from '../platform/imports/import-columns.js';
import { OfferRow } from './offer.dto.js';
import { Offer } from './offer.js';

/** What other systems call their columns, which are imported as these. */
const NAMES = ['Название', 'Наименование', 'Номенклатура', 'Товар', 'Позиция', 'Name', 'Title', 'Item', 'Description'];
const ARTICLES = ['Арт.', 'Код товара', 'Артикул поставщика', 'SKU', 'Item code', 'Part number'];
const UNITS = ['Ед.', 'Ед. изм.', 'Единица измерения', 'UoM', 'Unit of measure'];
const PRICES = ['Стоимость', 'Цена за единицу', 'Цена, руб.', 'Оптовая цена', 'Unit price', 'Wholesale price'];
const STOCKS = ['Остаток', 'Наличие', 'Количество', 'Кол-во', 'Свободный остаток', 'Stock', 'Quantity', 'Available'];
const LEADS = ['Срок', 'Срок поставки', 'Lead time', 'Lead days', 'Delivery time'];

/** The sheet of what suppliers sell. */
export const OFFER_SHEETS: Record<'offers', DocumentTable<Offer>> = {
  offers: {
    title: { ru: 'Предложения', en: 'Offers' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' }, also: ['Номер', 'Offer no.'] },
      { path: 'supplierName', title: { ru: 'Поставщик', en: 'Supplier' }, width: 28 },
      { path: 'article', title: { ru: 'Артикул', en: 'Article' }, also: ARTICLES },
      { path: 'name', title: { ru: 'Товар', en: 'Product' }, also: NAMES, width: 36 },
      { path: 'unit', title: { ru: 'Единица', en: 'Unit' }, also: UNITS, width: 10 },
      { path: 'price', title: { ru: 'Цена', en: 'Price' }, also: PRICES },
      { path: 'inStock', title: { ru: 'В наличии', en: 'In stock' }, also: STOCKS },
      { path: 'leadDays', title: { ru: 'Срок поставки, дней', en: 'Lead time, days' }, also: LEADS },
      { path: 'stockItemName', title: { ru: 'У нас на складе', en: 'In our stock' }, width: 36 },
      { path: 'checkedAt', title: { ru: 'Проверено', en: 'Checked' } },
      NOTE_COLUMN,
      externalIdColumn('Product ID', 'Offer ID'),
    ],
  },
};

/** The columns of a table of offers that holders of these permissions may fill. */
export function offerColumns(permissions: ReadonlySet<Permission>): ImportColumn[] {
  return importColumns({ body: OfferRow, entity: Offer }, OFFER_SHEETS.offers.columns, permissions);
}
