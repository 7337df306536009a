import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OrderSales, type SoldOrder } from '../orders/order-sales.js';
import { SharedReads } from '../platform/records/shared-reads.js';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import { JournalService } from '../platform/journal/journal.service.js';

/** When the ledger is read after the start: nobody should wait for it then, nor for the first report later. */
const WARM_AFTER_MS = 5_000;

/** Changed orders that may wait for the next report to be read again; few, so that nobody else waits meanwhile. */
const MOST_WAITING = 200;

/**
 * Sold orders as reports count them, kept in memory and in step with the journal: some 300 bytes an order, so that
 * a report of years is a pass over an array instead of a scan of the database that everybody else then waits for.
 */
@Injectable()
export class SalesLedger implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SalesLedger.name);
  private readonly sold = new Map<string, SoldOrder>();
  /** Days, clients and masters recur: one text each. */
  private readonly texts = new Map<string, string>();
  private readonly changed = new Set<string>();
  private loading?: Promise<void>;
  private readonly turns = new SharedReads();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly orders: OrderSales,
    private readonly journal: JournalService,
    private readonly readers: JournalReaders,
  ) {
    this.readers.add(({ entity, entityId }) => {
      if (entity !== 'Order') return;
      this.changed.add(String(entityId));
      if (this.changed.size === MOST_WAITING) this.refresh();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.refresh(), WARM_AFTER_MS).unref();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** All sold orders, with every change that was committed before the call. */
  async now(): Promise<ReadonlyMap<string, SoldOrder>> {
    await this.loaded();
    await this.turns.run('turn', () => this.catchUp());
    return this.sold;
  }

  private refresh(): void {
    this.now().catch((error: unknown) => this.logger.warn(`Reading sales failed, again when asked: ${String(error)}`));
  }

  private async loaded(): Promise<void> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    await this.loading;
  }

  private async load(): Promise<void> {
    for await (const batch of this.orders.all()) for (const order of batch) this.put(order);
  }

  /** Reads again what has changed: what this process was told of, and what is committed but not sealed yet. */
  private async catchUp(): Promise<void> {
    const unsealed = await this.journal.unsealed('Order');
    await this.readers.caughtUp();
    const ids = [...new Set([...this.changed, ...unsealed])];
    if (!ids.length) return;
    this.changed.clear();
    try {
      const sold = await this.orders.among(ids);
      for (const id of ids) this.sold.delete(id);
      for (const order of sold) this.put(order);
    } catch (error) {
      for (const id of ids) this.changed.add(id);
      throw error;
    }
  }

  private put(order: SoldOrder): void {
    order.day = this.once(order.day);
    order.clientId = this.once(order.clientId);
    for (const share of order.shares) share.masterId = share.masterId && this.once(share.masterId);
    this.sold.set(order.id, order);
  }

  private once(text: string): string {
    const known = this.texts.get(text);
    if (known === undefined) this.texts.set(text, text);
    return known ?? text;
  }
}
