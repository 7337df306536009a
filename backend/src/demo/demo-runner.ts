import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LeasedWork } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { DemoWork } from './demo-work.js';

/** Works on the demo in one process at a time. */
@Injectable()
export class DemoRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running: LeasedWork;

  constructor(work: DemoWork, leases: Leases) {
    this.running = new LeasedWork(work, leases);
  }

  onApplicationBootstrap(): void {
    this.running.start();
  }

  /** There is something to do. */
  wake(): void {
    this.running.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running.stop();
  }
}
