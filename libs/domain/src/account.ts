import type { Money } from './money.js';
import { isSold, type OrderStatus } from './order-status.js';

/** Ways in which money changes hands. */
export const PAYMENT_METHODS = ['cash', 'card', 'transfer', 'other'] as const;

export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** What of an order its money depends on; sums in minor units, 0 where whoever asks may not read them. */
export interface Charge {
  status: OrderStatus;
  heldFrom?: OrderStatus;
  total?: Money;
  paid?: Money;
}

/**
 * What an order adds to its client's account: its total once it is a sale, less what was paid, whatever its status.
 * Negative is owed to the client: a deposit on a draft, money paid too much, or to be given back for a cancelled order.
 */
export function owedFor(order: Charge): Money {
  return (isSold(order) ? (order.total ?? 0) : 0) - (order.paid ?? 0);
}

/** How an order stands with its payments. */
export const PAYMENT_STATES = ['nothing', 'none', 'part', 'paid', 'over', 'refund'] as const;

export type PaymentState = (typeof PAYMENT_STATES)[number];

/** The state of an order's payments, and the sum it speaks of: still to be paid, paid too much, or to be given back. */
export interface Settlement {
  state: PaymentState;
  amount: Money;
}

/** How an order stands with its payments; one that is no sale yet is paid towards its total. */
export function settlementOf(order: Charge): Settlement {
  const { status, total = 0, paid = 0 } = order;
  if (status === 'cancelled') return paid ? { state: 'refund', amount: paid } : { state: 'nothing', amount: 0 };
  if (paid > total) return { state: 'over', amount: paid - total };
  if (!total) return { state: 'nothing', amount: 0 };
  if (paid === total) return { state: 'paid', amount: 0 };
  return { state: paid ? 'part' : 'none', amount: total - paid };
}

/** What is still to be paid for an order, 0 where nothing is: what is asked for when it is handed over. */
export function dueFor(order: Charge): Money {
  const { state, amount } = settlementOf(order);
  return state === 'none' || state === 'part' ? amount : 0;
}
