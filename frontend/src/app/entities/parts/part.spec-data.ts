import type { Part } from '@verstak/api';

/** A job that nobody has touched, for tests. */
export const PART: Part = {
  id: 'p1',
  number: 1,
  orderId: 'o1',
  orderNumber: 7,
  itemId: 'i1',
  title: 'Кружка',
  quantity: 12,
  unit: 'шт',
  state: 'waiting',
  passesTotal: 0,
  workedMs: 0,
  scraps: [],
  isHeld: false,
  version: 1,
  createdAt: '2026-11-20T08:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
};
