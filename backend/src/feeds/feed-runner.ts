import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LeasedWork } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { FeedChecks, STOCK_CHECKS } from './feed-checks.js';
import { FeedsRepository } from './feeds.repository.js';

/** Does the stock checks that are due, one after another and in one process at a time. */
@Injectable()
export class FeedRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running: LeasedWork;

  constructor(feeds: FeedsRepository, checks: FeedChecks, leases: Leases) {
    const isWaiting = (): Promise<boolean> => feeds.isDue(new Date());
    this.running = new LeasedWork({ name: STOCK_CHECKS, isWaiting, take: () => checks.takeDue() }, leases);
  }

  onApplicationBootstrap(): void {
    this.running.start();
  }

  /** Looks at once whether a check is due. */
  wake(): void {
    this.running.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running.stop();
  }
}
