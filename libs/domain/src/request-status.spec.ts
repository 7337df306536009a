import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  nextRequestStatuses,
  orderQuantityOf,
  outstandingOf,
  REQUEST_ANSWERS,
  REQUEST_STATUSES,
  REQUEST_TRANSITIONS,
  requestItemStateOf,
  requestStatusOf,
  type RequestItemStanding,
} from './request-status.js';

const quantity = fc.integer({ min: 1, max: 20_000 }).map((thousandths) => thousandths / 1_000);
const item: fc.Arbitrary<RequestItemStanding> = fc.record({
  quantity,
  received: fc.oneof(fc.constant(0), quantity),
  answer: fc.option(fc.constantFrom(...REQUEST_ANSWERS), { nil: undefined }),
  sentDay: fc.option(fc.constant('2026-01-25'), { nil: undefined }),
  isCancelled: fc.boolean(),
});
const items = fc.array(item, { maxLength: 6 });

describe('the life of a request', () => {
  it('names known statuses only, and never the one it leads from', () => {
    for (const from of REQUEST_STATUSES) {
      expect(REQUEST_TRANSITIONS[from]).not.toContain(from);
      for (const to of REQUEST_TRANSITIONS[from]) expect(REQUEST_STATUSES).toContain(to);
    }
  });

  it('follows from its items: in process while something is to come, then done where something came', () => {
    fc.assert(
      fc.property(
        items,
        fc.constantFrom('in_process' as const, 'done' as const, 'cancelled' as const),
        (of, status) => {
          const isOpen = of.some((one) => outstandingOf(one) > 0);
          const hasCome = of.some(({ received }) => received > 0);
          expect(requestStatusOf(status, of)).toBe(isOpen ? 'in_process' : hasCome ? 'done' : 'cancelled');
          expect(requestStatusOf('draft', of)).toBe('draft');
        },
      ),
    );
  });

  it('never expects more than is asked for, and nothing of what is closed', () => {
    fc.assert(
      fc.property(item, (one) => {
        const left = outstandingOf(one);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(one.quantity);
        if (['received', 'declined', 'cancelled'].includes(requestItemStateOf(one))) expect(left).toBe(0);
        else expect(left).toBeGreaterThan(0);
      }),
    );
  });

  it('is neither called back nor cancelled once something has come, but done with', () => {
    const asked = { quantity: 10, received: 0 };
    expect(nextRequestStatuses('in_process', [asked])).toEqual(['draft', 'cancelled']);
    expect(nextRequestStatuses('in_process', [{ ...asked, received: 4 }, asked])).toEqual(['done']);
    expect(nextRequestStatuses('done', [{ ...asked, received: 10 }])).toEqual([]);
  });

  it('tells how it stands with an item', () => {
    const asked = { quantity: 10, received: 0 };
    expect(requestItemStateOf(asked)).toBe('waiting');
    expect(requestItemStateOf({ ...asked, answer: 'accepted' })).toBe('accepted');
    expect(requestItemStateOf({ ...asked, answer: 'accepted', sentDay: '2026-01-25' })).toBe('sent');
    expect(requestItemStateOf({ ...asked, answer: 'declined' })).toBe('declined');
    expect(requestItemStateOf({ ...asked, isCancelled: true })).toBe('cancelled');
    expect(requestItemStateOf({ ...asked, received: 4 })).toBe('partly');
    expect(requestItemStateOf({ ...asked, received: 4, isCancelled: true })).toBe('received');
    expect(requestItemStateOf({ ...asked, received: 12 })).toBe('received');
  });
});

describe('how much to order', () => {
  it.each([
    ['what orders lack', { available: -6, expected: 0 }, 6],
    ['nothing where it is on its way', { available: -6, expected: 6 }, 0],
    ['up to twice the reorder point', { available: 15, expected: 0, reorderPoint: 20 }, 25],
    ['that and what orders lack', { available: -5, expected: 2, reorderPoint: 20 }, 43],
    ['nothing above the reorder point', { available: 15, expected: 10, reorderPoint: 20 }, 0],
    ['nothing of what is used up and has no reorder point', { available: 0, expected: 0 }, 0],
  ])('is %s', (_what, stock, much) => {
    expect(orderQuantityOf(stock)).toBe(much);
  });
});
