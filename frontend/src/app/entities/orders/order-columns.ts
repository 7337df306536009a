import type { OrderListItem } from '@verstak/api';
import type { Column } from '../../ui/table/column';

/** Columns of the order list. */
export const ORDER_COLUMNS: readonly Column<OrderListItem>[] = [
  { key: 'number', header: 'orders.number', type: 'template', isSortable: true, card: 'title', width: '72px' },
  { key: 'status', header: 'orders.state', type: 'template', isSortable: true, card: 'end', width: '140px' },
  { key: 'clientName', header: 'clients.one', type: 'template', isSortable: true, isFluid: true },
  { key: 'items', header: 'orders.items', type: 'template', isFluid: true },
  { key: 'progress', header: 'orders.progress', type: 'template', hideBelow: 900, card: 'none', width: '110px' },
  { key: 'dueAt', header: 'orders.due', type: 'template', isSortable: true, width: '130px' },
  {
    key: 'total',
    header: 'orders.total',
    type: 'money',
    isSortable: true,
    permission: 'orders:prices',
    width: '120px',
  },
  {
    key: 'paid',
    header: 'orders.paid',
    type: 'template',
    isSortable: true,
    permission: 'orders:prices',
    hideBelow: 1100,
    width: '130px',
  },
  {
    key: 'cost',
    header: 'orders.cost',
    type: 'template',
    align: 'end',
    isSortable: true,
    isOptional: true,
    permission: 'stock:cost',
    width: '120px',
  },
  {
    key: 'margin',
    header: 'orders.margin',
    type: 'template',
    align: 'end',
    isSortable: true,
    isOptional: true,
    permission: ['stock:cost', 'orders:prices'],
    width: '96px',
  },
  { key: 'masters', header: 'orders.masters', type: 'template', hideBelow: 1300, card: 'none' },
  { key: 'managerName', header: 'orders.manager', isSortable: true, hideBelow: 1300, isOptional: true, card: 'none' },
  {
    key: 'orderedAt',
    header: 'orders.ordered',
    type: 'day',
    isSortable: true,
    hideBelow: 1300,
    card: 'none',
    width: '100px',
  },
  {
    key: 'deliveredAt',
    header: 'orders.delivered',
    type: 'day',
    isSortable: true,
    isOptional: true,
    card: 'none',
    width: '100px',
  },
];

/** What an order is about in one line: its first item, and how many others there are. */
export function summaryOf(order: Pick<OrderListItem, 'items'>): { first: string; others: number } {
  return { first: order.items[0]?.title ?? '', others: Math.max(order.items.length - 1, 0) };
}

/** Names of the masters of an order, each once. */
export function mastersOf(order: Pick<OrderListItem, 'items'>): string[] {
  return [...new Set(order.items.map((item) => item.masterName).filter((name) => name !== undefined))];
}
