import { Service, afterNextRender, computed, effect, signal } from '@angular/core';
import type { ItemAnswer } from '@verstak/api';
import { lineTotal } from '@verstak/domain';

/** What a customer has put into the cart; prices are shown, and computed again when it is ordered. */
export interface CartLine {
  productId: string;
  name: string;
  unit: string;
  /** Minor units. */
  unitPrice: number;
  quantity: number;
  choiceIds: string[];
  answers: ItemAnswer[];
  /** What was chosen and filled in, in words. */
  words: string;
  /** The first day on which it can be had, as it was when it was put in. */
  earliestDay: string;
}

const LINES = 'verstak.shop.cart';
const ORDERS = 'verstak.shop.orders';
const MOST_ORDERS = 50;

/** The cart of this browser, the same in all its windows, and the orders that were made in it. */
@Service()
export class Cart {
  private readonly own = signal<readonly CartLine[]>([]);
  private readonly made = signal<readonly string[]>([]);
  private isRead = false;

  readonly lines = this.own.asReadonly();
  /** The keys of the orders, the latest first. */
  readonly orders = this.made.asReadonly();
  readonly count = computed(() => this.own().length);
  readonly total = computed(() =>
    this.own().reduce((sum, line) => sum + lineTotal({ ...line, discountPercent: 0 }), 0),
  );
  /** The first day on which all of it can be had; empty while there is nothing. */
  readonly earliestDay = computed(() =>
    this.own().reduce((latest, { earliestDay }) => (earliestDay > latest ? earliestDay : latest), ''),
  );

  constructor() {
    afterNextRender(() => {
      this.read();
      addEventListener('storage', () => this.read());
    });
    effect(() => {
      const [lines, orders] = [this.own(), this.made()];
      if (!this.isRead) return;
      localStorage.setItem(LINES, JSON.stringify(lines));
      localStorage.setItem(ORDERS, JSON.stringify(orders));
    });
  }

  /** Puts something in; the same once more is more of it. */
  add(line: CartLine): void {
    const key = keyOf(line);
    const same = this.own().find((other) => keyOf(other) === key);
    if (!same) return this.own.update((lines) => [...lines, line]);
    this.change(same, { quantity: same.quantity + line.quantity, unitPrice: line.unitPrice });
  }

  change(line: CartLine, fields: Partial<CartLine>): void {
    this.own.update((lines) => lines.map((one) => (one === line ? { ...one, ...fields } : one)));
  }

  remove(line: CartLine): void {
    this.own.update((lines) => lines.filter((one) => one !== line));
  }

  put(line: CartLine, index: number): void {
    this.own.update((lines) => [...lines.slice(0, index), line, ...lines.slice(index)]);
  }

  /** What was in the cart is ordered now; by a guest, under this key. */
  settle(key?: string): void {
    this.own.set([]);
    if (key) this.made.update((keys) => [key, ...keys].slice(0, MOST_ORDERS));
  }

  private read(): void {
    this.isRead = true;
    this.own.set(stored<CartLine>(LINES));
    this.made.set(stored<string>(ORDERS));
  }
}

/** What tells one line from another: the product and all that is wanted of it. */
function keyOf({ productId, choiceIds, answers }: CartLine): string {
  return JSON.stringify([productId, [...choiceIds].sort(), answers]);
}

/** A list as this browser keeps it; none where it keeps something else. */
function stored<T>(name: string): T[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(found) ? (found as T[]) : [];
  } catch {
    return [];
  }
}
