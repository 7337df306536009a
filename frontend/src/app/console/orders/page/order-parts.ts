import type { InputSignal, Type } from '@angular/core';
import type { Order } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { OrderConversation } from './order-conversation';
import { OrderFilesPart } from './order-files-part';
import { OrderItems } from './order-items';
import { OrderJournal } from './order-journal';
import { OrderPayments } from './order-payments';
import { OrderProduction } from './order-production';
import { OrderStock } from './order-stock';

/** A part of an order's page, at an address of its own (`?tab=`); its tab is called `orders.tab.<key>`. */
export interface OrderPart {
  key: string;
  component: Type<{ order: InputSignal<Order> }>;
  /** Absent means whoever may read the order. */
  permission?: Permission;
}

/** The parts in the order of their tabs; the first is the page's own address. What an order gains is added here. */
export const ORDER_PARTS: readonly [OrderPart, ...OrderPart[]] = [
  { key: 'items', component: OrderItems },
  { key: 'production', component: OrderProduction, permission: 'parts:read' },
  { key: 'stock', component: OrderStock, permission: 'stock:read' },
  { key: 'payments', component: OrderPayments, permission: 'orders:prices' },
  { key: 'files', component: OrderFilesPart, permission: 'orders:prices' },
  { key: 'messages', component: OrderConversation },
  { key: 'history', component: OrderJournal, permission: 'orders:prices' },
];
