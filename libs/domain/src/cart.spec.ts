import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cartKey, mergeCarts, takenFromCart, type CartLine } from './cart.js';

const line: fc.Arbitrary<CartLine> = fc.record({
  productId: fc.constantFrom('mug', 'cake', 'sign'),
  quantity: fc.integer({ min: 1, max: 5_000_000 }).map((thousandths) => thousandths / 1_000),
  choiceIds: fc.subarray(['small', 'large', 'gift']),
  answers: fc
    .subarray(['text', 'day'])
    .chain((ids) =>
      fc.tuple(
        ...ids.map((questionId) =>
          fc.record({ questionId: fc.constant(questionId), value: fc.constantFrom('Анне', 'Олегу') }),
        ),
      ),
    ),
});
const cart = fc.array(line, { maxLength: 12 });

/** Thousandths of each thing that is wanted. */
function amounts(lines: readonly CartLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of lines) {
    const key = JSON.stringify([
      one.productId,
      one.choiceIds?.toSorted(),
      one.answers?.map(({ questionId, value }) => `${questionId}=${value}`).toSorted(),
    ]);
    sums.set(key, (sums.get(key) ?? 0) + Math.round(one.quantity * 1_000));
  }
  return sums;
}

describe('a cart', () => {
  it('loses nothing when another is merged into it, and has the same thing in one line', () => {
    fc.assert(
      fc.property(cart, cart, (one, other) => {
        const merged = mergeCarts(one, other);
        expect(amounts(merged)).toEqual(amounts([...one, ...other]));
        expect(new Set(merged.map(cartKey)).size).toBe(merged.length);
      }),
    );
  });

  it('has the same in it in whichever order carts are merged', () => {
    fc.assert(
      fc.property(cart, cart, cart, (one, two, three) => {
        const sorted = (lines: readonly CartLine[]): [string, number][] =>
          [...amounts(lines)].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(mergeCarts(mergeCarts(one, two), three))).toEqual(
          sorted(mergeCarts(three, mergeCarts(two, one))),
        );
      }),
    );
  });

  it('is what it was before, without what was merged into it', () => {
    fc.assert(
      fc.property(cart, cart, (one, other) => {
        expect(amounts(takenFromCart(mergeCarts(one, other), other))).toEqual(amounts(one));
      }),
    );
  });

  it('tells lines apart by what is wanted, not by the order in which it was chosen', () => {
    const answers = [
      { questionId: 'text', value: 'Анне' },
      { questionId: 'day', value: '2026-12-01' },
    ];
    const one = { productId: 'mug', choiceIds: ['a', 'b'], answers };
    expect(cartKey({ ...one, choiceIds: ['b', 'a'], answers: answers.toReversed() })).toBe(cartKey(one));
    expect(cartKey({ ...one, choiceIds: ['a'] })).not.toBe(cartKey(one));
    expect(cartKey({ ...one, answers: [] })).not.toBe(cartKey(one));
  });
});
