import type { Order, OrderItem } from '@verstak/api';

/** What of an order a step needs to know. */
export type Stepping = Pick<Order, 'id' | 'number' | 'status' | 'heldFrom' | 'version' | 'total' | 'paid'> & {
  items: readonly Pick<OrderItem, 'id' | 'title' | 'quantity' | 'unit' | 'masterId' | 'needsNoWork'>[];
};
