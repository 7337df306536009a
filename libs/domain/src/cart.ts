import { QUANTITY_PLACES } from './money.js';
import type { Wanted } from './catalog.js';

/** Most lines of a cart, and of one order of a customer. */
export const MOST_CART_LINES = 50;

/** So much of a product, as it is wanted. */
export interface CartLine extends Wanted {
  productId: string;
  quantity: number;
}

/** What tells one line from another: the product and all that is wanted of it, in whatever order it was chosen. */
export function cartKey({ productId, choiceIds = [], answers = [] }: Omit<CartLine, 'quantity'>): string {
  const answered = answers.map(({ questionId, value }) => [questionId, value] as const);
  return JSON.stringify([productId, [...choiceIds].sort(), answered.sort(([one], [other]) => (one < other ? -1 : 1))]);
}

/** One cart of two: the same adds up to one line, which is else as it was added; nothing is lost. */
export function mergeCarts<L extends CartLine>(cart: readonly L[], added: readonly L[]): L[] {
  const lines = new Map<string, L>();
  for (const line of [...cart, ...added]) {
    const key = cartKey(line);
    lines.set(key, { ...line, quantity: rounded((lines.get(key)?.quantity ?? 0) + line.quantity) });
  }
  return [...lines.values()];
}

/** What is left of a cart without what was taken of it. */
export function takenFromCart<L extends CartLine>(cart: readonly L[], taken: readonly CartLine[]): L[] {
  const amounts = new Map(mergeCarts([], taken).map((line) => [cartKey(line), line.quantity]));
  return cart.flatMap((line) => {
    const quantity = rounded(line.quantity - (amounts.get(cartKey(line)) ?? 0));
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

function rounded(quantity: number): number {
  return Number(quantity.toFixed(QUANTITY_PLACES));
}
