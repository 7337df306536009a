import { Injectable } from '@nestjs/common';
import type { FeedFault } from '@verstak/domain';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { FeedChecks } from './feed-checks.js';
import { FeedRunner } from './feed-runner.js';
import type { StockFeedWriting } from './feed.dto.js';
import { FeedsRepository } from './feeds.repository.js';
import type { StockFeed } from './stock-feed.js';

/** A check of a supplier's offers that came to nothing, when and why. */
export interface FailingFeed {
  supplierId: string;
  supplierName: string | undefined;
  fault: FeedFault | undefined;
  at: Date | undefined;
}

/** From where price and stock of suppliers’ offers are read by themselves. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly feeds: FeedsRepository,
    private readonly suppliers: SuppliersService,
    private readonly checks: FeedChecks,
    private readonly runner: FeedRunner,
    private readonly transactions: Transactions,
  ) {}

  async get(supplierId: string): Promise<Stored<StockFeed>> {
    await this.suppliers.get(supplierId);
    return this.feeds.getOf(supplierId);
  }

  /** Checks by schedule that came to nothing last: how many, and some of them with whose offers they read. */
  async failing(most: number): Promise<{ items: FailingFeed[]; total: number }> {
    const { items, total } = await this.feeds.failing(most);
    const suppliers = await this.suppliers.byIds(items.map(({ supplierId }) => String(supplierId)));
    return {
      total,
      items: items.map(({ supplierId, lastRun }) => ({
        supplierId: String(supplierId),
        supplierName: suppliers.get(String(supplierId))?.name,
        fault: lastRun?.fault,
        at: lastRun?.finishedAt,
      })),
    };
  }

  /** Sets the check of a supplier’s offers up, or writes it anew: it is due at once where it is on. */
  async set(supplierId: string, fields: StockFeedWriting): Promise<Stored<StockFeed>> {
    return this.transactions.run(async () => {
      await this.suppliers.forSupply(supplierId);
      const former = await this.feeds.of(supplierId);
      this.transactions.whenCommitted(() => this.runner.wake());
      return former ? this.feeds.rewrite(former, fields) : this.feeds.add({ ...fields, supplierId });
    });
  }

  async delete(supplierId: string): Promise<void> {
    await this.transactions.run(async () => this.feeds.delete(await this.get(supplierId)));
  }

  /** Checks now, unless that is under way; gives the check when it is done, or sooner where it takes long. */
  async check(supplierId: string): Promise<Stored<StockFeed>> {
    await this.checks.begin(await this.get(supplierId));
    return this.get(supplierId);
  }
}
