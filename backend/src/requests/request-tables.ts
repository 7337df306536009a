import type { DocumentColumn, DocumentTable } from '../platform/exports/document-columns.js';
import { REQUEST_ITEM_WORDS, REQUEST_STATUS_WORDS } from './request-words.js';
import type { RequestTable } from './request.dto.js';
import type { RequestItem, SupplyRequest } from './request.js';

const SUPPLIER = { path: 'supplierName', title: { ru: 'Поставщик', en: 'Supplier' }, width: 32 } as const;
const STATUS: DocumentColumn<SupplyRequest> = {
  path: 'status',
  title: { ru: 'Состояние', en: 'Status' },
  width: 16,
  value: ({ status }, language) => REQUEST_STATUS_WORDS[language][status],
};

/** A sheet of requests, and one with a row for each item of each request. */
export const REQUEST_SHEETS: Record<RequestTable, DocumentTable<SupplyRequest>> = {
  requests: {
    title: { ru: 'Заявки', en: 'Requests' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' } },
      STATUS,
      SUPPLIER,
      {
        path: 'items',
        title: { ru: 'Позиции', en: 'Items' },
        width: 48,
        value: ({ items }) => items.map(({ name, quantity, unit }) => `${name} × ${quantity} ${unit}`).join('; '),
      },
      { path: 'cost', title: { ru: 'Стоимость', en: 'Cost' } },
      { path: 'dueDay', title: { ru: 'Ожидается', en: 'Expected' } },
      { path: 'orderNumber', title: { ru: 'Заказ №', en: 'Order no.' } },
      { path: 'requesterName', title: { ru: 'Заказчик', en: 'Requested by' }, width: 24 },
      { path: 'createdAt', title: { ru: 'Создана', en: 'Created' } },
      { path: 'sentAt', title: { ru: 'Отправлена', en: 'Sent' } },
      { path: 'note', title: { ru: 'Примечание', en: 'Note' }, width: 48 },
    ],
  },
  items: {
    title: { ru: 'Позиции', en: 'Items' },
    list: 'items',
    columns: [
      { path: 'number', title: { ru: 'Заявка №', en: 'Request no.' } },
      SUPPLIER,
      { path: 'items.*.article', title: { ru: 'Артикул', en: 'Article' } },
      { path: 'items.*.name', title: { ru: 'Название', en: 'Name' }, width: 36 },
      { path: 'items.*.quantity', title: { ru: 'Количество', en: 'Quantity' } },
      { path: 'items.*.received', title: { ru: 'Получено', en: 'Received' } },
      { path: 'items.*.unit', title: { ru: 'Ед.', en: 'Unit' }, width: 8 },
      { path: 'items.*.price', title: { ru: 'Цена', en: 'Price' } },
      { path: 'items.*.total', title: { ru: 'Сумма', en: 'Total' } },
      { path: 'items.*.wishedDay', title: { ru: 'Нужно к', en: 'Wanted by' } },
      { path: 'items.*.promisedDay', title: { ru: 'Обещано к', en: 'Promised for' } },
      {
        path: 'items.*.state',
        title: { ru: 'Состояние позиции', en: 'State of the item' },
        width: 20,
        value: (_request, language, item) => REQUEST_ITEM_WORDS[language][(item as RequestItem).state], // of this list
      },
      { path: 'items.*.note', title: { ru: 'Примечание', en: 'Note' }, width: 36 },
    ],
  },
};
