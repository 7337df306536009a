import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueFor, owedFor, settlementOf, type Charge } from './account.js';
import { ORDER_STATUSES } from './order-status.js';

const charge: fc.Arbitrary<Charge> = fc.record({
  status: fc.constantFrom(...ORDER_STATUSES),
  heldFrom: fc.constantFrom(undefined, 'draft', 'confirmed'),
  total: fc.nat(1_000),
  paid: fc.nat(1_000),
});

describe('what an order adds to its client’s account', () => {
  it.each<[Charge, number]>([
    [{ status: 'draft', total: 4_500, paid: 1_000 }, -1_000],
    [{ status: 'confirmed', total: 4_500, paid: 1_000 }, 3_500],
    [{ status: 'on_hold', heldFrom: 'draft', total: 4_500, paid: 0 }, 0],
    [{ status: 'on_hold', heldFrom: 'confirmed', total: 4_500, paid: 0 }, 4_500],
    [{ status: 'cancelled', total: 1_200, paid: 600 }, -600],
    [{ status: 'ready', total: 1_500, paid: 2_000 }, -500],
    [{ status: 'delivered', total: 1_000, paid: 400 }, 600],
    [{ status: 'delivered' }, 0],
  ])('of %j is %i', (order, owed) => {
    expect(owedFor(order)).toBe(owed);
  });
});

describe('how an order stands with its payments', () => {
  it.each<[Charge, ReturnType<typeof settlementOf>]>([
    [
      { status: 'draft', total: 4_500, paid: 1_000 },
      { state: 'part', amount: 3_500 },
    ],
    [
      { status: 'confirmed', total: 4_500, paid: 0 },
      { state: 'none', amount: 4_500 },
    ],
    [
      { status: 'delivered', total: 400, paid: 400 },
      { state: 'paid', amount: 0 },
    ],
    [
      { status: 'ready', total: 1_500, paid: 2_000 },
      { state: 'over', amount: 500 },
    ],
    [
      { status: 'cancelled', total: 1_200, paid: 600 },
      { state: 'refund', amount: 600 },
    ],
    [
      { status: 'cancelled', total: 1_200, paid: 0 },
      { state: 'nothing', amount: 0 },
    ],
    [
      { status: 'draft', total: 0, paid: 0 },
      { state: 'nothing', amount: 0 },
    ],
  ])('%j: %j', (order, settlement) => {
    expect(settlementOf(order)).toEqual(settlement);
  });

  it('asks for no more than leaves the account at nothing, and only for what may still be sold', () => {
    fc.assert(
      fc.property(charge, (order) => {
        const { total = 0, paid = 0 } = order;
        expect(dueFor(order)).toBe(order.status === 'cancelled' ? 0 : Math.max(total - paid, 0));
        if (owedFor(order) > 0) expect(dueFor(order)).toBe(owedFor(order));
      }),
    );
  });
});
