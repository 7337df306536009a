import type { LetterKind } from '@verstak/domain';
import { UNDO_MS } from '../orders/order-steps.service.js';
import type { OrdersService } from '../orders/orders.service.js';
import type { Outbox } from '../outbox/outbox.js';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { WorkshopService } from '../workshop/workshop.service.js';
import { orderLetter, type OrderNews } from './order-letters.js';
import { CUSTOMER_CANCELS } from './shop-orders.service.js';

const KINDS: Record<OrderNews, LetterKind> = {
  received: 'order_received',
  ready: 'order_ready',
  cancelled: 'order_cancelled',
};

/** Writes to customers of the shop what becomes of their orders, one letter for each change that concerns them. */
export class OrderLettersConsumer implements JournalConsumer {
  readonly name = 'order-letters';
  readonly begins = 'next';

  constructor(
    private readonly orders: OrdersService,
    private readonly workshop: WorkshopService,
    private readonly outbox: Outbox,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.entity !== 'Order') continue;
      const news = newsOf(entry);
      if (news) await this.write(news, entry);
      if (entry.action === 'undone')
        await this.outbox.takeBack({ entity: 'Order', id: String(entry.entityId) }, [KINDS.ready, KINDS.cancelled]);
    }
  }

  /** Nothing for an order that is gone by now, or of somebody who gave no address. */
  private async write(news: OrderNews, { number = 0, position, at }: JournalEntry): Promise<void> {
    const order = await this.orders.byNumber(number);
    const to = order?.shopEmail ?? order?.clientEmail;
    if (!order?.isFromShop || !to) return;
    const kind = KINDS[news];
    await this.outbox.write({
      key: `${position}:${kind}`,
      kind,
      to,
      language: order.shopLanguage ?? 'ru',
      about: { entity: 'Order', id: order._id.toHexString() },
      ...orderLetter(news, order, await this.workshop.get()),
      // Whoever took the step by mistake takes it back first.
      ...(news === 'received' ? {} : { notBefore: new Date(at.getTime() + UNDO_MS) }),
    });
  }
}

/** What an entry is to the customer; what is taken back, goes on or was the customer's own doing is no news. */
function newsOf({ action, changes, actor }: JournalEntry): OrderNews | undefined {
  if (action === 'undone') return undefined;
  if (action === 'created') return changes.some(({ path }) => path === 'isFromShop') ? 'received' : undefined;
  const { before, after } = changes.find(({ path }) => path === 'status') ?? {};
  if (after === 'ready' && before !== 'on_hold') return 'ready';
  return after === 'cancelled' && actor.reason !== CUSTOMER_CANCELS ? 'cancelled' : undefined;
}
