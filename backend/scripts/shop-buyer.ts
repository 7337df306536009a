import { randomInt, randomUUID } from 'node:crypto';
import { LoadError } from './workshop-api.ts';

/** What a buyer wants of one product. */
export interface WantedLine {
  productId: string;
  quantity: number;
  choiceIds?: string[];
}

/** An order of the shop as its buyer sees it. */
export interface BoughtOrder {
  number: number;
  key: string;
  status: string;
  total: number;
  isCancellable: boolean;
}

/** What the shop answered: the order, or why there is none. */
export type ShopAnswer = { order: BoughtOrder } | { status: number; code: string };

/** One that comes again in the next run is another one: how often somebody registers is counted by network. */
let buyers = randomInt(65_536);

/**
 * Somebody who buys at the shop without signing in, from a network of their own: the product believes that of whoever
 * asks from the machine itself, as a proxy does.
 */
export class ShopBuyer {
  private readonly index = (buyers += 1);
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Orders these lines, once however often it is asked. */
  async order(items: readonly WantedLine[], key = randomUUID()): Promise<ShopAnswer> {
    const contact = { name: `Покупатель ${this.index}`, email: `buyer-${this.index}-${key.slice(0, 8)}@example.org` };
    return this.ask('/shop/orders', { ...contact, isAgreed: true, items }, key);
  }

  /** Makes an account, by which the buyer signs in. */
  async register(): Promise<{ email: string; password: string }> {
    const account = { email: `member-${randomUUID().slice(0, 8)}@example.org`, password: randomUUID() };
    const { index } = this;
    const fields = { name: `Покупатель ${index}`, language: 'ru', ...account };
    const answer = await this.ask('/shop/account', fields, randomUUID());
    if ('status' in answer) throw new LoadError(`A buyer could not register: ${answer.status} ${answer.code}.`);
    return account;
  }

  async cancel(order: BoughtOrder): Promise<ShopAnswer> {
    return this.ask(`/shop/orders/${order.key}/cancel`, {}, randomUUID());
  }

  async look(key: string): Promise<ShopAnswer> {
    return this.ask(`/shop/orders/${key}`);
  }

  private async ask(path: string, body?: object, key?: string): Promise<ShopAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
        'x-forwarded-for': `198.${18 + ((this.index >> 16) & 1)}.${(this.index >> 8) & 255}.${this.index & 255}`,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const answer = JSON.parse(text || '{}') as BoughtOrder & { code?: string };
    return response.ok ? { order: answer } : { status: response.status, code: answer.code ?? '' };
  }
}
