import { Service, afterNextRender, computed, effect, inject, signal, untracked } from '@angular/core';
import { ShopAccountService, type ShopCartLine } from '@verstak/api';
import { cartKey, mergeCarts, takenFromCart, newKey } from '@verstak/domain';
import { Account } from './account';

/** What a customer has put into the cart; prices are as they were then, and computed again when it is looked at. */
export type CartLine = ShopCartLine;

const LINES = 'verstak.shop.cart';
const ORDERS = 'verstak.shop.orders';
/** By which the server knows lines that were sent, where its answer was lost. */
const SENDING = 'verstak.shop.cart.sending';
const MOST_ORDERS = 50;

/**
 * The cart. A guest's is kept by the browser, the same in all its windows; that of an account by the server, the same on
 * all devices. What is put in goes into the browser's first, and from there to the account's, once: so nothing is lost
 * when somebody signs in, nor without a network.
 */
@Service()
export class Cart {
  private readonly api = inject(ShopAccountService);
  private readonly account = inject(Account);
  private readonly own = signal<readonly CartLine[]>([]);
  private readonly kept = signal<readonly CartLine[]>([]);
  private readonly made = signal<readonly string[]>([]);
  private isRead = false;

  readonly lines = computed(() => (this.account.isSignedIn() ? mergeCarts(this.kept(), this.own()) : this.own()));
  /** The keys of the orders, the latest first. */
  readonly orders = this.made.asReadonly();
  readonly count = computed(() => this.lines().length);
  /** The first day on which all of it can be had; empty while there is nothing. */
  readonly earliestDay = computed(() =>
    this.lines().reduce((latest, { earliestDay }) => (earliestDay > latest ? earliestDay : latest), ''),
  );

  constructor() {
    afterNextRender(() => {
      this.read();
      addEventListener('storage', () => this.read());
      // What was put in on another device.
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.bring());
    });
    effect(() => {
      const [lines, orders] = [this.own(), this.made()];
      if (!this.isRead) return;
      localStorage.setItem(LINES, JSON.stringify(lines));
      localStorage.setItem(ORDERS, JSON.stringify(orders));
    });
    effect(() => {
      const user = this.account.user();
      untracked(() => {
        this.kept.set([]);
        if (user) void this.bring();
      });
    });
  }

  /** Puts something in; the same once more is more of it. */
  add(...lines: CartLine[]): void {
    this.own.update((own) => mergeCarts(own, lines));
    void this.bring();
  }

  /** So much of a line is wanted, 0 for none of it; rejects where the account’s cart is out of reach. */
  async change(line: CartLine, quantity: number): Promise<void> {
    const key = cartKey(line);
    if (!this.account.isSignedIn())
      return this.own.update((lines) =>
        lines.flatMap((one) => (cartKey(one) !== key ? [one] : quantity ? [{ ...one, quantity }] : [])),
      );
    await this.bring();
    const { productId, choiceIds, answers } = line;
    this.kept.set((await this.api.changeShopCart({ body: { productId, choiceIds, answers, quantity } })).lines);
  }

  /** What was in the cart is ordered now; by a guest, under this key. */
  settle(key?: string): void {
    this.own.set([]);
    this.kept.set([]);
    if (key) this.made.update((keys) => [key, ...keys].slice(0, MOST_ORDERS));
  }

  /** Brings what the browser has to the account's cart, and reads that. Without a network it stays for the next time. */
  async bring(): Promise<void> {
    if (!this.account.isSignedIn() || !this.isRead) return;
    try {
      await (navigator.locks ? navigator.locks.request(SENDING, () => this.send()) : this.send());
    } catch {
      // It is brought with the next thing that is put in, or when the page is looked at again.
    }
  }

  private async send(): Promise<void> {
    const lines = [...this.own()];
    if (!lines.length) return this.kept.set((await this.api.getShopCart()).lines);
    const [sent, key] = (localStorage.getItem(SENDING) ?? '').split('\n');
    const told = JSON.stringify(lines);
    const attempt = sent === told && key ? key : newKey();
    localStorage.setItem(SENDING, `${told}\n${attempt}`);
    const cart = await this.api.addToShopCart({ body: { lines }, 'Idempotency-Key': attempt });
    localStorage.removeItem(SENDING);
    this.own.update((own) => takenFromCart(own, lines));
    this.kept.set(cart.lines);
  }

  private read(): void {
    this.isRead = true;
    this.own.set(stored<CartLine>(LINES));
    this.made.set(stored<string>(ORDERS));
    void this.bring();
  }
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
