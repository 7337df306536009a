import { Injectable } from '@nestjs/common';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { FeedChecks } from './feed-checks.js';
import { FeedRunner } from './feed-runner.js';
import type { StockFeedWriting } from './feed.dto.js';
import { FeedsRepository } from './feeds.repository.js';
import type { StockFeed } from './stock-feed.js';

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
