import { Injectable } from '@nestjs/common';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { FeedChecks, STOCK_CHECKS } from './feed-checks.js';
import { FeedsRepository } from './feeds.repository.js';

/** Does the stock checks that are due, one after another and in one process at a time. */
@Injectable()
export class FeedRunner extends LeasedWork {
  protected readonly name = STOCK_CHECKS;

  constructor(
    private readonly feeds: FeedsRepository,
    private readonly checks: FeedChecks,
    leases: Leases,
  ) {
    super(leases);
  }

  protected isWaiting(): Promise<boolean> {
    return this.feeds.isDue(new Date());
  }

  protected take(): Promise<Piece | undefined> {
    return this.checks.takeDue();
  }
}
