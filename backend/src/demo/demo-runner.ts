import { Injectable } from '@nestjs/common';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { DemoWork } from './demo-work.js';

/** Works on the demo in one process at a time. */
@Injectable()
export class DemoRunner extends LeasedWork {
  protected readonly name = 'the demo workshop';

  constructor(
    private readonly work: DemoWork,
    leases: Leases,
  ) {
    super(leases);
  }

  protected isWaiting(): Promise<boolean> {
    return this.work.isWaiting();
  }

  protected take(): Promise<Piece | undefined> {
    return this.work.take();
  }
}
