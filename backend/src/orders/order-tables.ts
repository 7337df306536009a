import type { DocumentColumn, DocumentTable } from '../platform/exports/document-columns.js';
import type { OrderTable } from './order.dto.js';
import type { Order, OrderItem } from './order.js';
import { saidDetails } from './said-details.js';
import { STATUS_WORDS } from './status-words.js';

const CLIENT = { path: 'clientName', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;
const DUE = { path: 'dueAt', title: { ru: 'Срок', en: 'Due' } } as const;
const STATUS: DocumentColumn<Order> = {
  path: 'status',
  title: { ru: 'Состояние', en: 'Status' },
  width: 16,
  value: ({ status }, language) => STATUS_WORDS[language][status],
};

/** A sheet of orders, and one with a row for each line of each order. */
export const ORDER_SHEETS: Record<OrderTable, DocumentTable<Order>> = {
  orders: {
    title: { ru: 'Заказы', en: 'Orders' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' } },
      STATUS,
      CLIENT,
      {
        path: 'items',
        title: { ru: 'Позиции', en: 'Items' },
        width: 48,
        value: ({ items }) => items.map(({ title, quantity, unit }) => `${title} × ${quantity} ${unit}`).join('; '),
      },
      { path: 'orderedAt', title: { ru: 'Принят', en: 'Ordered' } },
      DUE,
      { path: 'deliveredAt', title: { ru: 'Выдан', en: 'Handed over' } },
      { path: 'gross', title: { ru: 'До скидки', en: 'Before discount' } },
      { path: 'total', title: { ru: 'Сумма', en: 'Total' } },
      { path: 'cost', title: { ru: 'Себестоимость', en: 'Cost' } },
      { path: 'margin', title: { ru: 'Маржа, %', en: 'Margin, %' } },
      { path: 'paid', title: { ru: 'Оплачено', en: 'Paid' } },
      {
        path: 'items.*.masterName',
        title: { ru: 'Исполнители', en: 'Assigned to' },
        value: ({ items }) => [...new Set(items.flatMap(({ masterName }) => masterName ?? []))].join(', '),
      },
      { path: 'managerName', title: { ru: 'Менеджер', en: 'Manager' } },
      { path: 'note', title: { ru: 'Примечание', en: 'Note' }, width: 48 },
    ],
  },
  items: {
    title: { ru: 'Позиции', en: 'Items' },
    list: 'items',
    columns: [
      { path: 'number', title: { ru: 'Заказ №', en: 'Order no.' } },
      STATUS,
      CLIENT,
      DUE,
      { path: 'items.*.title', title: { ru: 'Позиция', en: 'Item' }, width: 36 },
      { path: 'items.*.product', title: { ru: 'Изделие', en: 'Product' }, width: 36 },
      {
        path: 'items.*.details',
        title: { ru: 'Параметры', en: 'Options' },
        width: 36,
        value: (_order, language, item) => saidDetails((item as OrderItem | undefined)?.details, language).join('; '),
      },
      { path: 'items.*.wishes', title: { ru: 'Пожелания', en: 'Wishes' }, width: 48 },
      { path: 'items.*.quantity', title: { ru: 'Количество', en: 'Quantity' } },
      { path: 'items.*.unit', title: { ru: 'Ед.', en: 'Unit' }, width: 8 },
      { path: 'items.*.unitPrice', title: { ru: 'Цена', en: 'Price' } },
      { path: 'items.*.discountPercent', title: { ru: 'Скидка, %', en: 'Discount, %' } },
      { path: 'items.*.total', title: { ru: 'Сумма', en: 'Total' } },
      { path: 'items.*.materialsCost', title: { ru: 'Материалы', en: 'Materials' } },
      { path: 'items.*.labourCost', title: { ru: 'Работа', en: 'Labour' } },
      { path: 'items.*.cost', title: { ru: 'Себестоимость', en: 'Cost' } },
      { path: 'items.*.masterName', title: { ru: 'Исполнитель', en: 'Assigned to' } },
    ],
  },
};
