import type { DocumentTable } from '../platform/exports/document-columns.js';
import { TextField } from '../platform/fields/index.js';
import { MAX_PATH } from './category-tree.js';
import { Product } from './product.js';

/** A product as it stands in a table: its category with those around it. */
export class ProductRow extends Product {
  @TextField({ optional: true, max: MAX_PATH, example: 'Посуда / Кружки' })
  categoryPath?: string;
}

/** What other systems call their columns, which are imported as these. */
const ARTICLES = ['Арт.', 'Код товара', 'SKU', 'Item code', 'Product code'];
const NAMES = ['Наименование', 'Номенклатура', 'Товар', 'Изделие', 'Title', 'Product', 'Product name', 'Item'];
const CATEGORIES = ['Группа', 'Раздел', 'Рубрика', 'Group', 'Section'];
const UNITS = ['Ед.', 'Ед. изм.', 'Единица измерения', 'UoM', 'Unit of measure'];
const PRICES = ['Стоимость', 'Цена за единицу', 'Розничная цена', 'Unit price', 'Retail price'];
const CODES = ['Внешний код', 'Код', 'External id', 'ID', 'Product ID'];

/** The sheet of products. */
export const PRODUCT_SHEETS: Record<'products', DocumentTable<ProductRow>> = {
  products: {
    title: { ru: 'Изделия', en: 'Products' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' }, also: ['Номер', 'Product no.'] },
      { path: 'article', title: { ru: 'Артикул', en: 'Article' }, also: ARTICLES },
      { path: 'name', title: { ru: 'Название', en: 'Name' }, also: NAMES, width: 36 },
      { path: 'categoryPath', title: { ru: 'Категория', en: 'Category' }, also: CATEGORIES, width: 36 },
      { path: 'unit', title: { ru: 'Единица', en: 'Unit' }, also: UNITS, width: 10 },
      {
        path: 'leastQuantity',
        title: { ru: 'Не меньше', en: 'At least' },
        also: ['Минимум', 'Минимальный заказ', 'Minimum', 'Minimum order'],
      },
      { path: 'quantityStep', title: { ru: 'Шаг количества', en: 'Quantity step' }, also: ['Кратность', 'Step'] },
      { path: 'price', title: { ru: 'Цена', en: 'Price' }, also: PRICES },
      { path: 'unitCost', title: { ru: 'Себестоимость', en: 'Cost' } },
      { path: 'margin', title: { ru: 'Маржа, %', en: 'Margin, %' } },
      { path: 'targetMargin', title: { ru: 'Нужная маржа, %', en: 'Target margin, %' } },
      {
        path: 'leadDays',
        title: { ru: 'Срок, дней', en: 'Lead time, days' },
        also: ['Срок', 'Lead time', 'Lead days'],
      },
      { path: 'routeName', title: { ru: 'Маршрут', en: 'Route' }, also: ['Техпроцесс', 'Routing', 'Process'] },
      { path: 'isStocked', title: { ru: 'Со склада', en: 'From stock' }, also: ['Stocked'] },
      { path: 'isShown', title: { ru: 'В магазине', en: 'In the shop' }, also: ['Показывать', 'Shown', 'Published'] },
      { path: 'description', title: { ru: 'Описание', en: 'Description' }, also: ['Details'], width: 48 },
      { path: 'isArchived', title: { ru: 'В архиве', en: 'Archived' }, also: ['Архив'] },
      { path: 'externalId', title: { ru: 'Код в другой системе', en: 'Id in another system' }, also: CODES },
    ],
  },
};
