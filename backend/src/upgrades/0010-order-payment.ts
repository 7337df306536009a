import type { Document } from 'mongodb';
import type { Upgrade } from './upgrade.js';

/** Orders know how they stand with their payments and what is owed for them, so that lists are narrowed by both. */
export const orderPayment: Upgrade = {
  name: '0010-order-payment',
  async apply(data) {
    await data.deriveEach('orders', { owed: { $exists: false } }, (order) => ({
      payment: stateOf(order),
      owed: (isSold(order) ? sum(order, 'total') : 0) - sum(order, 'paid'),
    }));
  },
};

const sum = (order: Document, name: string): number => Number(order[name] ?? 0);

function isSold({ status, heldFrom }: Document): boolean {
  return !['draft', 'cancelled'].includes(String(status)) && heldFrom !== 'draft';
}

function stateOf(order: Document): string {
  const [total, paid] = [sum(order, 'total'), sum(order, 'paid')];
  if (order['status'] === 'cancelled') return paid ? 'refund' : 'nothing';
  if (paid > total) return 'over';
  if (paid === total) return total ? 'paid' : 'nothing';
  return paid ? 'part' : 'none';
}
